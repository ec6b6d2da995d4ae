package org.terzo.simulator.site;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/// When a site is open, in its own time zone.
///
/// @param rules of several that cover a day the last one counts
public record Hours(ZoneId timeZone, List<Rule> rules, List<Closure> closures, List<Opening> openings) {
    private static final int MINUTES_A_DAY = 24 * 60;

    public Hours {
        rules = List.copyOf(rules);
        closures = List.copyOf(closures);
        openings = List.copyOf(openings);
    }

    /// Minutes from a local midnight, half-open; beyond 1,440 it is the next day's night.
    public record Span(int from, int to) {}

    /// Days of every year, both included; may reach over its turn.
    public record Season(MonthDay first, MonthDay last) {
        boolean contains(LocalDate day) {
            MonthDay date = MonthDay.from(day);
            boolean isFrom = !date.isBefore(first);
            boolean isTo = !date.isAfter(last);
            return first.isAfter(last) ? isFrom || isTo : isFrom && isTo;
        }
    }

    /// @param seasons empty: all year
    /// @param holidays whether it speaks of public holidays besides its weekdays
    /// @param spans empty: closed
    public record Rule(List<Season> seasons, Set<DayOfWeek> weekdays, boolean holidays, List<Span> spans) {
        public Rule {
            seasons = List.copyOf(seasons);
            weekdays = Set.copyOf(weekdays);
            spans = List.copyOf(spans);
        }

        boolean covers(LocalDate day) {
            boolean inSeason = seasons.isEmpty() || seasons.stream().anyMatch(season -> season.contains(day));
            return inSeason && (weekdays.contains(day.getDayOfWeek()) || (holidays && Holidays.contains(day)));
        }
    }

    /// Both included.
    public record Closure(LocalDate from, LocalDate to) {
        boolean contains(LocalDate day) {
            return !day.isBefore(from) && !day.isAfter(to);
        }
    }

    /// An exceptional opening.
    public record Opening(LocalDate date, LocalTime from, LocalTime to) {}

    /// Half-open.
    public record Open(Instant from, Instant to) {}

    public static Hours always(ZoneId timeZone) {
        Rule rule = new Rule(List.of(), EnumSet.allOf(DayOfWeek.class), true, List.of(new Span(0, MINUTES_A_DAY)));
        return new Hours(timeZone, List.of(rule), List.of(), List.of());
    }

    /// Never closes by its rules.
    public boolean isAlways() {
        return !rules.isEmpty() && rules.stream().allMatch(rule -> rule.seasons().isEmpty() && rule.spans().equals(List.of(new Span(0, MINUTES_A_DAY))));
    }

    /// What begins on a local day, in order.
    public List<Open> on(LocalDate day) {
        List<Open> open = new ArrayList<>();
        if (closures.stream().noneMatch(closure -> closure.contains(day))) {
            rules.reversed().stream().filter(rule -> rule.covers(day)).findFirst().stream()
                    .flatMap(rule -> rule.spans().stream())
                    .forEach(span -> open.add(new Open(at(day, span.from()), at(day, span.to()))));
        }
        openings.stream().filter(opening -> opening.date().equals(day)).forEach(opening -> open.add(new Open(
                at(day, opening.from().toSecondOfDay() / 60.0), at(day, opening.to().toSecondOfDay() / 60.0))));
        open.sort(Comparator.comparing(Open::from));
        return open;
    }

    /// A local time of day; one that a change of the clocks leaves out is the moment after the change.
    public Instant at(LocalDate day, double minutes) {
        return day.atStartOfDay().plusSeconds(StrictMath.round(minutes * 60)).atZone(timeZone).toInstant();
    }

    public Instant midnight(LocalDate day) {
        return day.atStartOfDay(timeZone).toInstant();
    }

    /// Whether people stay away because everybody does.
    public boolean isHoliday(LocalDate day) {
        return Holidays.contains(day);
    }

    public Hours closedFrom(LocalDate first, LocalDate last) {
        List<Closure> all = new ArrayList<>(closures);
        all.add(new Closure(first, last));
        return new Hours(timeZone, rules, all, openings);
    }
}
