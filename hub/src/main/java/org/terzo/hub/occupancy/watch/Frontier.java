package org.terzo.hub.occupancy.watch;

import java.util.Map;
import java.util.TreeMap;
import org.terzo.hub.ingest.journal.JournalEntry;
import org.terzo.hub.occupancy.saved.StateReader;
import org.terzo.hub.occupancy.saved.StateWriter;
import org.terzo.wire.LogRecord;
import org.terzo.wire.Observation;

/// How far one gateway's story is surely known: what it saw, and when it watched.
public final class Frontier {
    /// A gateway says at the latest every 5 min that it watched; until then it is taken for granted.
    public static final long SUPPOSED_MILLIS = 360_000;

    /// A recorded day may say only once an hour, or at its end, that it was watched. So long its word is waited for.
    private static final long CLAIM_LAG_MILLIS = 25 * 3_600_000;

    /// Records above an open gap: beyond this number the lowest are taken as settled, gap or not.
    private static final int PENDING_AT_MOST = 50_000;

    private final Watching watching = new Watching();
    private final Sight claimed = new Sight(watching, Watching.FOREVER, Watching.NEVER);
    private final Map<String, TreeMap<Long, Stamp>> pending = new TreeMap<>();
    private long observedTo = Watching.NEVER;
    private long claimedTo = Watching.NEVER;
    private long knownTo = Watching.NEVER;

    private record Stamp(long at, long watchClaimedTo) {}

    /// What an entry changes in what was known before it.
    ///
    /// @param from from here on what is supposed may be different
    /// @param claimedFrom from here on more is claimed to have been watched; `FOREVER` when nothing is
    public record News(long from, long claimedFrom) {}

    public News take(JournalEntry.Records entry) {
        long affected = supposedFrom();
        long claimed = Watching.FOREVER;
        TreeMap<Long, Stamp> waiting = pending.computeIfAbsent(entry.log().value(), _ -> new TreeMap<>());
        for (JournalEntry.Numbered record : entry.records()) {
            switch (record.content()) {
                case Observation observation -> {
                    long at = observation.at().toEpochMilli();
                    waiting.put(record.sequence(), new Stamp(at, at - CLAIM_LAG_MILLIS));
                    affected = StrictMath.min(affected, at);
                    knownTo = StrictMath.max(knownTo, at);
                }
                case LogRecord.Alive alive -> {
                    long at = alive.at().toEpochMilli();
                    waiting.put(record.sequence(), new Stamp(at, at));
                    claimed = StrictMath.min(claimed, watching.add(at - alive.watched().toMillis(), at));
                    knownTo = StrictMath.max(knownTo, at);
                }
                case LogRecord.Unreadable _ -> {
                    // says nothing of any time
                }
            }
        }
        while (!waiting.isEmpty() && (waiting.firstKey() <= entry.through() || waiting.size() > PENDING_AT_MOST)) {
            settle(waiting.pollFirstEntry().getValue());
        }
        return new News(StrictMath.min(affected, claimed), claimed);
    }

    private void settle(Stamp stamp) {
        observedTo = StrictMath.max(observedTo, stamp.at());
        claimedTo = StrictMath.max(claimedTo, stamp.watchClaimedTo());
    }

    public News take(JournalEntry.Watched entry) {
        long until = entry.until().toEpochMilli();
        long supposed = supposedFrom();
        long claimed = watching.add(entry.since().toEpochMilli(), until);
        long sure = StrictMath.min(until, entry.heldBack().toEpochMilli());
        observedTo = StrictMath.max(observedTo, sure);
        claimedTo = StrictMath.max(claimedTo, sure);
        knownTo = StrictMath.max(knownTo, until);
        return new News(StrictMath.min(supposed, claimed), claimed);
    }

    private long supposedFrom() {
        return StrictMath.max(claimedTo, knownTo - SUPPOSED_MILLIS);
    }

    /// Up to here every observation has arrived.
    public long observedTo() {
        return observedTo;
    }

    /// Up to here it is known whether the gateway watched.
    public long claimedTo() {
        return claimedTo;
    }

    /// The latest instant the gateway said anything of.
    public long knownTo() {
        return knownTo;
    }

    /// Watching as claimed and nothing else.
    public Sight claimed() {
        return claimed;
    }

    /// Watching as it is claimed now, whatever is claimed later.
    public Sight claimedSoFar() {
        return new Sight(watching.copy(), Watching.FOREVER, Watching.NEVER);
    }

    /// Watching as claimed, and taken for granted where claims may still come.
    public Sight supposed() {
        return new Sight(watching, supposedFrom(), knownTo);
    }

    public void write(StateWriter out) {
        out.number(observedTo).number(claimedTo).number(knownTo);
        watching.write(out);
        out.number(pending.size());
        pending.forEach((log, stamps) -> {
            out.word(log).number(stamps.size());
            stamps.forEach((sequence, stamp) -> out.number(sequence).number(stamp.at()).number(stamp.watchClaimedTo()));
        });
    }

    public void read(StateReader in) {
        observedTo = in.number();
        claimedTo = in.number();
        knownTo = in.number();
        watching.read(in);
        for (long logs = in.number(); logs > 0; logs--) {
            TreeMap<Long, Stamp> stamps = pending.computeIfAbsent(in.word(), _ -> new TreeMap<>());
            for (long left = in.number(); left > 0; left--) {
                stamps.put(in.number(), new Stamp(in.number(), in.number()));
            }
        }
    }
}
