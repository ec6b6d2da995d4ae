package org.terzo.hub.site.hours;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.MonthDay;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/// One rule of an opening rule in OpenStreetMap syntax, as far as the hub evaluates it.
///
/// @param weekdays those it speaks of
/// @param years empty: all
/// @param dates empty: all
/// @param spans of the day; never empty, the whole day is one span
public record OpeningRule(Set<DayOfWeek> weekdays, List<Years> years, List<Dates> dates, List<Span> spans, Effect effect) {
    static final int MINUTES_A_DAY = 24 * 60;
    private static final Span WHOLE_DAY = new Span(0, MINUTES_A_DAY);

    public OpeningRule {
        weekdays = Set.copyOf(weekdays);
        years = List.copyOf(years);
        dates = List.copyOf(dates);
        spans = spans.isEmpty() ? List.of(WHOLE_DAY) : List.copyOf(spans);
    }

    /// What a rule does to the hours that earlier rules gave a day: `;` replaces them, `,` adds to them, `off` takes away.
    public enum Effect {
        REPLACES,
        ADDS,
        TAKES_AWAY
    }

    /// Minutes from a local midnight, half-open; beyond 1,440 it is the next day's night.
    public record Span(int from, int to) {
        List<Span> without(Span other) {
            List<Span> left = new ArrayList<>();
            if (from < Math.min(to, other.from)) {
                left.add(new Span(from, Math.min(to, other.from)));
            }
            if (Math.max(from, other.to) < to) {
                left.add(new Span(Math.max(from, other.to), to));
            }
            return left;
        }
    }

    /// Both included.
    public record Years(int first, int last) implements Predicate<LocalDate> {
        @Override
        public boolean test(LocalDate day) {
            return first <= day.getYear() && day.getYear() <= last;
        }
    }

    /// Days of some or of every year, both ends included.
    public sealed interface Dates extends Predicate<LocalDate> {
        record Once(LocalDate first, LocalDate last) implements Dates {
            @Override
            public boolean test(LocalDate day) {
                return !day.isBefore(first) && !day.isAfter(last);
            }
        }

        /// May reach over the turn of the year.
        record Yearly(MonthDay first, MonthDay last) implements Dates {
            @Override
            public boolean test(LocalDate day) {
                MonthDay date = MonthDay.from(day);
                boolean isFrom = !date.isBefore(first);
                boolean isTo = !date.isAfter(last);
                return first.isAfter(last) ? isFrom || isTo : isFrom && isTo;
            }
        }
    }

    boolean covers(LocalDate day) {
        return weekdays.contains(day.getDayOfWeek())
                && (years.isEmpty() || years.stream().anyMatch(each -> each.test(day)))
                && (dates.isEmpty() || dates.stream().anyMatch(each -> each.test(day)));
    }

    /// The hours that the rules give a day, its own night included and the night before's too.
    public static List<Span> hours(List<OpeningRule> rules, LocalDate day) {
        List<Span> hours = new ArrayList<>(own(rules, day));
        List<Span> night = own(rules, day.minusDays(1)).stream()
                .filter(span -> span.to() > MINUTES_A_DAY)
                .map(span -> new Span(Math.max(0, span.from() - MINUTES_A_DAY), span.to() - MINUTES_A_DAY))
                .toList();
        for (OpeningRule rule : rules) {
            if (rule.effect == Effect.TAKES_AWAY && rule.covers(day)) {
                night = without(night, rule.spans);
            }
        }
        hours.addAll(night);
        return hours;
    }

    /// The hours that begin on a day. A day that is off as a whole loses its night as well.
    public static List<Span> own(List<OpeningRule> rules, LocalDate day) {
        List<Span> hours = List.of();
        for (OpeningRule rule : rules) {
            if (rule.covers(day)) {
                hours = switch (rule.effect) {
                    case REPLACES -> rule.spans;
                    case ADDS -> {
                        List<Span> both = new ArrayList<>(hours);
                        both.addAll(rule.spans);
                        yield both;
                    }
                    case TAKES_AWAY -> rule.spans.equals(List.of(WHOLE_DAY)) ? List.of() : without(hours, rule.spans);
                };
            }
        }
        return hours;
    }

    private static List<Span> without(List<Span> hours, List<Span> taken) {
        List<Span> left = hours;
        for (Span gone : taken) {
            left = left.stream().flatMap(span -> span.without(gone).stream()).toList();
        }
        return left;
    }
}
