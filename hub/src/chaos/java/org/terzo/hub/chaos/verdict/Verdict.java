package org.terzo.hub.chaos.verdict;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/// What a run has shown.
///
/// @param observations how many there were
/// @param lost rows that are gone although no fault had to destroy them
/// @param silent those of the lost that the ledger does not show as an open gap
/// @param destroyed rows that a fault had to destroy, and did
/// @param missing for each feed the rows that the hub does not have
/// @param findings what else is wrong, a sentence each
/// @param losses which rows are lost
public record Verdict(long observations, long lost, long silent, long twice, long destroyed, List<BitSet> missing, List<String> findings, List<String> losses) {
    public Verdict {
        missing = List.copyOf(missing);
        findings = List.copyOf(findings);
        losses = List.copyOf(losses);
    }

    /// @param atRisk for each feed the rows that faults may have destroyed
    public static Verdict of(Outcome outcome, List<BitSet> atRisk) {
        long observations = 0;
        long lost = 0;
        long silent = 0;
        long twice = 0;
        long destroyed = 0;
        List<BitSet> missing = new ArrayList<>();
        List<String> findings = new ArrayList<>(outcome.complaints());
        List<String> losses = new ArrayList<>();
        for (int i = 0; i < outcome.stored().size(); i++) {
            FeedVerdict feed = FeedVerdict.of(outcome, outcome.stored().get(i), atRisk.get(i));
            observations += outcome.stored().get(i).feed().observations();
            lost += feed.lost().cardinality();
            silent += feed.silent().cardinality();
            twice += feed.twice();
            destroyed += feed.missing().cardinality() - feed.lost().cardinality();
            missing.add(feed.missing());
            findings.addAll(feed.findings());
            firstLost(outcome.stored().get(i), feed).ifPresent(losses::add);
        }
        return new Verdict(observations, lost, silent, twice, destroyed, missing, findings, losses);
    }

    private static Optional<String> firstLost(Stored stored, FeedVerdict feed) {
        return feed.lost().isEmpty()
                ? Optional.empty()
                : Optional.of("%s: rows %s … %s, the first %s".formatted(
                        stored.feed().gateway(), feed.lost().nextSetBit(0), feed.lost().length() - 1, stored.feed().rows().get(feed.lost().nextSetBit(0))));
    }

    public boolean isGood() {
        return lost == 0 && twice == 0 && findings.isEmpty();
    }

    /// One line.
    public String text() {
        return "observations %s, lost %s (%s in no open gap)%s, counted twice %s, destroyed by the faults' nature %s, other findings %s"
                .formatted(Long.toString(observations), Long.toString(lost), Long.toString(silent), losses.isEmpty() ? "" : " " + losses, Long.toString(twice), Long.toString(destroyed), Integer.toString(findings.size()));
    }
}
