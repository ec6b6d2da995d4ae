package org.terzo.gateway.outbox.file;

import org.terzo.wire.LogId;

/// One log of the outbox; its record numbered n stands at the position `base + n`. An outbox that cannot prove that it is the
/// one that was written last goes on with a new log, and what it holds of the old one keeps its numbers there.
///
/// @param last the highest number given; 0: none yet
/// @param settled the highest number that the hub has given a receipt for
public record HeldLog(LogId id, long base, long last, long settled) {
    /// The position of its last record.
    public long end() {
        return base + last;
    }

    /// The position up to which the hub has everything.
    public long settledEnd() {
        return base + settled;
    }

    public boolean isSettled() {
        return settled >= last;
    }

    public HeldLog givenOneMore() {
        return new HeldLog(id, base, last + 1, settled);
    }

    public HeldLog settledThrough(long number) {
        return new HeldLog(id, base, last, number);
    }
}
