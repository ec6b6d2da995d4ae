package org.terzo.wire;

import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;

/// Consecutive records of one log; record `i` has the number `first + i`.
///
/// @param oldest the lowest number the gateway still holds or is sending
/// @param sentAt absent on the wire is the epoch here
public record ObservationBatch(LogId log, long first, OptionalLong oldest, Instant sentAt, boolean clockTrusted, List<LogRecord> records) {
    public static final int MOST_RECORDS = 500;
    public static final int MOST_BYTES = 256 * 1024;

    public ObservationBatch {
        if (first < 1) {
            throw new IllegalArgumentException("first %d is below 1".formatted(first));
        }
        records = List.copyOf(records);
    }

    /// The number of the last record; `first - 1` when there is none.
    public long last() {
        return first + records.size() - 1;
    }
}
