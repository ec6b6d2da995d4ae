package org.terzo.hub.demo;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.terzo.gateway.sensor.RecordSink;
import org.terzo.gateway.sensor.SensorInputs;
import org.terzo.gateway.sensor.Watch;
import org.terzo.wire.LogRecord;
import org.terzo.wire.Observation;
import org.terzo.wire.SensorId;

/// Inputs of a gateway that has watched a lively site for some hours already: first what it has seen until now, then what happens.
final class LivedInputs implements SensorInputs {
    private static final int MOST_AT_ONCE = 500;

    private final SiteLife life;
    private final Set<SensorId> wired;
    private final Instant since;
    private final InstantSource clock;
    private final CountDownLatch closed = new CountDownLatch(1);

    /// @param wired the sensors of this gateway; what others see is left out
    LivedInputs(SiteLife life, Set<SensorId> wired, Instant since, InstantSource clock) {
        this.life = life;
        this.wired = wired;
        this.since = since;
        this.clock = clock;
    }

    @Override
    public void start(RecordSink sink) {
        Thread.ofVirtual().name("life").start(() -> live(sink));
    }

    private void live(RecordSink sink) {
        List<LogRecord> ready = new ArrayList<>();
        Optional<Watch> past = Optional.of(new Watch(since));
        try {
            while (closed.getCount() > 0) {
                Observation next = life.next();
                if (!wired.contains(next.sensor())) {
                    continue;
                }
                Duration ahead = Duration.between(clock.instant(), next.at());
                if (ahead.isPositive() && past.isPresent()) {
                    ready.addAll(past.get().until(clock.instant()));
                    past = Optional.empty(); // from here on the gateway itself says what it watches
                }
                past.ifPresent(watch -> ready.addAll(watch.before(next.at())));
                if (!ready.isEmpty() && (ahead.isPositive() || ready.size() >= MOST_AT_ONCE)) {
                    sink.put(List.copyOf(ready), Optional.empty());
                    ready.clear();
                }
                if (ahead.isPositive() && closed.await(ahead.toMillis(), TimeUnit.MILLISECONDS)) {
                    return;
                }
                ready.add(next);
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public Optional<Instant> watchingSince() {
        return Optional.of(since);
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
    public void close() {
        closed.countDown();
    }
}
