package org.terzo.gateway.sensor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.terzo.wire.LogRecord.Alive;

class WatchTest {
    private static final Instant START = Instant.parse("2026-03-10T09:00:00Z");
    private final Watch watch = new Watch(START);

    private static Alive alive(long at, long seconds) {
        return new Alive(START.plusSeconds(at), Duration.ofSeconds(seconds));
    }

    @Test
    void eachRecordCoversTheTimeSinceTheOneBefore() {
        assertEquals(List.of(), watch.before(START.plusSeconds(30)));
        assertEquals(List.of(alive(70, 70)), watch.before(START.plusSeconds(70)));
        assertEquals(List.of(), watch.before(START.plusSeconds(100)));
        assertEquals(List.of(alive(101, 31)), watch.until(START.plusSeconds(101)));
    }

    @Test
    void aLongSilenceIsSaidInPiecesOfFiveMinutes() {
        assertEquals(List.of(alive(300, 300), alive(600, 300), alive(700, 100)), watch.before(START.plusSeconds(700)));
    }

    @Test
    void silenceIsSaidEveryFiveMinutes() {
        assertEquals(List.of(), watch.quietUntil(START.plusSeconds(299)));
        assertEquals(List.of(alive(300, 300)), watch.quietUntil(START.plusSeconds(300)));
    }

    @Test
    void aRowOutOfOrderSaysNothing() {
        assertEquals(List.of(), watch.before(START.minusSeconds(500)));
    }
}
