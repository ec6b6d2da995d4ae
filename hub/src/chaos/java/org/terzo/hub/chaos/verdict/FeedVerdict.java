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
/// @param inGaps those of them that the ledger shows as an open gap
/// @param findings what is wrong, a sentence each
record FeedVerdict(BitSet missing, BitSet lost, long inGaps, long twice, List<String> findings) {
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
        long inGaps = 0;
        for (LedgerLog log : logs) {
            inGaps += log.missing();
            againstTheGaps(stored, log, missing).ifPresent(findings::add);
        }
        return new FeedVerdict(missing, lost, inGaps, stored.twice(), findings);
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

    /// Each number of an open gap is a row that is missing: its place between the rows that came says which.
    private static Optional<String> againstTheGaps(Stored stored, LedgerLog log, BitSet missing) {
        long explained = 0;
        int before = -1;
        for (int row = 0; row < stored.feed().rows().size(); row++) {
            if (stored.has(row) && stored.log(row).equals(log.log())) {
                long skipped = before < 0 ? 0 : stored.sequence(row) - stored.sequence(before) - 1;
                if (log.isMissing(stored.sequence(row))) {
                    return Optional.of("%s, log %s: number %s is in an open gap and in history".formatted(stored.feed().gateway(), log.log(), Long.toString(stored.sequence(row))));
                }
                if (before >= 0 && skipped == row - before - 1) {
                    explained += missing.get(before, row).cardinality();
                }
                before = row;
            }
        }
        return explained == log.missing()
                ? Optional.empty()
                : Optional.of("%s, log %s: open gaps of %s numbers, but %s rows are missing between those that came"
                        .formatted(stored.feed().gateway(), log.log(), Long.toString(log.missing()), Long.toString(explained)));
    }
}
