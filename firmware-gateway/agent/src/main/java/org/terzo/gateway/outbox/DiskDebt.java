package org.terzo.gateway.outbox;

import java.time.Duration;

/// What a power cut would take: records that are written, but that neither the disk nor the hub is known to have. Only those that wait
/// for their receipt are forced to the disk, so that a card that is written all day long lasts; a kill takes none of them.
final class DiskDebt {
    static final Duration LONGEST = Duration.ofSeconds(2);

    /// Up to this position nothing is owed.
    private long safe;
    private long oldest;
    private long dueNanos;
    private boolean isOwed;

    /// @param first the position of the lowest record that waits for a receipt
    /// @param last the position of the last record that is written
    void committed(long first, long last, long nowNanos) {
        safe = Math.max(safe, first - 1);
        boolean wasOwed = isOwed && oldest > safe;
        isOwed = safe < last;
        if (isOwed && !wasOwed) {
            oldest = safe + 1;
            dueNanos = nowNanos + LONGEST.toNanos();
        }
    }

    boolean isOwed() {
        return isOwed;
    }

    /// Not above zero when it is due.
    long nanosLeft(long nowNanos) {
        return dueNanos - nowNanos;
    }

    /// Everything up to this position is on the disk.
    void forced(long last) {
        safe = Math.max(safe, last);
        isOwed = false;
    }

    /// The disk did not take it.
    void refused(long nowNanos) {
        dueNanos = nowNanos + LONGEST.toNanos();
    }
}
