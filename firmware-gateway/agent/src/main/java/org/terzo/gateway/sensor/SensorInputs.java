package org.terzo.gateway.sensor;

import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// Where observations come from: the GPIO header, a recorded day, or whoever types or simulates.
public interface SensorInputs extends AutoCloseable {
    /// Starts to watch; returns at once.
    void start(RecordSink sink) throws IOException;

    /// Since when all inputs are watched without a break; empty: not watched, or not claimed.
    Optional<Instant> watchingSince();

    /// True when the log itself says what was watched, so that no one else may.
    boolean recordsWatching();

    /// Completes when nothing more will ever come.
    CompletableFuture<Void> ended();

    @Override
    void close();
}
