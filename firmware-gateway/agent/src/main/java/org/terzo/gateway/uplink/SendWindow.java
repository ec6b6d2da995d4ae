package org.terzo.gateway.uplink;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Which record is sent next: ever onward without waiting for receipts, up to a bound, and again from the receipt's end
/// after a reconnection or when a receipt is overdue.
final class SendWindow {
    private final Pace pace;
    private long next = 1;
    private long settled;
    private Duration patience;
    private Optional<Instant> waitingSince = Optional.empty();

    SendWindow(Pace pace) {
        this.pace = pace;
        this.patience = pace.overdue();
    }

    long next() {
        return next;
    }

    /// @param first the lowest number still held: what was dropped waits for no receipt
    boolean hasRoom(long first) {
        return next - Math.max(settled + 1, first) < pace.window();
    }

    /// All up to `last` is on its way.
    void sent(long last, Instant now) {
        next = last + 1;
        if (waitingSince.isEmpty()) {
            waitingSince = Optional.of(now);
        }
    }

    /// A receipt, new or restored.
    void receipt(long through, Instant now) {
        if (through > settled) {
            patience = pace.overdue();
            waitingSince = through >= next - 1 ? Optional.empty() : Optional.of(now);
            next = Math.max(next, through + 1);
        } else if (through < settled) {
            waitingSince = Optional.empty();
            next = through + 1;
        }
        settled = through;
    }

    /// Everything unsettled is sent again: nobody knows what of it arrived.
    void rewind(long through) {
        settled = through;
        next = through + 1;
        waitingSince = Optional.empty();
    }

    /// Goes back when a receipt is overdue; true when it did.
    boolean rewindWhenOverdue(Instant now) {
        if (overdueAt().filter(when -> !now.isBefore(when)).isEmpty()) {
            return false;
        }
        rewind(settled);
        Duration doubled = patience.multipliedBy(2);
        patience = doubled.compareTo(pace.longestOverdue()) < 0 ? doubled : pace.longestOverdue();
        return true;
    }

    Optional<Instant> overdueAt() {
        return waitingSince.map(since -> since.plus(patience));
    }
}
