package org.terzo.hub.ingest.ledger;

import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The gaps of one log as one commit needs them. All of them are on disk; here are only those near the numbers at hand, and what has
/// changed since the last commit. So a log that loses at random for years costs memory for one commit, not for its life.
final class Gaps {
    private final KnownGaps disk;
    private final long log;
    /// By their last number. Gaps never overlap.
    private final TreeMap<Long, Gap> held = new TreeMap<>();
    /// As they stand on disk, of those that were looked up.
    private final Map<Long, Gap> onDisk = new HashMap<>();

    /// What the disk must change; a gap is named by its last number.
    record Changes(List<Long> gone, List<Gap> put) {}

    Gaps(KnownGaps disk, long log) {
        this.disk = disk;
        this.log = log;
    }

    /// Looks up what touches the numbers from `first` to `last`, at most a batch and its two neighbours.
    void lookUp(long first, long last) throws IOException {
        for (Gap gap : disk.from(log, first, Math.toIntExact(last - first + 1))) {
            if (gap.from() <= last && onDisk.putIfAbsent(gap.to(), gap) == null) {
                held.put(gap.to(), gap);
            }
        }
    }

    void open(long from, long to, Instant now) {
        held.put(to, new Gap(from, to, now, Optional.empty()));
    }

    /// Whether the number was missing; it no longer is. The number has been looked up.
    boolean close(long sequence, Instant now) {
        Map.Entry<Long, Gap> at = held.ceilingEntry(sequence);
        if (at == null || !at.getValue().isOpen() || at.getValue().from() > sequence) {
            return false;
        }
        Gap gap = at.getValue();
        held.remove(gap.to());
        if (sequence < gap.to()) {
            held.put(gap.to(), gap.part(sequence + 1, gap.to()));
        }
        if (gap.from() < sequence) {
            held.put(sequence - 1, gap.part(gap.from(), sequence - 1));
        }
        addClosed(new Gap(sequence, sequence, gap.noticed(), Optional.of(now)));
        return true;
    }

    /// A gap that closes number by number is one row in the end.
    private void addClosed(Gap closed) {
        long from = closed.from();
        long to = closed.to();
        Gap before = held.get(from - 1);
        if (before != null && before.joins(closed)) {
            held.remove(before.to());
            from = before.from();
        }
        Map.Entry<Long, Gap> after = held.ceilingEntry(to + 1);
        if (after != null && after.getValue().from() == to + 1 && after.getValue().joins(closed)) {
            to = after.getValue().to();
        }
        held.put(to, closed.part(from, to));
    }

    /// The lowest open gap that ends at `from` or later.
    Optional<Gap> nextOpen(long from) throws IOException {
        Optional<Gap> changed = held.tailMap(from, true).values().stream().filter(Gap::isOpen).findFirst();
        Optional<Gap> unchanged = disk.open(log, from);
        while (unchanged.isPresent() && onDisk.containsKey(unchanged.get().to())) {
            unchanged = disk.open(log, unchanged.get().to() + 1);
        }
        if (changed.isPresent() && unchanged.isPresent()) {
            return changed.get().to() < unchanged.get().to() ? changed : unchanged;
        }
        return changed.isPresent() ? changed : unchanged;
    }

    Changes changes() {
        return new Changes(
                onDisk.keySet().stream().filter(to -> !held.containsKey(to)).toList(),
                held.values().stream().filter(gap -> !gap.equals(onDisk.get(gap.to()))).toList());
    }

    /// The changes are on disk.
    void forget() {
        held.clear();
        onDisk.clear();
    }
}
