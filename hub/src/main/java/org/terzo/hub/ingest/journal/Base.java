package org.terzo.hub.ingest.journal;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.terzo.hub.ingest.ledger.ChangesText;
import org.terzo.hub.ingest.ledger.LogKey;
import org.terzo.hub.ingest.ledger.LogLedger.Changes;
import org.terzo.hub.ingest.ledger.Standing;

/// The ledger as it was behind the last entries that were pruned. With the entries that are left it makes the ledger anew (`Rebuild`), so
/// after damage nothing is claimed that is gone.
final class Base {
    private static final int COMMITS_AT_ONCE = 1_000;

    private final JournalFile file;
    private final LogTable logs;

    Base(JournalFile file) {
        this.file = file;
        this.logs = LogTable.base(file);
    }

    private record Done(long position, String changes) {}

    long position() throws IOException {
        return file.row("SELECT position FROM base", row -> row.getLong(1)).orElse(0L);
    }

    /// Within a transaction: takes over what the commits did that end at `to` or before.
    ///
    /// @return up to where entries may go
    long follow(long to) throws IOException {
        long reached = position();
        List<Done> some = after(reached, to);
        while (!some.isEmpty()) {
            Map<LogKey, Changes> together = new LinkedHashMap<>();
            some.forEach(done -> ChangesText.read(done.changes()).forEach((key, changes) -> together.merge(key, changes, Changes::then)));
            for (Map.Entry<LogKey, Changes> log : together.entrySet()) {
                logs.write(log.getKey(), log.getValue());
            }
            reached = some.getLast().position();
            some = after(reached, to);
        }
        moveTo(reached);
        return Math.min(reached, to);
    }

    private List<Done> after(long position, long to) throws IOException {
        return file.rows(
                "SELECT position, ledger FROM journal WHERE position > ? AND position <= ? AND ledger IS NOT NULL ORDER BY position LIMIT ?",
                row -> new Done(row.getLong(1), row.getString(2)),
                position,
                to,
                COMMITS_AT_ONCE);
    }

    /// Within a transaction: nothing is claimed of any number.
    void clear() throws IOException {
        file.write("DELETE FROM base_log");
        file.write("DELETE FROM base_gap");
        moveTo(0);
    }

    /// Within a transaction: takes the ledger as it stands.
    void takeOver(long position) throws IOException {
        clear();
        file.write("INSERT INTO base_log SELECT * FROM sequence_log");
        file.write("INSERT INTO base_gap SELECT * FROM gap");
        moveTo(position);
    }

    /// Within a transaction: the ledger is as the base is.
    Map<LogKey, Standing> restore() throws IOException {
        file.write("DELETE FROM gap");
        file.write("DELETE FROM sequence_log");
        file.write("INSERT INTO gap SELECT * FROM base_gap");
        file.write("INSERT INTO sequence_log SELECT * FROM base_log");
        return logs.standings();
    }

    private void moveTo(long position) throws IOException {
        file.write("INSERT OR REPLACE INTO base VALUES (1, ?)", position);
    }
}
