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
}
