package org.terzo.hub.ingest.ledger;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// What came of one log, number by number. Not thread-safe.
///
/// A gap stays listed for ever; late arrival closes it, or the part of it that came. A gap that the gateway declares lost stays open and
/// no longer holds back the receipt.
public final class LogLedger {
    private final List<Gap> gaps = new ArrayList<>();
    private Counts counts;
    private long highest;
    private long lostBelow;

    /// @param received distinct records stored
    /// @param late came after a higher number
    /// @param dropped numbers that the gateway declared lost
    public record Counts(long received, long duplicates, long late, long dropped) {}

    /// Ends inclusive. @param closed empty while it is open
    public record Gap(long from, long to, Instant noticed, Optional<Instant> closed) {}

    /// What one arrival of a number means.
    public enum Arrival {
        NEW,
        LATE,
        DUPLICATE
    }

    public LogLedger() {
        this(new Counts(0, 0, 0, 0), 0, 1, List.of());
    }

    public LogLedger(Counts counts, long highest, long lostBelow, List<Gap> gaps) {
        this.counts = counts;
        this.highest = highest;
        this.lostBelow = lostBelow;
        this.gaps.addAll(gaps);
    }

    /// Enters one number, seen at `now`.
    public Arrival enter(long sequence, Instant now) {
        if (sequence > highest) {
            if (sequence > highest + 1) {
                gaps.add(new Gap(highest + 1, sequence - 1, now, Optional.empty()));
            }
            highest = sequence;
            counts = new Counts(counts.received + 1, counts.duplicates, counts.late, counts.dropped);
            return Arrival.NEW;
        }
        Optional<Gap> open = gaps.stream().filter(gap -> isOpen(gap) && gap.from <= sequence && sequence <= gap.to).findFirst();
        if (open.isEmpty()) {
            counts = new Counts(counts.received, counts.duplicates + 1, counts.late, counts.dropped);
            return Arrival.DUPLICATE;
        }
        close(open.get(), sequence, now);
        counts = new Counts(counts.received + 1, counts.duplicates, counts.late + 1, counts.dropped);
        return Arrival.LATE;
    }

    /// The number that was just entered belongs to a record that is not stored.
    public void refused() {
        counts = new Counts(counts.received - 1, counts.duplicates, counts.late, counts.dropped);
    }

    /// What stands here now, for readers on other threads.
    public LogLedger copy() {
        return new LogLedger(counts, highest, lostBelow, gaps);
    }

    /// The gateway holds nothing below `oldest` any more: what never came of it is lost.
    public void oldestHeld(long oldest, Instant now) {
        if (oldest > highest + 1) {
            gaps.add(new Gap(highest + 1, oldest - 1, now, Optional.empty()));
            highest = oldest - 1;
        }
        if (oldest > lostBelow) {
            long lost = gaps.stream().filter(LogLedger::isOpen).mapToLong(gap -> overlap(gap, lostBelow, oldest - 1)).sum();
            counts = new Counts(counts.received, counts.duplicates, counts.late, counts.dropped + lost);
            lostBelow = oldest;
        }
    }

    /// Every number up to this one has arrived or is lost.
    public long through() {
        return gaps.stream()
                .filter(gap -> isOpen(gap) && gap.to >= lostBelow)
                .mapToLong(gap -> Math.max(gap.from, lostBelow) - 1)
                .min()
                .orElse(highest);
    }

    public Counts counts() {
        return counts;
    }

    public long highest() {
        return highest;
    }

    public long lostBelow() {
        return lostBelow;
    }

    public List<Gap> gaps() {
        return List.copyOf(gaps);
    }

    private void close(Gap gap, long sequence, Instant now) {
        gaps.remove(gap);
        if (gap.from < sequence) {
            gaps.add(new Gap(gap.from, sequence - 1, gap.noticed, Optional.empty()));
        }
        if (sequence < gap.to) {
            gaps.add(new Gap(sequence + 1, gap.to, gap.noticed, Optional.empty()));
        }
        addClosed(new Gap(sequence, sequence, gap.noticed, Optional.of(now)));
        gaps.sort(Comparator.comparingLong(Gap::from));
    }

    /// A gap that closes number by number is one row in the end.
    private void addClosed(Gap closed) {
        Optional<Gap> before = gaps.stream()
                .filter(gap -> !isOpen(gap) && gap.to + 1 == closed.from && gap.noticed.equals(closed.noticed))
                .findFirst();
        Optional<Gap> after = gaps.stream()
                .filter(gap -> !isOpen(gap) && closed.to + 1 == gap.from && gap.noticed.equals(closed.noticed))
                .findFirst();
        before.ifPresent(gaps::remove);
        after.ifPresent(gaps::remove);
        gaps.add(new Gap(before.map(Gap::from).orElse(closed.from), after.map(Gap::to).orElse(closed.to), closed.noticed, closed.closed));
    }

    private static boolean isOpen(Gap gap) {
        return gap.closed.isEmpty();
    }

    private static long overlap(Gap gap, long from, long to) {
        return Math.max(0, Math.min(gap.to, to) - Math.max(gap.from, from) + 1);
    }
}
