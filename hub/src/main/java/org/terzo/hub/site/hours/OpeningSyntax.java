package org.terzo.hub.site.hours;

import ch.poole.openinghoursparser.DateRange;
import ch.poole.openinghoursparser.DateWithOffset;
import ch.poole.openinghoursparser.Holiday;
import ch.poole.openinghoursparser.I18n;
import ch.poole.openinghoursparser.OpeningHoursParseException;
import ch.poole.openinghoursparser.OpeningHoursParser;
import ch.poole.openinghoursparser.Rule;
import ch.poole.openinghoursparser.RuleModifier;
import ch.poole.openinghoursparser.TimeSpan;
import ch.poole.openinghoursparser.WeekDay;
import ch.poole.openinghoursparser.WeekDayRange;
import ch.poole.openinghoursparser.YearRange;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.MonthDay;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.terzo.hub.site.hours.OpeningRule.Dates;
import org.terzo.hub.site.hours.OpeningRule.Effect;
import org.terzo.hub.site.hours.OpeningRule.Span;
import org.terzo.hub.site.hours.OpeningRule.Years;

/// Reads opening hours in OpenStreetMap syntax. What the grammar allows and the hub does not evaluate is refused by name.
public final class OpeningSyntax {
    private static final int LONGEST = 1_000;
    private static final int LAST_YEAR = 9_999;

    static {
        I18n.setLocale(Locale.ROOT);
    }

    private OpeningSyntax() {}

    public sealed interface Parsed {
        record Understood(List<OpeningRule> rules) implements Parsed {
            public Understood {
                rules = List.copyOf(rules);
            }
        }

        record NotUnderstood(String why) implements Parsed {}
    }

    /// Something that the grammar allows and nobody here evaluates.
    private static final class NotEvaluated extends Exception {
        private static final long serialVersionUID = 1L;

        NotEvaluated(String what) {
            super(what);
        }
    }

