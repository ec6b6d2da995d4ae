package org.terzo.gateway;

import java.time.Duration;
import java.time.Instant;

/// How long the hub may be away before the outbox drops anything.
///
/// @param bytes what the outbox may hold
/// @param lastAtStart the number of the last record when this process began
/// @param started by the ticker
record OutboxCapacity(long bytes, long lastAtStart, Instant started) {
    private static final long BYTES_A_RECORD = 150;

    /// What 32 busy sensors give; taken until an hour has shown what these give.
    private static final long USUAL_AN_HOUR = 10_000;

    /// The `alive_s` records alone.
    private static final long LEAST_AN_HOUR = 12;

    private static final Duration LEARNING = Duration.ofHours(1);

    int hours(long last, Instant now) {
        Duration running = Duration.between(started, now);
        long learned = (last - lastAtStart) * LEARNING.toSeconds() / Math.max(1, running.toSeconds());
        long anHour = running.compareTo(LEARNING) < 0 ? USUAL_AN_HOUR : Math.max(LEAST_AN_HOUR, learned);
        return (int) Math.min(Integer.MAX_VALUE, bytes / BYTES_A_RECORD / anHour);
    }
}
