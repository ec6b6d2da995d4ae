package org.terzo.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.terzo.gateway.sensor.RecordSink;
import org.terzo.gateway.sensor.SensorInputs;
import org.terzo.wire.LogRecord.Alive;

class WatchKeeperTest {
    private static final Instant NINE = Instant.parse("2026-03-10T09:00:00Z");

    private Instant clock = NINE;
    private Instant ticker = Instant.EPOCH;
    private final WatchKeeper keeper = new WatchKeeper(new Live(), () -> clock, () -> ticker);

    /// Inputs that are watched since nine.
    private static final class Live implements SensorInputs {
        @Override
        public void start(RecordSink sink) {}

        @Override
        public Optional<Instant> watchingSince() {
            return Optional.of(NINE);
        }

        @Override
        public boolean recordsWatching() {
            return false;
        }

        @Override
        public CompletableFuture<Void> ended() {
            return new CompletableFuture<>();
        }

        @Override
        public void close() {}
    }

    private void pass(Duration time) {
        clock = clock.plus(time);
        ticker = ticker.plus(time);
    }

    private void lookEverySecondFor(int seconds) {
        for (int second = 0; second < seconds; second++) {
            pass(Duration.ofSeconds(1));
            assertEquals(List.of(), keeper.look());
        }
    }

    @Test
    void whoLooksEverySecondHasWatchedSinceTheInputsBegan() {
        keeper.look();
        lookEverySecondFor(90);

        assertEquals(Optional.of(NINE), keeper.since());
        assertEquals(List.of(new Alive(NINE.plusSeconds(90), Duration.ofSeconds(90))), keeper.before(clock));
    }

    @Test
    void nothingIsClaimedForTenMinutesInWhichTheProcessStoodStill() {
        keeper.look();
        lookEverySecondFor(30);
        pass(Duration.ofMinutes(10));

        assertEquals(Optional.empty(), keeper.since(), "said before anybody has looked");
        assertEquals(List.of(new Alive(NINE.plusSeconds(30), Duration.ofSeconds(30))), keeper.look());
        assertEquals(Optional.of(clock), keeper.since());
        assertEquals(List.of(), keeper.before(clock));
        Instant resumed = clock;
        lookEverySecondFor(60);
        assertEquals(List.of(new Alive(resumed.plusSeconds(60), Duration.ofSeconds(60))), keeper.before(clock));
    }

    @Test
    void aClockThatIsSetBeginsTheWatchAnew() {
        clock = Instant.EPOCH.plusSeconds(40);
        WatchKeeper booted = new WatchKeeper(new Live(), () -> clock, () -> ticker);
        booted.look();
        pass(Duration.ofSeconds(1));
        clock = NINE.plusSeconds(3_600);

        booted.look();
        assertEquals(Optional.of(NINE.plusSeconds(3_600)), booted.since());
        assertEquals(List.of(), booted.quiet());
    }

    @Test
    void aClockThatIsSetBackClaimsNoTimeTwice() {
        keeper.look();
        lookEverySecondFor(10);
        clock = clock.minusSeconds(600);
        ticker = ticker.plusSeconds(1);

        assertEquals(List.of(new Alive(NINE.plusSeconds(10), Duration.ofSeconds(10))), keeper.look());
        assertEquals(List.of(), keeper.until());
    }

    /// The log then says so in time since boot, which is repaired with what was seen meanwhile.
    @Test
    void whileTheClockIsDoubtedWatchingGoesOnInTimeSinceBoot() {
        keeper.look();
        lookEverySecondFor(10);
        clock = Instant.EPOCH.plusSeconds(500);
        ticker = ticker.plusSeconds(1);
        assertEquals(List.of(new Alive(NINE.plusSeconds(10), Duration.ofSeconds(10))), keeper.look());
        lookEverySecondFor(60);
        assertEquals(List.of(new Alive(Instant.EPOCH.plusSeconds(560), Duration.ofSeconds(60))), keeper.before(clock));

        clock = NINE.plusSeconds(72);
        ticker = ticker.plusSeconds(1);
        keeper.look();
        lookEverySecondFor(60);
        assertEquals(List.of(new Alive(NINE.plusSeconds(132), Duration.ofSeconds(60))), keeper.before(clock));
    }
}
