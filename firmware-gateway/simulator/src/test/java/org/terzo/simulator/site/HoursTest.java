package org.terzo.simulator.site;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.terzo.simulator.site.Hours.Open;

class HoursTest {
    private static final ZoneId ROME = ZoneId.of("Europe/Rome");

    private static Hours hours(String text) {
        return new Hours(ROME, HoursText.parse(text).orElseThrow(), List.of(), List.of());
    }

    private static String on(String text, String day) {
        return String.join(" ", hours(text).on(LocalDate.parse(day)).stream().map(HoursTest::local).toList());
    }

    private static String local(Open open) {
        return open.from().atZone(ROME).toLocalTime() + "-" + open.to().atZone(ROME).toLocalTime();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", value = {
        "Mo-Fr 08:30-19:30; Sa 09:00-13:00; PH off | 2026-03-02 | 08:30-19:30",
        "Mo-Fr 08:30-19:30; Sa 09:00-13:00; PH off | 2026-03-07 | 09:00-13:00",
        "Mo-Fr 08:30-19:30; Sa 09:00-13:00; PH off | 2026-03-08 | ''",
        "Mo-Fr 08:30-19:30; PH off | 2026-05-01 | ''",
        "Mo-Fr 08:30-19:30; PH off | 2026-04-06 | ''",
        "Mo-Fr 08:00-12:00, 14:00-18:00 | 2026-03-03 | 08:00-12:00 14:00-18:00",
        "Mo,We,Fr 10:00-18:00 | 2026-03-03 | ''",
        "Fr-Mo 10:00-18:00 | 2026-03-01 | 10:00-18:00",
        "24/7; Aug off | 2026-08-14 | ''",
        "Mo-Su 09:00-18:00; Dec 24-Jan 06 off | 2027-01-02 | ''",
        "Mo-Su 09:00-18:00; Aug 10-20 10:00-12:00 | 2026-08-20 | 10:00-12:00",
        "Th 18:00-02:00 | 2026-03-05 | 18:00-02:00",
    })
    void rulesSayWhenASiteIsOpen(String rules, String day, String open) {
        assertEquals(open, on(rules, day));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "whenever", "Mo-Fr 08:30", "Mo-Fr 08:30-19:30 || \"by appointment\"", "week 10 Mo 08:00-10:00", "Feb 30 off", "Mo 50:00-51:00"})
    void whatIsNotUnderstoodIsRefused(String rules) {
        assertEquals(Optional.empty(), HoursText.parse(rules));
    }

    @Test
    void closuresShutAndOpeningsOpen() {
        Hours hours = new Hours(
                ROME,
                HoursText.parse("Mo-Fr 09:00-17:00").orElseThrow(),
                List.of(new Hours.Closure(LocalDate.of(2026, 3, 2), LocalDate.of(2026, 3, 3))),
                List.of(new Hours.Opening(LocalDate.of(2026, 3, 8), java.time.LocalTime.of(10, 0), java.time.LocalTime.of(16, 0))));

        assertEquals(List.of(), hours.on(LocalDate.of(2026, 3, 3)));
        assertEquals("09:00-17:00", local(hours.on(LocalDate.of(2026, 3, 4)).getFirst()));
        assertEquals("10:00-16:00", local(hours.on(LocalDate.of(2026, 3, 8)).getFirst()));
    }

    @Test
    void onlyASiteThatNeverClosesIsAlwaysOpen() {
        assertTrue(hours("24/7").isAlways());
        assertFalse(hours("24/7; Aug off").isAlways());
        assertFalse(hours("Mo-Fr 09:00-17:00").isAlways());
    }

    @Test
    void aDayOnWhichTheClocksChangeIsAnHourShorterOrLonger() {
        Hours hours = Hours.always(ROME);

        assertEquals(Duration.ofHours(23), length(hours, LocalDate.of(2026, 3, 29)));
        assertEquals(Duration.ofHours(25), length(hours, LocalDate.of(2026, 10, 25)));
        assertEquals(Instant.parse("2026-03-29T01:30:00Z"), hours.at(LocalDate.of(2026, 3, 29), 2.5 * 60));
    }

    private static Duration length(Hours hours, LocalDate day) {
        Open open = hours.on(day).getFirst();
        return Duration.between(open.from(), open.to());
    }
}
