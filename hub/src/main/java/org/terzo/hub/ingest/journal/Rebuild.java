package org.terzo.hub.ingest.journal;

import java.io.IOException;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.terzo.hub.ingest.journal.EntryTable.Stored;
import org.terzo.hub.ingest.ledger.ChangesText;
import org.terzo.hub.ingest.ledger.Counts;
import org.terzo.hub.ingest.ledger.LogKey;
import org.terzo.hub.ingest.ledger.LogLedger;
import org.terzo.hub.ingest.ledger.LogLedger.Arrival;
import org.terzo.hub.ingest.ledger.LogLedger.Changes;
import org.terzo.hub.ingest.ledger.SetBack;
import org.terzo.hub.ingest.ledger.Standing;
import org.terzo.wire.GatewayId;
import org.terzo.wire.Observation;
import org.terzo.wire.ObservationBatch;
import org.terzo.wire.SiteId;

/// Makes the ledger of a salvaged journal say what that journal still holds, and no more: the base, and on it the entries that are left,
/// taken again one by one. What an entry held that is gone becomes a gap, which its gateway is asked to close.
final class Rebuild {
    private static final Set<String> BASE = Set.of("base", "base_log", "base_gap");
    private static final Set<String> LEDGER = Set.of("sequence_log", "gap", "mark", "journal");
    private static final int ENTRIES_AT_ONCE = 1_000;

    private final JournalFile file;
    private final EntryTable entries;
    private final LogTable logs;
    private final Base base;
    private final Map<LogKey, LogLedger> ledgers = new HashMap<>();
    private final Set<OfLog> refused = new HashSet<>();
    private long lastId;

    Rebuild(JournalFile file) {
        this.file = file;
        this.entries = new EntryTable(file);
        this.logs = new LogTable(file);
        this.base = new Base(file);
    }

    private record OfLog(LogKey log, long sequence) {}

    /// Within a transaction.
    ///
    /// @param cut the tables of which rows may be missing
    /// @param head the position up to which the journal was once on disk, as far as that is known
    void make(Set<String> cut, long head) throws IOException {
        boolean isBaseWhole = cut.stream().noneMatch(BASE::contains);
        boolean isLedgerWhole = cut.stream().noneMatch(LEDGER::contains) && entries.isUnbroken(head) && entries.firstTorn().isEmpty();
        if (!isBaseWhole && isLedgerWhole) {
            base.takeOver(entries.head());
        } else {
            if (!isBaseWhole) {
                base.clear();
            }
            restore();
            takeAgain();
            correctTallies();
        }
        entries.passTo(head);
        file.write("INSERT OR REPLACE INTO mark VALUES (?,?)", Journal.SET_BACK, SetBack.to(logs.standings()).text());
    }

    /// A log of which nothing is held any more stays known, so that its number on disk is never another log's.
    private void restore() throws IOException {
        lastId = file.row(
                        "SELECT max(id) FROM (SELECT id FROM sequence_log UNION ALL SELECT id FROM base_log UNION ALL SELECT log FROM digest"
                                + " UNION ALL SELECT log FROM tally)",
                        row -> row.getLong(1))
                .orElse(0L);
        Map<LogKey, Standing> before = logs.standings();
        Map<LogKey, Standing> held = base.restore();
        for (Map.Entry<LogKey, Standing> log : before.entrySet()) {
            Standing was = log.getValue();
            Standing is = Optional.ofNullable(held.get(log.getKey())).orElse(Standing.unheard(was.id()));
            Counts more = new Counts(0, Math.max(0, was.counts().duplicates() - is.counts().duplicates()), 0, 0);
            held.put(log.getKey(), new Standing(is.id(), is.highest(), is.through(), is.lostBelow(), is.counts().plus(more)));
        }
        for (Map.Entry<LogKey, Standing> log : held.entrySet()) {
            LogLedger ledger = new LogLedger(log.getValue(), logs);
            ledgers.put(log.getKey(), ledger);
            logs.write(log.getKey(), ledger.changes());
        }
    }

    private void takeAgain() throws IOException {
        readRefused();
        List<Stored> some = entries.stored(base.position(), ENTRIES_AT_ONCE);
        while (!some.isEmpty()) {
            for (Stored each : some) {
                takeAgain(each);
            }
            some = entries.stored(some.getLast().position(), ENTRIES_AT_ONCE);
        }
    }

    private void readRefused() throws IOException {
        DeadLetters letters = new DeadLetters(file);
        List<Rejection> some = letters.settling(0, ENTRIES_AT_ONCE);
        while (!some.isEmpty()) {
            for (Rejection letter : some) {
                LogKey key = new LogKey(new SiteId(letter.site()), new GatewayId(letter.gateway()), letter.log().orElseThrow());
                refused.add(new OfLog(key, letter.sequence().orElseThrow()));
            }
            some = letters.settling(some.getLast().id(), ENTRIES_AT_ONCE);
        }
    }

    private void takeAgain(Stored entry) throws IOException {
        Optional<ObservationBatch> batch = entry.isOfRecords() ? entry.batch() : Optional.empty();
        if (!entry.isIntact() || (entry.isOfRecords() && batch.isEmpty())) {
            file.write("DELETE FROM journal WHERE position = ?", entry.position());
        } else if (batch.isPresent()) {
            takeAgain(entry, batch.get());
        } else {
            entries.rewrite(entry, "");
        }
    }

    private void takeAgain(Stored entry, ObservationBatch batch) throws IOException {
        LogKey key = new LogKey(entry.site(), new GatewayId(entry.gateway()), batch.log());
        LogLedger ledger = ledgers.computeIfAbsent(key, _ -> new LogLedger(Standing.unheard(++lastId), logs));
        enter(entry, batch, key, ledger);
        Changes changes = ledger.changes().withoutTallies();
        logs.write(key, changes);
        entries.rewrite(entry, ChangesText.write(Map.of(key, changes)));
        ledger.committed();
    }

    /// What the entry neither took nor refused was another entry's, which may be gone.
    private void enter(Stored entry, ObservationBatch batch, LogKey key, LogLedger ledger) throws IOException {
        ledger.expect(Math.min(batch.oldest().orElse(1), batch.first()), batch.first(), batch.last(), entry.arrived());
        BitSet taken = new BitSet();
        entry.indexes(batch).forEach(taken::set);
        for (int i = 0; i < batch.records().size(); i++) {
            boolean isSettled = taken.get(i) || refused.contains(new OfLog(key, batch.first() + i));
            if (isSettled) {
                Arrival arrival = ledger.enter(batch.first() + i, entry.arrived());
                if (taken.get(i) && batch.records().get(i) instanceof Observation) {
                    ledger.stored(arrival, entry.arrived());
                }
            }
        }
    }

    /// What is no longer held is taken off where its log counted last, so that the sum over all times is what the ledger says.
    private void correctTallies() throws IOException {
        file.write("DELETE FROM digest WHERE log NOT IN (SELECT id FROM sequence_log)");
        file.write("DELETE FROM tally WHERE log NOT IN (SELECT id FROM sequence_log)");
        for (Standing log : logs.standings().values()) {
            logs.correct(log.id(), log.counts().minus(logs.counted(log.id(), TimeRange.ALWAYS)));
        }
    }
}
