package org.terzo.hub.ingest.ledger;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// What came of one log, number by number. Not thread-safe.
///
/// A gap stays listed for ever; late arrival closes it, or the part of it that came. A gap that the gateway declares lost stays open and
/// no longer holds back the receipt.
public final class LogLedger {
    private final Gaps gaps;
    private final TreeMap<Long, Counts> tallies = new TreeMap<>();
    private final long id;
    private long highest;
    private long through;
    private long lostBelow;
    private Counts counts;

    /// What one arrival of a number means.
    public enum Arrival {
        NEW,
        LATE,
        DUPLICATE
    }

    /// What the last arrivals changed and the disk does not know.
    ///
    /// @param gone last numbers of gaps that are no more
    /// @param tallies what was counted, by the millisecond of arrival
    public record Changes(Standing standing, List<Long> gone, List<Gap> put, TreeMap<Long, Counts> tallies) {
        /// These and the next ones in one, tallies aside.
        public Changes then(Changes next) {
            Set<Long> noMore = new TreeSet<>(gone);
            TreeMap<Long, Gap> there = new TreeMap<>();
            put.forEach(gap -> there.put(gap.to(), gap));
            next.gone.forEach(last -> {
                there.remove(last);
                noMore.add(last);
            });
            next.put.forEach(gap -> there.put(gap.to(), gap));
            return new Changes(next.standing, List.copyOf(noMore), List.copyOf(there.values()), new TreeMap<>());
        }

        public Changes withoutTallies() {
            return new Changes(standing, gone, put, new TreeMap<>());
        }
    }

    public LogLedger(Standing standing, KnownGaps disk) {
        this.gaps = new Gaps(disk, standing.id());
        this.id = standing.id();
        this.highest = standing.highest();
        this.through = standing.through();
        this.lostBelow = standing.lostBelow();
        this.counts = standing.counts();
    }

    /// Names it on disk.
    public long id() {
        return id;
    }

    /// Before a batch: the gateway holds nothing below `oldest` any more, and sends the numbers from `first` to `last`.
    public void expect(long oldest, long first, long last, Instant now) throws IOException {
        declareLost(oldest, millis(now));
        if (first <= highest) {
            gaps.lookUp(Math.max(1, first - 1), Math.min(last + 1, highest));
        }
    }

    /// Enters one number of the batch that was expected.
    public Arrival enter(long sequence, Instant now) throws IOException {
        if (sequence > highest) {
            skipTo(sequence, millis(now));
            through = through == highest ? sequence : through;
            highest = sequence;
            return Arrival.NEW;
        }
        if (!gaps.close(sequence, millis(now))) {
            return Arrival.DUPLICATE;
        }
        if (sequence == through + 1) {
            advance(sequence + 1);
        } else if (sequence < lostBelow) {
            count(new Counts(0, 0, 0, -1), now);
        }
        return Arrival.LATE;
    }

    /// An observation was stored.
    public void stored(Arrival arrival, Instant arrivedAt) {
        count(new Counts(1, 0, arrival == Arrival.LATE ? 1 : 0, 0), arrivedAt);
    }

    /// An observation that is stored came once more.
    public void repeated(Instant arrivedAt) {
        count(new Counts(0, 1, 0, 0), arrivedAt);
    }

    /// Every number up to this one has arrived or is lost.
    public long through() {
        return through;
    }

    public Changes changes() {
        Gaps.Changes changed = gaps.changes();
        return new Changes(new Standing(id, highest, through, lostBelow, counts), changed.gone(), changed.put(), new TreeMap<>(tallies));
    }

    /// The changes are on disk.
    public void committed() {
        gaps.forget();
        tallies.clear();
    }

    private void declareLost(long oldest, Instant now) throws IOException {
        if (oldest <= lostBelow) {
            return;
        }
        skipTo(oldest, now);
        long lost = 0;
        Optional<Gap> open = through < oldest - 1 ? gaps.nextOpen(through + 1) : Optional.empty();
        while (open.isPresent() && open.get().from() < oldest) {
            lost += Math.min(open.get().to(), oldest - 1) - Math.max(open.get().from(), lostBelow) + 1;
            open = open.get().to() < oldest - 1 ? gaps.nextOpen(open.get().to() + 1) : Optional.empty();
        }
        count(new Counts(0, 0, 0, lost), now);
        lostBelow = oldest;
        if (through < oldest - 1) {
            advance(oldest);
        }
    }

    /// What lies between the highest number and `next` has not come.
    private void skipTo(long next, Instant now) {
        if (next > highest + 1) {
            gaps.open(highest + 1, next - 1, now);
            highest = next - 1;
        }
    }

    /// Everything below `from` is settled.
    private void advance(long from) throws IOException {
        through = gaps.nextOpen(from).map(gap -> Math.max(gap.from(), from) - 1).orElse(highest);
    }

    private void count(Counts more, Instant arrivedAt) {
        counts = counts.plus(more);
        tallies.merge(arrivedAt.toEpochMilli(), more, Counts::plus);
    }

    private static Instant millis(Instant now) {
        return Instant.ofEpochMilli(now.toEpochMilli());
    }
}
