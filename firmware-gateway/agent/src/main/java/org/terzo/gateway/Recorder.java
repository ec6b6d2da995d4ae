package org.terzo.gateway;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.terzo.gateway.outbox.Outbox;
import org.terzo.gateway.sensor.RecordSink;
import org.terzo.wire.GatewayStatus.SensorState;
import org.terzo.wire.LogRecord;
import org.terzo.wire.Observation;
import org.terzo.wire.Reading;
import org.terzo.wire.SensorId;

/// Puts what the inputs see into the outbox, together with what live inputs have watched, and remembers how each sensor is.
final class Recorder implements RecordSink {
    private final Outbox outbox;
    private final WatchKeeper watch;
    private final Function<LogRecord, Optional<String>> boot;
    private final Map<SensorId, SensorState> sensors = new ConcurrentHashMap<>();

    /// @param boot the boot since which a record's time is counted; empty: it is a time of day
    Recorder(Outbox outbox, WatchKeeper watch, Function<LogRecord, Optional<String>> boot, Collection<SensorId> wired) {
        this.outbox = outbox;
        this.watch = watch;
        this.boot = boot;
        wired.forEach(sensor -> sensors.put(sensor, new SensorState(Optional.empty(), "ok")));
    }

    @Override
    public synchronized void put(List<? extends LogRecord> records, Optional<String> bookmark) throws InterruptedException {
        List<LogRecord> all = new ArrayList<>(watch.look());
        for (LogRecord each : records) {
            if (each instanceof Observation seen) {
                all.addAll(watch.before(seen.at()));
                sensors.put(seen.sensor(), new SensorState(Optional.of(seen.at()), health(seen.reading())));
            }
            all.add(each);
        }
        append(all, bookmark);
    }

    /// Says in the log that nothing happened, when it is time to; called every second.
    synchronized void quiet() throws InterruptedException {
        List<LogRecord> alive = new ArrayList<>(watch.look());
        alive.addAll(watch.quiet());
        append(alive, Optional.empty());
    }

    /// Says in the log what was watched up to the end.
    synchronized void end() throws InterruptedException {
        List<LogRecord> alive = new ArrayList<>(watch.look());
        alive.addAll(watch.until());
        append(alive, Optional.empty());
    }

    /// Does not wait for the outbox.
    Map<SensorId, SensorState> sensors() {
        return Map.copyOf(sensors);
    }

    /// Does not wait for the outbox.
    Optional<Instant> watchingSince() {
        return watch.since();
    }

    /// Runs of records that share their kind of time, one after the other; the bookmark goes with the last.
    private void append(List<LogRecord> records, Optional<String> bookmark) throws InterruptedException {
        int from = 0;
        for (int to = 1; to <= records.size(); to++) {
            if (to == records.size() || !boot.apply(records.get(to)).equals(boot.apply(records.get(from)))) {
                Optional<String> place = to == records.size() ? bookmark : Optional.empty();
                // Not awaited: order is kept, and a failing disk is the writer's to try again.
                CompletableFuture<Long> _ = outbox.append(records.subList(from, to), place, boot.apply(records.get(from)));
                from = to;
            }
        }
    }

    private static String health(Reading reading) {
        return reading instanceof Reading.Fault(String code) ? code : "ok";
    }
}
