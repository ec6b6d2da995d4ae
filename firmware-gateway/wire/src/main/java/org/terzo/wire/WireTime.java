package org.terzo.wire;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Month;
import java.time.Year;
import java.util.Optional;

/// Instants as the wire writes them: RFC 3339, UTC, milliseconds, `2026-03-29T00:59:59.250Z`.
///
/// Every record has one, so both ways go digit by digit.
public final class WireTime {
    private static final String FORM = "0000-00-00T00:00:00.000Z";
    private static final int SECONDS_END = 19;
    private static final long DAY_S = 86_400;
    private static final int FIRST_YEAR = 1970;
    private static final long DAYS_TO_10000 = LocalDate.of(10_000, 1, 1).toEpochDay();

    private WireTime() {}

    /// Parts of a millisecond are cut off. Times that the wire does not know are written as Java does.
    public static String text(Instant at) {
        long days = Math.floorDiv(at.getEpochSecond(), DAY_S);
        if (days < 0 || days >= DAYS_TO_10000) {
            return at.toString();
        }
        LocalDate day = LocalDate.ofEpochDay(days);
        int second = (int) (at.getEpochSecond() - days * DAY_S);
        byte[] text = FORM.getBytes(StandardCharsets.ISO_8859_1);
        write(text, 3, day.getYear());
        write(text, 6, day.getMonthValue());
        write(text, 9, day.getDayOfMonth());
        write(text, 12, second / 3_600);
        write(text, 15, second / 60 % 60);
        write(text, 18, second % 60);
        write(text, 22, at.getNano() / 1_000_000);
        return new String(text, StandardCharsets.ISO_8859_1);
    }

    /// Writes a number whose last digit stands at `last`.
    private static void write(byte[] text, int last, int number) {
        int rest = number;
        for (int i = last; rest > 0; i--) {
            text[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
    }

    /// Empty when `text` is no UTC time of the years 1970 to 9999; parts of a millisecond are cut off.
    public static Optional<Instant> parse(String text) {
        if (!isOfTheForm(text)) {
            return Optional.empty();
        }
        int year = number(text, 0, 4);
        int month = number(text, 5, 7);
        int day = number(text, 8, 10);
        int hour = number(text, 11, 13);
        int minute = number(text, 14, 16);
        int second = number(text, 17, SECONDS_END);
        boolean isDay = year >= FIRST_YEAR && month >= 1 && month <= 12 && day >= 1 && day <= Month.of(month).length(Year.isLeap(year));
        if (!isDay || hour > 23 || minute > 59 || second > lastSecond(hour, minute)) {
            return Optional.empty();
        }
        long seconds = LocalDate.of(year, month, day).toEpochDay() * DAY_S + hour * 3_600L + minute * 60L + Math.min(second, 59);
        return Optional.of(Instant.ofEpochMilli(seconds * 1_000 + millis(text)));
    }

    /// A leap second is the second before it.
    private static int lastSecond(int hour, int minute) {
        return hour == 23 && minute == 59 ? 60 : 59;
    }

    /// Digits, or digits and a fraction, and nothing else than UTC.
    private static boolean isOfTheForm(String text) {
        int end = text.length() - 1;
        boolean isWhole = end == SECONDS_END;
        boolean isFraction = end > SECONDS_END + 1 && text.charAt(SECONDS_END) == '.' && areDigits(text, SECONDS_END + 1, end);
        if ((!isWhole && !isFraction) || text.charAt(end) != 'Z') {
            return false;
        }
        for (int i = 0; i < SECONDS_END; i++) {
            boolean fits = FORM.charAt(i) == '0' ? isDigit(text.charAt(i)) : text.charAt(i) == FORM.charAt(i);
            if (!fits) {
                return false;
            }
        }
        return true;
    }

    private static boolean areDigits(String text, int from, int to) {
        for (int i = from; i < to; i++) {
            if (!isDigit(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static int number(String text, int from, int to) {
        int number = 0;
        for (int i = from; i < to; i++) {
            number = number * 10 + text.charAt(i) - '0';
        }
        return number;
    }

    private static int millis(String text) {
        int millis = 0;
        for (int i = SECONDS_END + 1; i < SECONDS_END + 4; i++) {
            boolean isThere = i < text.length() - 1;
            millis = millis * 10 + (isThere ? text.charAt(i) - '0' : 0);
        }
        return millis;
    }
}
