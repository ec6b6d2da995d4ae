package org.terzo.hub.ingest.journal;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.terzo.wire.GatewayId;
import org.terzo.wire.LogId;
import org.terzo.wire.LogRecord;
import org.terzo.wire.SiteId;
import org.terzo.wire.ZoneId;

/// What the journal holds, in the order in which the hub took it; `position` grows by one.
public sealed interface JournalEntry {
    long position();

    SiteId site();

    /// Records of one log that were taken: each is new, claimed and readable.
    ///
    /// @param through every record of the log up to this number has arrived, or is lost for ever
    record Records(
            long position, SiteId site, GatewayId gateway, LogId log, Instant arrivedAt, long through, List<Numbered> records)
            implements JournalEntry {
        public Records {
            records = List.copyOf(records);
        }
    }

    /// A status claimed that the gateway watched all its inputs from `since` to `until`.
    ///
    /// @param heldBack an observation that old may still be on its way; `until` when none is
    record Watched(long position, SiteId site, GatewayId gateway, Instant since, Instant until, Instant heldBack) implements JournalEntry {}

    /// From here on the site is as its `revision` says.
    record Revised(long position, SiteId site, int revision) implements JournalEntry {}

    /// Somebody counted the people in a zone, or in the whole site when `zone` is empty.
    ///
    /// @param by who it was
    record Recounted(long position, SiteId site, Optional<ZoneId> zone, Instant at, int people, String by) implements JournalEntry {}

    /// A record and its number in its log.
    record Numbered(long sequence, LogRecord content) {}
}
