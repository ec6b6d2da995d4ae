package org.terzo.hub.ingest.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.terzo.hub.ingest.ledger.LogLedger.Arrival;

final class LogLedgerTest {
    private static final Instant NOW = Instant.parse("2026-03-10T09:00:00Z");
    private static final Instant LATER = NOW.plusSeconds(60);

    private final Disk disk = new Disk();
    private final LogLedger ledger = new LogLedger(Standing.unheard(1), disk);

    /// Gaps as a disk would keep them, and how many of them were read.
    private static final class Disk implements KnownGaps {
        private final TreeMap<Long, Gap> gaps = new TreeMap<>();
        private int read;

        @Override
        public List<Gap> from(long log, long from, int atMost) {
            List<Gap> found = gaps.tailMap(from, true).values().stream().limit(atMost).toList();
            read += found.size();
            return found;
        }

        @Override
        public Optional<Gap> open(long log, long from) {
            read++;
            return gaps.tailMap(from, true).values().stream().filter(Gap::isOpen).findFirst();
        }

        void take(LogLedger.Changes changes) {
            changes.gone().forEach(gaps::remove);
            changes.put().forEach(gap -> gaps.put(gap.to(), gap));
        }
    }

    @Test
    void aRepetitionIsCountedAndChangesNothingElse() throws IOException {
        enter(NOW, 1, 2, 3);

        assertEquals(List.of(Arrival.DUPLICATE), enter(LATER, 2));
        assertEquals(new Counts(3, 1, 0, 0), ledger.changes().standing().counts());
        assertEquals(3, ledger.through());
    }

    @Test
    void aGapHoldsTheReceiptUntilItCloses() throws IOException {
        enter(NOW, 1, 2, 5);
        assertEquals(2, ledger.through());
        assertEquals(List.of(new Gap(3, 4, NOW, Optional.empty())), gaps());

        assertEquals(List.of(Arrival.LATE), enter(LATER, 4));
        assertEquals(2, ledger.through());
        assertEquals(List.of(Arrival.LATE), enter(LATER, 3));

        assertEquals(5, ledger.through());
        assertEquals(List.of(new Gap(3, 4, NOW, Optional.of(LATER))), gaps());
        assertEquals(new Counts(5, 0, 2, 0), ledger.changes().standing().counts());
    }

    @Test
    void aLogFirstMetInTheMiddleIsSettledUpToNothing() throws IOException {
        ledger.expect(1, 5120, 5121, NOW);
        ledger.enter(5120, NOW);
        ledger.enter(5121, NOW);

        assertEquals(0, ledger.through());
        assertEquals(List.of(new Gap(1, 5119, NOW, Optional.empty())), gaps());
    }

    @Test
    void whatTheGatewayNoLongerHoldsStaysAGapAndPasses() throws IOException {
        enter(NOW, 1);
        enter(NOW, 200);
        ledger.expect(101, 201, 200, NOW);
        assertEquals(100, ledger.through());

        enter(LATER, LongStream.rangeClosed(101, 199).toArray());

        assertEquals(200, ledger.through());
        assertEquals(99, ledger.changes().standing().counts().dropped());
        assertEquals(new Gap(2, 100, NOW, Optional.empty()), gaps().getFirst());
    }

    @Test
    void whatWasDeclaredLostAndComesAfterAllIsTakenAndNoLongerLost() throws IOException {
        enter(NOW, 1, 5);
        ledger.expect(5, 5, 5, NOW);
        commit();

        assertEquals(List.of(Arrival.LATE), enter(LATER, 3));

        assertEquals(5, ledger.through());
        assertEquals(2, ledger.changes().standing().counts().dropped());
        assertEquals(
                List.of(new Gap(2, 2, NOW, Optional.empty()), new Gap(3, 3, NOW, Optional.of(LATER)), new Gap(4, 4, NOW, Optional.empty())),
                gaps());
    }

