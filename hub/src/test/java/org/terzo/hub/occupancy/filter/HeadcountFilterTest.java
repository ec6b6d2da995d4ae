package org.terzo.hub.occupancy.filter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;

final class HeadcountFilterTest {
    private static final Passing USUAL = Passing.missing(Passing.MISSED, Passing.MISSED, Leaving.ROOT);
    private static final double HAZARD = 0.95 * 5 / 600;

    @Test
    void fiveEntriesIntoAnEmptyZoneAreAboutFivePeople() {
        HeadcountFilter filter = HeadcountFilter.empty(20);
        for (int i = 0; i < 5; i++) {
            filter.entry(USUAL);
        }

        assertEquals(5, filter.quantile(0.5));
        assertTrue(filter.quantile(0.05) <= 5 && filter.quantile(0.95) >= 5);
    }

    @Test
    void everybodyWhoCameInAndLeftAgainIsGone() {
        HeadcountFilter filter = HeadcountFilter.empty(20);
        for (int i = 0; i < 4; i++) {
            filter.entry(USUAL);
        }
        for (int i = 0; i < 4; i++) {
            filter.exit(USUAL);
        }

        assertEquals(0, filter.quantile(0.5));
    }

    @Test
    void aLongSilenceSpeaksAgainstPeopleInside() {
        HeadcountFilter filter = HeadcountFilter.flat(20);
        double before = filter.mean();
        for (int i = 0; i < 12 * 60; i++) {
            filter.silence(Leaving.ROOT, HAZARD, 1);
        }

        assertTrue(filter.mean() < 1, "mean fell from " + before + " to " + filter.mean());
    }

    @Test
    void silenceCountsTheSameInOnePieceOrInMany() {
        HeadcountFilter whole = HeadcountFilter.flat(30);
        HeadcountFilter parts = HeadcountFilter.flat(30);
        whole.silence(Leaving.ROOT, HAZARD, 10);
        for (int i = 0; i < 10; i++) {
            parts.silence(Leaving.ROOT, HAZARD, 1);
        }

        assertEquals(whole.mean(), parts.mean(), 1e-9);
    }

    @Test
    void theCountStaysBetweenNobodyAndTheLimitWhateverPasses() {
        long seed = 77;
        Random random = new Random(seed);
        HeadcountFilter filter = HeadcountFilter.flat(10);
        int bias = 50;
        for (int i = 0; i < 5_000; i++) {
            bias = i % 500 == 0 ? random.nextInt(101) : bias;
            if (random.nextInt(100) < bias) {
                filter.entry(USUAL);
            } else {
                filter.exit(USUAL);
            }
            double sum = 0;
            for (double p : filter.probabilities()) {
                assertTrue(p >= 0 && p <= 1 + 1e-12, "seed " + seed + ", crossing " + i);
                sum += p;
            }
            assertEquals(1, sum, 1e-9, "seed " + seed);
            assertTrue(filter.quantile(0.95) <= 16 && filter.quantile(0.05) >= 0);
        }
    }

    /// All that is admissible, in any order: what is believed stays a probability of 0 to C.
    @Test
    void whateverHappensByWhateverParametersTheNumbersStayProbabilities() {
        for (long seed = 1; seed <= 200; seed++) {
            Random random = new Random(seed);
            int capacity = 1 + random.nextInt(60);
            HeadcountFilter filter = random.nextBoolean() ? HeadcountFilter.flat(capacity) : HeadcountFilter.empty(capacity);
            for (int step = 0; step < 300; step++) {
                happen(filter, random, capacity);
                double sum = 0;
                for (double p : filter.probabilities()) {
                    assertTrue(p >= 0 && p <= 1 + 1e-12, "seed " + seed + ", step " + step + ": " + p);
                    sum += p;
                }
                assertEquals(1, sum, 1e-9, "seed " + seed + ", step " + step);
                assertTrue(filter.quantile(0.95) <= HeadcountFilter.most(capacity), "seed " + seed + ", step " + step);
            }
        }
    }

    private static void happen(HeadcountFilter filter, Random random, int capacity) {
        Leaving leaving = random.nextBoolean() ? Leaving.ROOT : Leaving.EACH;
        double missIn = Passing.MISSED_AT_LEAST + random.nextDouble() * (Passing.MISSED_AT_MOST - Passing.MISSED_AT_LEAST);
        double missOut = Passing.MISSED_AT_LEAST + random.nextDouble() * (Passing.MISSED_AT_MOST - Passing.MISSED_AT_LEAST);
        Passing passing = new Passing(missIn, missOut, 0.001 + 0.2 * random.nextDouble(), 0.0001 + 0.1 * random.nextDouble(), leaving);
        switch (random.nextInt(8)) {
            case 0, 1 -> filter.entry(passing);
            case 2, 3 -> filter.exit(passing);
            case 4 -> filter.silence(leaving, random.nextDouble(), random.nextInt(600));
            case 5 -> filter.drift(random.nextDouble() * 5, random.nextDouble() * 5, leaving);
            case 6 -> filter.shift(random.nextGaussian() * 5);
            default -> {
                if (random.nextInt(10) == 0) {
                    filter.counted(random.nextInt(2 * capacity));
                } else {
                    filter.closed();
                }
            }
        }
    }

    @Test
    void aNightOfWhichNothingElseIsKnownEndsEmpty() {
        HeadcountFilter filter = HeadcountFilter.flat(20);
        filter.closed();

        assertEquals(0, filter.quantile(0.95));
    }

    @Test
    void aRecountIsBelievedWhateverWasBelievedBefore() {
        HeadcountFilter filter = HeadcountFilter.empty(50);
        filter.counted(17);

        assertEquals(17, filter.quantile(0.5));
        assertEquals(15, filter.quantile(0.05));
        assertEquals(19, filter.quantile(0.95));
    }

    @Test
    void aDriftKeepsTheMeanWhereAsManyComeAsGo() {
        HeadcountFilter filter = HeadcountFilter.empty(40);
        filter.counted(20);
        int before = filter.quantile(0.95) - filter.quantile(0.05);
        filter.drift(10, 10, Leaving.ROOT);

        assertEquals(20, filter.mean(), 1);
        assertTrue(filter.quantile(0.95) - filter.quantile(0.05) > 2 * before);
    }
}
