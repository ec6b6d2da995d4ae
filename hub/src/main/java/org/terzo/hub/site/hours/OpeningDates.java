package org.terzo.hub.site.hours;

import ch.poole.openinghoursparser.DateRange;
import ch.poole.openinghoursparser.DateWithOffset;
import ch.poole.openinghoursparser.Rule;
import ch.poole.openinghoursparser.YearRange;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.MonthDay;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.terzo.hub.site.hours.OpeningRule.Dates;
import org.terzo.hub.site.hours.OpeningRule.Years;

/// Reads the years and dates of a rule.
final class OpeningDates {
    private static final int LAST_YEAR = 9_999;

    private OpeningDates() {}

    static List<Years> years(Rule rule) throws NotEvaluated {
        List<Years> years = new ArrayList<>();
        for (YearRange range : listed(rule.getYears())) {
            NotEvaluated.refuse(range.getInterval() > 1, "intervals of years are not evaluated");
            int end = range.getEndYear() == YearRange.UNDEFINED_YEAR ? range.getStartYear() : range.getEndYear();
            NotEvaluated.refuse(end < range.getStartYear(), "the last year is before the first");
            years.add(new Years(range.getStartYear(), range.isOpenEnded() ? LAST_YEAR : end));
        }
        return years;
    }

    static List<Dates> dates(Rule rule) throws NotEvaluated {
        List<Dates> dates = new ArrayList<>();
        for (DateRange range : listed(rule.getDates())) {
            NotEvaluated.refuse(range.getInterval() > 1, "intervals of dates are not evaluated");
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
        NotEvaluated.refuse(!isDated && end.getYear() != YearRange.UNDEFINED_YEAR, "a last date with a year needs a first date with one");
        try {
            MonthDay first = MonthDay.of(firstMonth, start.undefinedDay() ? 1 : start.getDay());
            MonthDay last = MonthDay.of(lastMonth, end.undefinedDay() ? lastMonth.maxLength() : end.getDay());
            if (!isDated) {
                return new Dates.Yearly(first, last);
            }
            LocalDate from = first.atYear(start.getYear());
            LocalDate to = last.atYear(end.getYear() == YearRange.UNDEFINED_YEAR ? start.getYear() : end.getYear());
            NotEvaluated.refuse(to.isBefore(from), "the last date is before the first");
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
        NotEvaluated.refuse(isMoving, "dates that move, such as easter or the last Sunday, are not evaluated");
        NotEvaluated.refuse(date.isOpenEnded(), "dates without an end are not evaluated");
    }

    /// The parser says `null` for what a rule does not state.
    static <T> List<T> listed(@Nullable List<T> stated) {
        return stated == null ? List.of() : stated;
    }
}
