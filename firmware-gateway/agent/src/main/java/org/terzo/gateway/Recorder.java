package org.terzo.gateway;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.terzo.gateway.outbox.Outbox;
import org.terzo.gateway.sensor.RecordSink;
import org.terzo.gateway.sensor.SensorInputs;
import org.terzo.gateway.sensor.Watch;
import org.terzo.wire.GatewayStatus.SensorState;
import org.terzo.wire.LogRecord;
import org.terzo.wire.LogRecord.Alive;
import org.terzo.wire.Observation;
import org.terzo.wire.Reading;
import org.terzo.wire.SensorId;

/// Puts what the inputs see into the outbox, together with what live inputs have watched, and remembers how each sensor is.
final class Recorder implements RecordSink {
    private final Outbox outbox;
    private final SensorInputs inputs;
    private final Map<SensorId, SensorState> sensors = new TreeMap<>();
    private Optional<Watch> watch = Optional.empty();

    Recorder(Outbox outbox, SensorInputs inputs, Collection<SensorId> wired) {
        this.outbox = outbox;
        this.inputs = inputs;
        wired.forEach(sensor -> sensors.put(sensor, new SensorState(Optional.empty(), "ok")));
    }

    @Override
    public synchronized void put(List<? extends LogRecord> records, Optional<String> bookmark) throws InterruptedException {
        List<LogRecord> all = new ArrayList<>();
        for (LogRecord each : records) {
            if (each instanceof Observation seen) {
                watching().ifPresent(live -> all.addAll(live.before(seen.at())));
                sensors.put(seen.sensor(), new SensorState(Optional.of(seen.at()), health(seen.reading())));
            }
            all.add(each);
        }
        append(all, bookmark);
    }

    /// Says in the log that nothing happened, when it is time to.
    synchronized void quiet(Instant now) throws InterruptedException {
        appendAlive(watching().map(live -> live.quietUntil(now)).orElse(List.of()));
    }

    /// Says in the log what was watched up to the end.
    synchronized void end(Instant now) throws InterruptedException {
        appendAlive(watching().map(live -> live.until(now)).orElse(List.of()));
    }

    synchronized Map<SensorId, SensorState> sensors() {
        return Map.copyOf(sensors);
    }

    private void appendAlive(List<Alive> alive) throws InterruptedException {
        if (!alive.isEmpty()) {
            append(alive, Optional.empty());
        }
    }

    private void append(List<? extends LogRecord> records, Optional<String> bookmark) throws InterruptedException {
        // Not awaited: order is kept, and a failing disk is the writer's to try again.
        CompletableFuture<Long> _ = outbox.append(records, bookmark);
    }

    private Optional<Watch> watching() {
        if (watch.isEmpty() && !inputs.recordsWatching()) {
            watch = inputs.watchingSince().map(Watch::new);
        }
        return watch;
    }

    private static String health(Reading reading) {
        return reading instanceof Reading.Fault(String code) ? code : "ok";
    }
}
