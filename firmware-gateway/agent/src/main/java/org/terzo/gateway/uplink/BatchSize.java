package org.terzo.gateway.uplink;

import java.time.Duration;
import org.terzo.wire.ObservationBatch;

/// How large the batches of a backlog are: larger while receipts come quickly, smaller while many gateways send theirs, so that all of
/// them together never put much in front of anybody's signals.
final class BatchSize {
    private static final int LEAST = 50;
    private static final Duration QUICK = Duration.ofMillis(100);
    private static final Duration SLOW = Duration.ofMillis(250);

    private int records = 2 * LEAST;

    int records() {
        return records;
    }

    /// A batch had its receipt after so long, or none yet.
    void answeredAfter(Duration wait) {
        if (wait.compareTo(QUICK) < 0) {
            records = Math.min(2 * records, ObservationBatch.MOST_RECORDS);
        } else if (wait.compareTo(SLOW) > 0) {
            records = Math.max(records / 2, LEAST);
        }
    }
}
