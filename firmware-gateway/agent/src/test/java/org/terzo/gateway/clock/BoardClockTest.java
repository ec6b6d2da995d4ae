package org.terzo.gateway.clock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class BoardClockTest {
    private Instant wall = Instant.parse("2026-03-10T08:00:00Z");
    private Instant sinceBoot = Instant.EPOCH.plusSeconds(40);
    private boolean wasSet;
    private final BoardClock clock = new BoardClock(() -> wall, () -> sinceBoot, () -> wasSet, "boot");

    @Test
    void aBoardWithoutATimeSourceCountsFromItsBootUntilItsClockIsSet() {
        assertFalse(clock.isTrusted());
        assertEquals(sinceBoot, clock.instant());

        wasSet = true;
        wall = Instant.parse("2026-03-10T09:00:00Z");
        sinceBoot = sinceBoot.plusSeconds(20);

        assertTrue(clock.isTrusted());
        assertEquals(wall, clock.instant());
        Instant taken = Instant.EPOCH.plusSeconds(40);
        assertEquals(Instant.parse("2026-03-10T08:59:40Z"), taken.plus(clock.correction()));
    }

    @Test
    void aClockThatSaysAYearBeforeTheBoardWasBuiltHasNotBeenSet() {
        wasSet = true;
        wall = Instant.parse("2000-01-01T00:00:09Z");

        assertFalse(clock.isTrusted());
        assertEquals(sinceBoot, clock.instant());
        assertFalse(BoardClock.isTrusted(Instant.EPOCH.plus(Duration.ofDays(10_000))));
    }

    private void pass(Duration time) {
        wall = wall.plus(time);
        sinceBoot = sinceBoot.plus(time);
    }

    @Test
    void aClockThatStepsIsDoubtedUntilItHasSteppedBack() {
        wasSet = true;
        for (Duration step : List.of(Duration.ofHours(3), Duration.ofHours(-3))) {
            assertEquals(wall, clock.instant());
            wall = wall.plus(step);
            assertEquals(sinceBoot, clock.instant());
            pass(Duration.ofMinutes(4));
            assertFalse(clock.isTrusted());
            assertEquals(sinceBoot, clock.instant(), "time goes on evenly meanwhile");

            wall = wall.minus(step);
            assertTrue(clock.isTrusted());
            assertEquals(wall, clock.instant());
            assertEquals(Duration.between(sinceBoot, wall), clock.correction());
        }
    }

    @Test
    void aClockThatStandsByItsNewTimeForFiveMinutesIsBelieved() {
        wasSet = true;
        assertTrue(clock.isTrusted());
        wall = wall.plusSeconds(3_600);
        assertFalse(clock.isTrusted());
        pass(Duration.ofMinutes(4));
        wall = wall.plusSeconds(3_600);
        assertFalse(clock.isTrusted());
        pass(Duration.ofMinutes(4));
        assertFalse(clock.isTrusted(), "it stepped once more and is doubted from then on");
        pass(Duration.ofMinutes(1));
        assertTrue(clock.isTrusted());
        assertEquals(wall, clock.instant());
    }

    @Test
    void aClockThatATimeServiceSlewsIsNoStep() {
        wasSet = true;
        for (int hour = 0; hour < 24; hour++) {
            assertEquals(wall, clock.instant());
            pass(Duration.ofHours(1));
            wall = wall.plusMillis(1_800);
        }
        assertTrue(clock.isTrusted());
    }
}
