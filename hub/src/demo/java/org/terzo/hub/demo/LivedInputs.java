package org.terzo.hub.demo;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.terzo.gateway.sensor.RecordSink;
import org.terzo.gateway.sensor.SensorInputs;
import org.terzo.gateway.sensor.Watch;
import org.terzo.wire.LogRecord;
import org.terzo.wire.Observation;

/// Inputs that see a life go by at the pace of a clock, which may be faster than ours: first what was seen until now, then what happens.
/// What is watched stands in the log itself, so often that nobody takes the gateway for silent, however fast the clock is.
final class LivedInputs implements SensorInputs {
    private static final Duration LOOKS_EVERY = Duration.ofMillis(100);
    private static final Duration SAYS_SO_EVERY = Duration.ofSeconds(20);

    private final Iterator<Observation> life;
    private final Instant since;
    private final InstantSource clock;
    private final CountDownLatch closed = new CountDownLatch(1);

    /// @param life what the sensors of this gateway see, in order of time, without end
    /// @param since when watching began
    LivedInputs(Iterator<Observation> life, Instant since, InstantSource clock) {
        this.life = life;
        this.since = since;
        this.clock = clock;
    }

    @Override
    public void start(RecordSink sink) {
        Thread.ofVirtual().name("life").start(() -> live(sink));
    }

    private void live(RecordSink sink) {
        Watch watch = new Watch(since);
        Observation next = life.next();
        try {
            do {
                Instant now = clock.instant();
                List<LogRecord> seen = new ArrayList<>();
                while (!next.at().isAfter(now)) {
                    seen.addAll(watch.before(next.at()));
                    seen.add(next);
                    next = life.next();
                }
                if (!watch.covered().plus(SAYS_SO_EVERY).isAfter(now)) {
                    seen.addAll(watch.until(now));
                }
                if (!seen.isEmpty()) {
                    sink.put(seen, Optional.empty());
                }
            } while (!closed.await(LOOKS_EVERY.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    /// Not claimed: a status tells of it too seldom for a fast clock.
    @Override
    public Optional<Instant> watchingSince() {
        return Optional.empty();
    }

    @Override
    public boolean recordsWatching() {
        return true;
    }

    @Override
    public CompletableFuture<Void> ended() {
        return new CompletableFuture<>();
    }

    @Override
    public void close() {
        closed.countDown();
    }
}
