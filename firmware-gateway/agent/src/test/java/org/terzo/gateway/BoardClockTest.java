package org.terzo.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
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
}
