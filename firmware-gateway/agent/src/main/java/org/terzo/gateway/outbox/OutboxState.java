package org.terzo.gateway.outbox;

import java.util.List;
import org.terzo.gateway.outbox.file.HeldLog;
import org.terzo.wire.LogId;

/// Where the outbox stands. Positions go up through all its logs, one after the other.
///
/// @param logs what is held of earlier logs, the oldest first, and the log that gets the next record; none before the file is open
/// @param kept the lowest position that may still be on disk, be it settled
/// @param dropped how many records were dropped for want of room
/// @param untrusted how many records are held whose time is not known yet
public record OutboxState(List<HeldLog> logs, long kept, long dropped, long untrusted) {
    static final OutboxState UNOPENED = new OutboxState(List.of(), 1, 0, 0);

    public OutboxState {
        logs = List.copyOf(logs);
    }

    /// The log that gets the next record.
    public LogId log() {
        return logs.getLast().id();
    }

    /// The position of the lowest record that waits for a receipt; one above the last when none does.
    public long first() {
        for (HeldLog log : logs) {
            long waiting = Math.max(kept, log.settledEnd() + 1);
            if (waiting <= log.end()) {
                return waiting;
            }
        }
        return last() + 1;
    }

    /// The position of the last record that was given a number.
    public long last() {
        return logs.isEmpty() ? 0 : logs.getLast().end();
    }

    /// The position up to which all is settled.
    public long settled() {
        return logs.isEmpty() ? 0 : logs.getFirst().settledEnd();
    }

    public long pending() {
        return last() - first() + 1;
    }

    /// The log of the record at a position that is held.
    public HeldLog logOf(long position) {
        return logs.stream().filter(log -> position <= log.end()).findFirst().orElseGet(logs::getLast);
    }

    /// Logs that end below `held`, the lowest record there is, and of which the hub has not got everything: the rest was dropped
    /// or cut, and somebody has to say so.
    public List<HeldLog> departedBelow(long held) {
        return logs.stream().limit(Math.max(0, logs.size() - 1)).filter(log -> log.end() < held && !log.isSettled()).toList();
    }
}
