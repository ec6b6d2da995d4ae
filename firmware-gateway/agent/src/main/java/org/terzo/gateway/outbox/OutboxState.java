package org.terzo.gateway.outbox;

import org.terzo.wire.LogId;

/// Where the log stands.
///
/// @param first the lowest number still held; `last + 1` when none is
/// @param last the highest number ever given; 0 in a new log
/// @param settled the highest number that the hub has given a receipt for
/// @param dropped how many were dropped for want of room
/// @param untrusted how many records are held whose time is not known yet
public record OutboxState(LogId log, long first, long last, long settled, long dropped, long untrusted) {
    public long pending() {
        return last - first + 1;
    }
}
