package org.terzo.hub.site;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

final class LocalTimesTest {
    private static LocalTimes times(String zone, String hours, String closures) {
        String yaml =
                """
                site: riva
                revision: 1
                name: Riva
                country: IT
                timeZone: %s
                languages: [it]
                openingHours: "%s"
                closures: [%s]
                capacity: 12
                plan: {width: 9, height: 9}
                zones:
                  - {zone: hall, name: Hall, kind: lobby, capacity: 8, public: true, outline: [[0, 0], [5, 0], [5, 9], [0, 9]]}
                desks: []
                doors: []
                sensors: []
                """
                        .formatted(zone, hours, closures);
        return switch (SiteFile.read(yaml)) {
            case SiteFile.Result.Read(Site site) -> new LocalTimes(site);
            case SiteFile.Result.Refused refused -> throw new IllegalArgumentException(refused.mistakes().toString());
        };
    }

    private static long at(String instant) {
        return Instant.parse(instant).toEpochMilli();
    }

    private static void assertMiddle(String expected, LocalTimes times, String after) {
        assertEquals(OptionalLong.of(at(expected)), times.closedMiddle(at(after)));
    }

    @Test
    void theMiddleOfANightLiesBetweenClosingAndOpening() {
        LocalTimes times = times("Europe/Rome", "Mo-Fr 08:00-20:00", "");

        assertMiddle("2026-03-11T01:00:00Z", times, "2026-03-10T12:00:00Z");
        assertMiddle("2026-03-11T01:00:00Z", times, "2026-03-11T00:59:00Z");
        assertMiddle("2026-03-12T01:00:00Z", times, "2026-03-11T01:00:00Z");
    }

    @Test
    void aWeekendHasOneMiddle() {
        assertMiddle("2026-03-15T01:00:00Z", times("Europe/Rome", "Mo-Fr 08:00-20:00", ""), "2026-03-13T12:00:00Z");
    }

    @Test
    void anHourIsNoNightAndTwoAre() {
        assertMiddle("2026-03-10T23:00:00Z", times("UTC", "Mo-Su 00:00-12:00,13:00-22:00", ""), "2026-03-10T01:00:00Z");
        assertMiddle("2026-03-10T13:00:00Z", times("UTC", "Mo-Su 00:00-12:00,14:00-24:00", ""), "2026-03-10T01:00:00Z");
    }

    @Test
    void aSiteThatNeverClosesHasNone() {
        assertEquals(OptionalLong.empty(), times("Europe/Rome", "24/7", "").closedMiddle(at("2026-03-10T12:00:00Z")));
    }

    @Test
    void aMonthOfHolidayHasItsMiddleWhoeverAsksFromHoweverFar() {
        LocalTimes times = times("UTC", "Mo-Su 08:00-20:00", "{from: 2026-08-01, to: 2026-08-31}");

        assertMiddle("2026-08-16T14:00:00Z", times, "2026-07-31T20:30:00Z");
        assertMiddle("2026-08-16T14:00:00Z", times, "2026-08-16T13:59:00Z");
        assertMiddle("2026-07-31T02:00:00Z", times, "2026-07-30T20:00:00Z");
    }

    @Test
    void theHourOfTheWeekIsTheSitesOwn() {
        LocalTimes times = times("Europe/Rome", "24/7", "");

        assertEquals(0, times.hourOfWeek(at("2026-03-08T23:30:00Z")));
        assertEquals(167, times.hourOfWeek(at("2026-03-08T22:59:59Z")));
    }

    @Test
    void aDayTurnsAtFourOnceAlsoWhenTheClockIsChanged() {
        LocalTimes times = times("Europe/Rome", "24/7", "");

        assertTrue(times.isTurnOfDay(at("2026-03-10T03:00:00Z")));
        assertFalse(times.isTurnOfDay(at("2026-03-10T03:01:00Z")));
        int turns = 0;
        for (long minute = at("2026-10-24T00:00:00Z"); minute < at("2026-10-26T00:00:00Z"); minute += 60_000) {
            turns += times.isTurnOfDay(minute) ? 1 : 0;
        }
        assertEquals(2, turns);
    }
}
