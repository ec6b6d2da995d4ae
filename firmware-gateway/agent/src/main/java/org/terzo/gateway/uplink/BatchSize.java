package org.terzo.gateway.uplink;

import java.time.Duration;
import org.terzo.wire.ObservationBatch;

/// How large the batches of a backlog are: smaller while many gateways send theirs and receipts are slow, so that all of them together
/// never put much in front of anybody's signals.
final class BatchSize {
    private static final int LEAST = 50;
    private static final Duration QUICK = Duration.ofMillis(100);
    private static final Duration SLOW = Duration.ofMillis(250);

    private int records = ObservationBatch.MOST_RECORDS;

    int records() {
        return records;
    }

    /// A batch had its receipt after so long.
    void answeredAfter(Duration wait) {
        if (wait.compareTo(QUICK) < 0) {
            records = Math.min(2 * records, ObservationBatch.MOST_RECORDS);
        } else if (wait.compareTo(SLOW) > 0) {
            records = Math.max(records / 2, LEAST);
        }
    }
}
