package org.terzo.hub.site;

import ch.poole.openinghoursparser.OpeningHoursParseException;
import ch.poole.openinghoursparser.OpeningHoursParser;
import ch.poole.openinghoursparser.Rule;
import ch.poole.openinghoursparser.RuleModifier.Modifier;
import ch.poole.openinghoursparser.TimeSpan;
import ch.poole.openinghoursparser.WeekDay;
import ch.poole.openinghoursparser.WeekDayRange;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// When a site is open: its rule in OpenStreetMap syntax, its closures and its exceptional openings, in its own time zone.
///
/// Understood are weekdays, times of day (also over midnight), `off`, `24/7` and `PH`. Public holidays are not known, so rules about
/// them have no effect: a holiday that closes the site is entered as a closure.
public final class OpeningHours {
    private static final List<WeekDay> DAYS =
            List.of(WeekDay.MO, WeekDay.TU, WeekDay.WE, WeekDay.TH, WeekDay.FR, WeekDay.SA, WeekDay.SU);
    private static final int MINUTES_A_DAY = 24 * 60;

    private final Site site;
    private final List<Rule> rules;

    private OpeningHours(Site site, List<Rule> rules) {
        this.site = site;
        this.rules = rules;
    }

    /// Empty when the site states no hours.
    public static Optional<OpeningHours> of(Site site) {
        return site.openingHours().flatMap(OpeningHours::parse).map(rules -> new OpeningHours(site, rules));
    }

    static boolean isUnderstood(String text) {
        return parse(text).filter(rules -> rules.stream().allMatch(OpeningHours::isUnderstood)).isPresent();
    }

    public boolean isOpen(Instant at) {
        ZonedDateTime local = at.atZone(site.timeZone());
        LocalDate day = local.toLocalDate();
        boolean isExceptional = site.openings().stream()
                .anyMatch(opening -> opening.date().equals(day)
                        && !local.toLocalTime().isBefore(opening.from())
                        && local.toLocalTime().isBefore(opening.to()));
        if (isExceptional) {
            return true;
        }
        int minute = local.toLocalTime().toSecondOfDay() / 60;
        return (!isClosed(day) && isOpen(day, minute)) || (!isClosed(day.minusDays(1)) && isOpen(day.minusDays(1), minute + MINUTES_A_DAY));
    }

    private boolean isClosed(LocalDate day) {
        return site.closures().stream().anyMatch(closure -> !day.isBefore(closure.from()) && !day.isAfter(closure.to()));
    }

    /// The last rule that speaks of a day decides about it. @param minute of that day; beyond its end for hours over midnight
    private boolean isOpen(LocalDate day, int minute) {
        boolean isOpen = false;
        for (Rule rule : rules) {
            boolean isHolidayOnly = rule.getHolidays() != null && rule.getDays() == null;
            if (!isHolidayOnly && covers(rule, day.getDayOfWeek())) {
                isOpen = (rule.isAdditive() && isOpen) || (!isOff(rule) && within(rule, minute));
            }
        }
        return isOpen;
    }

    private static boolean within(Rule rule, int minute) {
        @Nullable List<TimeSpan> times = rule.getTimes();
        if (times == null) {
            return minute < MINUTES_A_DAY;
        }
        return times.stream().anyMatch(span -> {
            int end = span.getEnd() <= span.getStart() ? span.getEnd() + MINUTES_A_DAY : span.getEnd();
            return span.getStart() <= minute && minute < end;
        });
    }

    private static boolean covers(Rule rule, DayOfWeek day) {
        @Nullable List<WeekDayRange> days = rule.getDays();
        return days == null || days.stream().anyMatch(range -> {
            int from = DAYS.indexOf(range.getStartDay());
            int to = range.getEndDay() == null ? from : DAYS.indexOf(range.getEndDay());
            int wanted = day.getValue() - 1;
            return from <= to ? from <= wanted && wanted <= to : wanted >= from || wanted <= to;
        });
    }

    private static boolean isOff(Rule rule) {
        return rule.getModifier() != null
                && (rule.getModifier().getModifier() == Modifier.OFF || rule.getModifier().getModifier() == Modifier.CLOSED);
    }

    private static boolean isUnderstood(Rule rule) {
        boolean isDated = rule.getYears() != null || rule.getWeeks() != null || rule.getDates() != null || rule.isFallBack();
        boolean isSometimes = rule.getModifier() != null && rule.getModifier().getModifier() == Modifier.UNKNOWN;
        boolean isNth = rule.getDays() != null && rule.getDays().stream().anyMatch(range -> range.getNths() != null);
        boolean isBySun = rule.getTimes() != null
                && rule.getTimes().stream()
                        .anyMatch(span -> span.getStartEvent() != null
                                || span.getEndEvent() != null
                                || span.isOpenEnded()
                                || span.getEnd() == TimeSpan.UNDEFINED_TIME
                                || span.getInterval() != 0);
        return !isDated && !isSometimes && !isNth && !isBySun;
    }

    private static Optional<List<Rule>> parse(String text) {
        try {
            return Optional.of(
                    List.copyOf(new OpeningHoursParser(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8))).rules(true)));
        } catch (OpeningHoursParseException e) {
            return Optional.empty();
        }
    }
}
