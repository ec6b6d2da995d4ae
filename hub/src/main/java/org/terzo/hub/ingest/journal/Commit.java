package org.terzo.hub.ingest.journal;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.terzo.hub.ingest.ledger.ChangesText;
import org.terzo.hub.ingest.ledger.Digests;
import org.terzo.hub.ingest.ledger.LogKey;
import org.terzo.hub.ingest.ledger.LogLedger;

/// What one transaction writes.
///
/// @param rejected how many more were refused
/// @param replayed dead letters that were taken after all
public record Commit(
        Instant at,
        List<Row> rows,
        Map<LogKey, Heard> logs,
        List<Rejection> letters,
        Map<Refused, Long> rejected,
        List<Long> replayed) {
    /// What it does to the ledger, as text.
    String ledger() {
        Map<LogKey, LogLedger.Changes> changes = new LinkedHashMap<>();
        logs.forEach((key, heard) -> changes.put(key, heard.changes()));
        return ChangesText.write(changes);
    }

    /// What changed in a log, and the digests of what was new.
    public record Heard(LogLedger.Changes changes, Digests digests) {}

    /// Refused by this gateway's topic for this reason, in the millisecond `at`.
    public record Refused(String site, String gateway, String reason, long at) {}
}
