package org.terzo.simulator.site;

import java.time.LocalDate;
import java.time.MonthDay;
import java.util.Set;

/// The public holidays that nearly all of Europe shares.
final class Holidays {
    private static final Set<MonthDay> FIXED = Set.of(MonthDay.of(1, 1), MonthDay.of(5, 1), MonthDay.of(12, 25), MonthDay.of(12, 26));

    private Holidays() {}

    static boolean contains(LocalDate day) {
        return FIXED.contains(MonthDay.from(day)) || day.equals(easter(day.getYear()).plusDays(1));
    }

    /// The Sunday, by the anonymous Gregorian computus (Meeus, Jones, Butcher).
    static LocalDate easter(int year) {
        int a = year % 19;
        int b = year / 100;
        int c = year % 100;
        int h = (19 * a + b - b / 4 - (b - (b + 8) / 25 + 1) / 3 + 15) % 30;
        int l = (32 + 2 * (b % 4) + 2 * (c / 4) - h - c % 4) % 7;
        int m = (a + 11 * h + 22 * l) / 451;
        int days = h + l - 7 * m + 114;
        return LocalDate.of(year, days / 31, days % 31 + 1);
    }
}