    @Test
    void aLogFullOfGapsCostsOneCommitItsNeighboursOnly() throws IOException {
        for (long number = 2; number <= 20_000; number += 2) {
            enter(NOW, number);
            commit();
        }
        assertEquals(10_000, disk.gaps.size());
        disk.read = 0;

        enter(LATER, 10_001);
        LogLedger.Changes changes = ledger.changes();

        assertTrue(disk.read <= 3, disk.read + " gaps read");
        assertEquals(List.of(new Gap(10_001, 10_001, NOW, Optional.of(LATER))), changes.put());
        assertEquals(List.of(), changes.gone());
    }

    @Test
    void whateverComesInWhateverOrderTheLedgerSaysWhatASetOfNumbersSays() throws IOException {
        for (long seed = 1; seed <= 200; seed++) {
            new Story(seed).tell();
        }
    }

    /// Batches, repetitions, losses and commits at random, compared with a plain set of numbers.
    private static final class Story {
        private final Random random;
        private final long seed;
        private final Disk disk = new Disk();
        private LogLedger ledger = new LogLedger(Standing.unheard(1), disk);
        private final TreeSet<Long> come = new TreeSet<>();
        private long highest;
        private long lostBelow = 1;

        Story(long seed) {
            this.seed = seed;
            this.random = new Random(seed);
        }

        void tell() throws IOException {
            for (int step = 0; step < 60; step++) {
                batch();
                if (random.nextInt(3) == 0) {
                    disk.take(ledger.changes());
                    ledger = random.nextBoolean() ? new LogLedger(ledger.changes().standing(), disk) : committed(ledger);
                }
                assertEquals(through(), ledger.through(), "seed " + seed);
                assertEquals(lost(), ledger.changes().standing().counts().dropped(), "seed " + seed);
            }
        }

        private static LogLedger committed(LogLedger ledger) {
            ledger.committed();
            return ledger;
        }

        private void batch() throws IOException {
            long first = 1L + random.nextInt(120);
            long last = first + random.nextInt(6);
            long oldest = random.nextInt(5) == 0 ? Math.min(first, lostBelow + random.nextInt(10)) : 1;
            Instant now = NOW.plusSeconds(random.nextInt(3));
            ledger.expect(oldest, first, last, now);
            lostBelow = Math.max(lostBelow, oldest);
            highest = Math.max(highest, oldest - 1);
            for (long number = first; number <= last; number++) {
                Arrival expected = come.contains(number) ? Arrival.DUPLICATE : number > highest ? Arrival.NEW : Arrival.LATE;
                assertEquals(expected, ledger.enter(number, now), "seed " + seed + ", number " + number);
                come.add(number);
                highest = Math.max(highest, number);
            }
        }

        private long through() {
            long through = lostBelow - 1;
            while (through < highest && come.contains(through + 1)) {
                through++;
            }
            return through;
        }

        private long lost() {
            return LongStream.range(1, lostBelow).filter(number -> !come.contains(number)).count();
        }
    }

    private List<Arrival> enter(Instant now, long... numbers) throws IOException {
        List<Arrival> arrivals = new ArrayList<>();
        for (long number : numbers) {
            ledger.expect(1, number, number, now);
            Arrival arrival = ledger.enter(number, now);
            if (arrival == Arrival.DUPLICATE) {
                ledger.repeated(now);
            } else {
                ledger.stored(arrival, now);
            }
            arrivals.add(arrival);
        }
        return arrivals;
    }

    private void commit() {
        disk.take(ledger.changes());
        ledger.committed();
    }

    /// As they will be on disk.
    private List<Gap> gaps() {
        TreeMap<Long, Gap> gaps = new TreeMap<>(disk.gaps);
        LogLedger.Changes changes = ledger.changes();
        changes.gone().forEach(gaps::remove);
        changes.put().forEach(gap -> gaps.put(gap.to(), gap));
        return List.copyOf(gaps.values());
    }
}
