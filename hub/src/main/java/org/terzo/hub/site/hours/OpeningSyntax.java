package org.terzo.hub.site.hours;

import ch.poole.openinghoursparser.Holiday;
import ch.poole.openinghoursparser.I18n;
import ch.poole.openinghoursparser.OpeningHoursParseException;
import ch.poole.openinghoursparser.OpeningHoursParser;
import ch.poole.openinghoursparser.Rule;
import ch.poole.openinghoursparser.RuleModifier;
import ch.poole.openinghoursparser.TimeSpan;
import ch.poole.openinghoursparser.WeekDay;
import ch.poole.openinghoursparser.WeekDayRange;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.DayOfWeek;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.terzo.hub.site.hours.OpeningRule.Effect;
import org.terzo.hub.site.hours.OpeningRule.Span;

/// Reads opening hours in OpenStreetMap syntax. What the grammar allows and the hub does not evaluate is refused by name.
public final class OpeningSyntax {
    private static final int LONGEST = 1_000;

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
        NotEvaluated.refuse(rule.isFallBack(), "fallback rules ('||') are not evaluated");
        NotEvaluated.refuse(rule.getComment() != null, "a rule's comment before ':' is not evaluated");
        NotEvaluated.refuse(rule.getWeeks() != null, "weeks are not evaluated");
        for (Holiday holiday : OpeningDates.listed(rule.getHolidays())) {
            NotEvaluated.refuse(holiday.getType() != Holiday.Type.PH, "school holidays (SH) are not known here, enter them as closures");
            NotEvaluated.refuse(rule.getDays() != null && !holiday.getUseAsWeekDay(), "weekdays of public holidays are not evaluated");
        }
        OpeningRule read = new OpeningRule(weekdays(rule), OpeningDates.years(rule), OpeningDates.dates(rule), spans(rule), effect(rule));
        boolean pausesOverMidnight = read.effect() == Effect.TAKES_AWAY
                && read.spans().stream().anyMatch(span -> span.to() > OpeningRule.MINUTES_A_DAY);
        NotEvaluated.refuse(pausesOverMidnight, "hours 'off' over midnight are not evaluated");
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
            NotEvaluated.refuse(range.getNths() != null || range.getOffset() != 0, "weekdays of a month, such as Mo[1], are not evaluated");
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
        for (TimeSpan time : OpeningDates.listed(rule.getTimes())) {
            NotEvaluated.refuse(time.getStartEvent() != null || time.getEndEvent() != null, "sunrise, sunset and the like are not evaluated");
            NotEvaluated.refuse(time.isOpenEnded() || time.getEnd() == TimeSpan.UNDEFINED_TIME, "hours without an end are not evaluated");
            NotEvaluated.refuse(time.getInterval() != 0, "intervals of hours are not evaluated");
            int end = time.getEnd() <= time.getStart() ? time.getEnd() + OpeningRule.MINUTES_A_DAY : time.getEnd();
            spans.add(new Span(time.getStart(), end));
        }
        return spans;
    }
}
