package org.terzo.simulator.site;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Month;
import java.time.MonthDay;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.terzo.simulator.site.Hours.Rule;
import org.terzo.simulator.site.Hours.Season;
import org.terzo.simulator.site.Hours.Span;

/// Reads opening hours in OpenStreetMap syntax: rules of months or dates, weekdays, `PH`, times of day, `off` and `24/7`, with `;` between them.
final class HoursText {
    private static final String MONTH = "(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)";
    private static final String DATE = MONTH + "(?: \\d{1,2})?";
    private static final String DAY = "(?:Mo|Tu|We|Th|Fr|Sa|Su|PH)";
    private static final String DAYS = DAY + "(?:-" + DAY + ")?";
    private static final String TIMES = "\\d{2}:\\d{2}-\\d{2}:\\d{2}";
    private static final Pattern RULE = Pattern.compile("(?<season>" + DATE + "(?:-(?:" + DATE + "|\\d{1,2}))?)?:? ?"
            + "(?<days>" + DAYS + "(?:, ?" + DAYS + ")*)? ?"
            + "(?<hours>24/7|off|closed|open|" + TIMES + "(?:, ?" + TIMES + ")*)?");
    private static final int HOUR = 60;
    private static final int DAY_MINUTES = 24 * HOUR;
    private static final int LATEST_MINUTE = 48 * HOUR;

    private HoursText() {}

    /// Empty when it is not understood.
    static Optional<List<Rule>> parse(String text) {
        List<Rule> rules = new ArrayList<>();
        for (String part : text.split(";", -1)) {
            Matcher rule = RULE.matcher(part.strip());
            Optional<Rule> read = part.isBlank() || !rule.matches() ? Optional.empty() : rule(rule);
            if (read.isEmpty()) {
                return Optional.empty();
            }
            rules.add(read.get());
        }
        return Optional.of(rules);
    }

    private static Optional<Rule> rule(Matcher rule) {
        try {
            String days = Optional.ofNullable(rule.group("days")).orElse("");
            String hours = Optional.ofNullable(rule.group("hours")).orElse("open");
            List<Season> seasons = Optional.ofNullable(rule.group("season")).map(HoursText::season).stream().toList();
            return Optional.of(new Rule(seasons, weekdays(days), days.isEmpty() || days.contains("PH"), spans(hours)));
        } catch (DateTimeException notInTheCalendar) {
            return Optional.empty();
        }
    }

    private static Season season(String text) {
        String[] ends = text.split("-", -1);
        MonthDay first = date(ends[0], 1);
        if (ends.length == 1) {
            return new Season(first, ends[0].contains(" ") ? first : date(ends[0], Month.of(first.getMonthValue()).maxLength()));
        }
        boolean sameMonth = Character.isDigit(ends[1].charAt(0));
        MonthDay last = sameMonth ? MonthDay.of(first.getMonth(), Integer.parseInt(ends[1])) : date(ends[1], 0);
        return new Season(first, last);
    }

    /// @param otherwise the day of a month without one; 0: its last
    private static MonthDay date(String text, int otherwise) {
        String[] words = text.split(" ", -1);
        Month month = Stream.of(Month.values()).filter(each -> each.name().startsWith(words[0].toUpperCase(Locale.ROOT))).findFirst().orElseThrow();
        int day = otherwise == 0 ? month.maxLength() : otherwise;
        return MonthDay.of(month, words.length == 2 ? Integer.parseInt(words[1]) : day);
    }

    private static Set<DayOfWeek> weekdays(String text) {
        if (text.isEmpty()) {
            return EnumSet.allOf(DayOfWeek.class);
        }
        Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
        for (String part : text.split(", ?", -1)) {
            String[] ends = part.split("-", -1);
            if (!part.contains("PH")) {
                DayOfWeek last = weekday(ends[ends.length - 1]);
                for (DayOfWeek day = weekday(ends[0]); day != last; day = day.plus(1)) {
                    days.add(day);
                }
                days.add(last);
            }
        }
        return days;
    }

    private static DayOfWeek weekday(String text) {
        return Stream.of(DayOfWeek.values()).filter(day -> day.name().startsWith(text.toUpperCase(Locale.ROOT))).findFirst().orElseThrow();
    }

    private static List<Span> spans(String text) {
        return switch (text) {
            case "off", "closed" -> List.of();
            case "24/7", "open" -> List.of(new Span(0, DAY_MINUTES));
            default -> Stream.of(text.split(", ?", -1)).map(HoursText::span).toList();
        };
    }

    private static Span span(String text) {
        String[] ends = text.split("-", -1);
        int from = minutes(ends[0]);
        int to = minutes(ends[1]);
        return new Span(from, to > from ? to : to + DAY_MINUTES);
    }

    private static int minutes(String text) {
        int minutes = Integer.parseInt(text.substring(0, 2)) * HOUR + Integer.parseInt(text.substring(3));
        if (minutes > LATEST_MINUTE) {
            throw new DateTimeException(text);
        }
        return minutes;
    }
}
