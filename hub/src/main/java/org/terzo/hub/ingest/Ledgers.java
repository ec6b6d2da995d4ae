package org.terzo.hub.ingest;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.terzo.hub.ingest.journal.Journal;
import org.terzo.hub.ingest.ledger.LogKey;
import org.terzo.hub.ingest.ledger.LogLedger;

/// The ledger of every log, as the intake sees it between commits; a few numbers each.
final class Ledgers {
    private final Journal journal;
    private final Map<LogKey, LogLedger> ledgers = new HashMap<>();
    private boolean isOfTheDisk;

    Ledgers(Journal journal) {
        this.journal = journal;
    }

    /// After a commit that failed: what the disk does not know is not known.
    void forgetUncommitted() {
        isOfTheDisk = false;
    }

    /// Before a group of messages.
    void ready() throws IOException {
        if (!isOfTheDisk) {
            Map<LogKey, LogLedger> onDisk = journal.ledgers();
            ledgers.clear();
            ledgers.putAll(onDisk);
            isOfTheDisk = true;
        }
    }

    LogLedger of(LogKey key) {
        return ledgers.computeIfAbsent(key, _ -> journal.newLedger());
    }
}
