package org.terzo.gateway.sensor.gpio;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.terzo.gateway.sensor.gpio.Debounce.Accepted;

class DebounceTest {
    private final Debounce line = new Debounce(Duration.ofMillis(20), false);

    private static Instant at(long millis) {
        return Instant.parse("2026-03-10T09:00:00Z").plusMillis(millis);
    }

    @Test
    void aLevelCountsOnceStableAndIsDatedFromTheFirstEdgeOfTheBouncing() {
        assertEquals(Optional.empty(), line.edge(true, at(0)));
        assertEquals(Optional.empty(), line.edge(false, at(5)));
        assertEquals(Optional.empty(), line.edge(true, at(9)));
        assertEquals(Optional.of(at(29)), line.due());
        assertEquals(Optional.empty(), line.elapse(at(28)));
        assertEquals(Optional.of(new Accepted(true, at(0))), line.elapse(at(29)));
        assertEquals(Optional.empty(), line.due());
    }

    @Test
    void aSpikeIsNoSignal() {
        assertEquals(Optional.empty(), line.edge(true, at(0)));
        assertEquals(Optional.empty(), line.edge(false, at(3)));
        assertEquals(Optional.empty(), line.elapse(at(100)));
        assertEquals(Optional.empty(), line.due());
    }

    @Test
    void withoutDebounceEveryEdgeCountsAtOnce() {
        Debounce quick = new Debounce(Duration.ZERO, false);

        assertEquals(Optional.of(new Accepted(true, at(0))), quick.edge(true, at(0)));
        assertEquals(Optional.of(new Accepted(false, at(0))), quick.edge(false, at(0)));
    }

    @Test
    void aLevelReadAgainIsNoEdge() {
        assertEquals(Optional.empty(), line.edge(false, at(0)));
        assertEquals(Optional.empty(), line.due());
    }
}