    public static Parsed parse(String text) {
        if (text.isBlank() || text.length() > LONGEST) {
            return new Parsed.NotUnderstood("1 to " + LONGEST + " characters are expected");
        }
        try {
            List<OpeningRule> rules = new ArrayList<>();
            for (Rule rule : new OpeningHoursParser(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8))).rules(true, false)) {
                if (rule.isEmpty()) {
                    throw new NotEvaluated("a rule is empty");
                }
                rule(rule).ifPresent(rules::add);
            }
            return new Parsed.Understood(rules);
        } catch (OpeningHoursParseException e) {
            return new Parsed.NotUnderstood(String.valueOf(e.getMessage()).lines().findFirst().orElse("it cannot be read").strip());
        } catch (NotEvaluated e) {
            return new Parsed.NotUnderstood(String.valueOf(e.getMessage()));
        }
    }

    /// Empty when it speaks of public holidays only: the hub knows none, they are entered as closures.
    private static Optional<OpeningRule> rule(Rule rule) throws NotEvaluated {
        refuse(rule.isFallBack(), "fallback rules ('||') are not evaluated");
        refuse(rule.getComment() != null, "a rule's comment before ':' is not evaluated");
        refuse(rule.getWeeks() != null, "weeks are not evaluated");
        for (Holiday holiday : listed(rule.getHolidays())) {
            refuse(holiday.getType() != Holiday.Type.PH, "school holidays (SH) are not known here, enter them as closures");
            refuse(rule.getDays() != null && !holiday.getUseAsWeekDay(), "weekdays of public holidays are not evaluated");
        }
        OpeningRule read = new OpeningRule(weekdays(rule), years(rule), dates(rule), spans(rule), effect(rule));
        boolean pausesOverMidnight = read.effect() == Effect.TAKES_AWAY
                && read.spans().stream().anyMatch(span -> span.to() > OpeningRule.MINUTES_A_DAY);
        refuse(pausesOverMidnight, "hours 'off' over midnight are not evaluated");
        return rule.getHolidays() != null && rule.getDays() == null ? Optional.empty() : Optional.of(read);
    }

    private static Effect effect(Rule rule) throws NotEvaluated {
        @Nullable RuleModifier modifier = rule.getModifier();
        if (modifier == null) {
            return rule.isAdditive() ? Effect.ADDS : Effect.REPLACES;
        }
        RuleModifier.@Nullable Modifier word = modifier.getModifier();
        if (word == null) {
            throw new NotEvaluated("a comment without 'open' or 'off' leaves open whether the site is open");
        }
        return switch (word) {
            case OPEN -> rule.isAdditive() ? Effect.ADDS : Effect.REPLACES;
            case CLOSED, OFF -> Effect.TAKES_AWAY;
            case UNKNOWN -> throw new NotEvaluated("'unknown' is not evaluated");
        };
    }

    private static Set<DayOfWeek> weekdays(Rule rule) throws NotEvaluated {
        if (rule.getDays() == null) {
            return EnumSet.allOf(DayOfWeek.class);
        }
        Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
        for (WeekDayRange range : rule.getDays()) {
            refuse(range.getNths() != null || range.getOffset() != 0, "weekdays of a month, such as Mo[1], are not evaluated");
            @Nullable WeekDay end = range.getEndDay();
            DayOfWeek last = weekday(end == null ? range.getStartDay() : end);
            DayOfWeek day = weekday(range.getStartDay());
            days.add(day);
            while (day != last) {
                day = day.plus(1);
                days.add(day);
            }
        }
        return days;
    }

    private static DayOfWeek weekday(WeekDay day) {
        return switch (day) {
            case MO -> DayOfWeek.MONDAY;
            case TU -> DayOfWeek.TUESDAY;
            case WE -> DayOfWeek.WEDNESDAY;
            case TH -> DayOfWeek.THURSDAY;
            case FR -> DayOfWeek.FRIDAY;
            case SA -> DayOfWeek.SATURDAY;
            case SU -> DayOfWeek.SUNDAY;
        };
    }

    private static List<Span> spans(Rule rule) throws NotEvaluated {
        List<Span> spans = new ArrayList<>();
        for (TimeSpan time : listed(rule.getTimes())) {
            refuse(time.getStartEvent() != null || time.getEndEvent() != null, "sunrise, sunset and the like are not evaluated");
            refuse(time.isOpenEnded() || time.getEnd() == TimeSpan.UNDEFINED_TIME, "hours without an end are not evaluated");
            refuse(time.getInterval() != 0, "intervals of hours are not evaluated");
            int end = time.getEnd() <= time.getStart() ? time.getEnd() + OpeningRule.MINUTES_A_DAY : time.getEnd();
            spans.add(new Span(time.getStart(), end));
        }
        return spans;
    }

    private static List<Years> years(Rule rule) throws NotEvaluated {
        List<Years> years = new ArrayList<>();
        for (YearRange range : listed(rule.getYears())) {
            refuse(range.getInterval() > 1, "intervals of years are not evaluated");
            int end = range.getEndYear() == YearRange.UNDEFINED_YEAR ? range.getStartYear() : range.getEndYear();
            refuse(end < range.getStartYear(), "the last year is before the first");
            years.add(new Years(range.getStartYear(), range.isOpenEnded() ? LAST_YEAR : end));
        }
        return years;
    }

    private static List<Dates> dates(Rule rule) throws NotEvaluated {
        List<Dates> dates = new ArrayList<>();
        for (DateRange range : listed(rule.getDates())) {
            refuse(range.getInterval() > 1, "intervals of dates are not evaluated");
            dates.add(dates(range.getStartDate(), range.getEndDate()));
        }
        return dates;
    }

    private static Dates dates(DateWithOffset start, @Nullable DateWithOffset givenEnd) throws NotEvaluated {
        DateWithOffset end = givenEnd == null ? start : givenEnd;
        refuseMoving(start);
        refuseMoving(end);
        java.time.Month firstMonth = month(start.getMonth());
        java.time.Month lastMonth = end.getMonth() == null ? firstMonth : month(end.getMonth());
        boolean isDated = start.getYear() != YearRange.UNDEFINED_YEAR;
        refuse(!isDated && end.getYear() != YearRange.UNDEFINED_YEAR, "a last date with a year needs a first date with one");
        try {
            MonthDay first = MonthDay.of(firstMonth, start.undefinedDay() ? 1 : start.getDay());
            MonthDay last = MonthDay.of(lastMonth, end.undefinedDay() ? lastMonth.maxLength() : end.getDay());
            if (!isDated) {
                return new Dates.Yearly(first, last);
            }
            LocalDate from = first.atYear(start.getYear());
            LocalDate to = last.atYear(end.getYear() == YearRange.UNDEFINED_YEAR ? start.getYear() : end.getYear());
            refuse(to.isBefore(from), "the last date is before the first");
            return new Dates.Once(from, to);
        } catch (DateTimeException e) {
            throw new NotEvaluated("a day that its month does not have");
        }
    }

    /// `JAN` is the start of `JANUARY`.
    private static java.time.Month month(ch.poole.openinghoursparser.@Nullable Month month) throws NotEvaluated {
        if (month == null) {
            throw new NotEvaluated("a date without a month is not evaluated");
        }
        return Stream.of(java.time.Month.values()).filter(each -> each.name().startsWith(month.name())).findFirst().orElseThrow();
    }

    private static void refuseMoving(DateWithOffset date) throws NotEvaluated {
        boolean isMoving = date.getVarDate() != null || date.getNthWeekDay() != null || date.getWeekDayOffset() != null || date.getDayOffset() != 0;
        refuse(isMoving, "dates that move, such as easter or the last Sunday, are not evaluated");
        refuse(date.isOpenEnded(), "dates without an end are not evaluated");
    }

    private static void refuse(boolean isRefused, String why) throws NotEvaluated {
        if (isRefused) {
            throw new NotEvaluated(why);
        }
    }

    /// The parser says `null` for what a rule does not state.
    private static <T> List<T> listed(@Nullable List<T> stated) {
        return stated == null ? List.of() : stated;
    }
}
