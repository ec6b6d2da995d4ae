package org.terzo.hub.chaos.verdict;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.terzo.hub.chaos.input.Feed;
import org.terzo.hub.chaos.input.Row;

/// One feed held against what the hub has of it.
///
/// @param missing rows that the hub does not have, by whatever reason
/// @param lost those of them that no fault had to destroy
/// @param silent those of the lost that no open gap of the ledger speaks of
/// @param findings what is wrong, a sentence each
record FeedVerdict(BitSet missing, BitSet lost, BitSet silent, long twice, List<String> findings) {
    /// An `alive_s` row looks back; a moment of its span that no other row covers.
    private static final long WITHIN_MS = 1_000;

    static FeedVerdict of(Outcome outcome, Stored stored, BitSet atRisk) {
        Feed feed = stored.feed();
        List<LedgerLog> logs = outcome.ledger().of(feed.gateway());
        BitSet missing = missing(outcome, stored);
        BitSet lost = (BitSet) missing.clone();
        lost.andNot(atRisk);
        List<String> findings = new ArrayList<>();
        if (stored.strangers() > 0) {
            findings.add("%s: %s observations that nobody made, the first: %s".formatted(feed.gateway(), Long.toString(stored.strangers()), stored.firstStranger()));
        }
        if (stored.twice() > 0) {
            findings.add("%s: %s".formatted(feed.gateway(), stored.firstTwice()));
        }
        findings.addAll(countsThatDiffer(outcome, stored, logs));
        BitSet silent = (BitSet) lost.clone();
        for (LedgerLog log : logs) {
            LogRows rows = LogRows.of(stored, log);
            silent.andNot(rows.inOpenGaps());
            findings.addAll(gapsThatAreWrong(feed, log, rows, missing));
        }
        return new FeedVerdict(missing, lost, silent, stored.twice(), findings);
    }

    private static BitSet missing(Outcome outcome, Stored stored) {
        BitSet missing = new BitSet();
        for (int i = 0; i < stored.feed().rows().size(); i++) {
            Row row = stored.feed().rows().get(i);
            boolean isThere = row.isObservation() ? stored.has(i) : outcome.isWatched(stored.feed().gateway(), row.atMillis() - WITHIN_MS);
            missing.set(i, !isThere);
        }
        return missing;
    }

    private static List<String> countsThatDiffer(Outcome outcome, Stored stored, List<LedgerLog> logs) {
        List<String> findings = new ArrayList<>();
        String gateway = stored.feed().gateway();
        for (LedgerLog log : logs) {
            long there = stored.rowsOf(log.log());
            if (log.received() != there) {
                findings.add("%s, log %s: the ledger has %s received, history holds %s"
                        .formatted(gateway, log.log(), Long.toString(log.received()), Long.toString(there)));
            }
        }
        outcome.ledger().rejected().getOrDefault(gateway, Map.of()).forEach((reason, count) ->
                findings.add("%s: %s rejected as '%s'".formatted(gateway, Long.toString(count), reason)));
        return findings;
    }

    /// Each number of an open gap must be a row that is missing, and each row of the log that is missing must be in one.
    private static List<String> gapsThatAreWrong(Feed feed, LedgerLog log, LogRows rows, BitSet missing) {
        List<String> findings = new ArrayList<>();
        if (rows.inOpenGaps().cardinality() != log.missing()) {
            findings.add("%s, log %s: open gaps of %s numbers, of which %s are rows between those that came"
                    .formatted(feed.gateway(), log.log(), Long.toString(log.missing()), Integer.toString(rows.inOpenGaps().cardinality())));
        }
        BitSet there = (BitSet) rows.inOpenGaps().clone();
        there.andNot(missing);
        some(there, "in an open gap and in history").ifPresent(what -> findings.add("%s, log %s: %s".formatted(feed.gateway(), log.log(), what)));
        BitSet nowhere = (BitSet) rows.notInHistory().clone();
        nowhere.and(missing);
        nowhere.andNot(rows.inOpenGaps());
        some(nowhere, "neither in an open gap nor in history").ifPresent(what -> findings.add("%s, log %s: %s".formatted(feed.gateway(), log.log(), what)));
        return findings;
    }

    private static Optional<String> some(BitSet rows, String where) {
        return rows.isEmpty() ? Optional.empty() : Optional.of("%s rows are %s, the first is row %s".formatted(rows.cardinality(), where, rows.nextSetBit(0)));
    }
}
