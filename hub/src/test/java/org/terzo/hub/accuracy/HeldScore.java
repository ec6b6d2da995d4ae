package org.terzo.hub.accuracy;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.NavigableMap;
import org.terzo.hub.occupancy.DeskState;

/// Whether "held" keeps its word: of desks that are held with a probability, so many are used again within half an hour.
final class HeldScore {
    static final int BINS = 5;

    private static final Duration WITHIN = Duration.ofMinutes(30);
    /// A bin of fewer says nothing.
    private static final int LEAST = 20;

    private final long[] said = new long[BINS];
    private final double[] confidences = new double[BINS];
    private final long[] usedAgain = new long[BINS];

    void add(Steps<Said> answer, Steps<Boolean> taken, Instant until) {
        DeskState before = DeskState.UNKNOWN;
        for (Map.Entry<Instant, Said> each : answer.values().entrySet()) {
            Said now = each.getValue();
            if (now.state() == DeskState.HELD && before != DeskState.HELD && each.getKey().plus(WITHIN).isBefore(until)) {
                int bin = Math.min(BINS - 1, (int) (now.confidence() * BINS));
                said[bin]++;
                confidences[bin] += now.confidence();
                usedAgain[bin] += isUsed(taken, each.getKey()) ? 1 : 0;
            }
            before = now.state();
        }
    }

    private static boolean isUsed(Steps<Boolean> taken, Instant from) {
        NavigableMap<Instant, Boolean> next = taken.values().subMap(from, true, from.plus(WITHIN), true);
        return taken.at(from).orElse(false) || next.containsValue(true);
    }

    long said(int bin) {
        return said[bin];
    }

    double confidence(int bin) {
        return confidences[bin] / said[bin];
    }

    double usedAgain(int bin) {
        return (double) usedAgain[bin] / said[bin];
    }

    /// The widest gap between what was said and what came, over the bins that say something; NaN when none does.
    double worstGap() {
        double worst = Double.NaN;
        for (int bin = 0; bin < BINS; bin++) {
            if (said[bin] >= LEAST) {
                double gap = Math.abs(confidence(bin) - usedAgain(bin));
                worst = Double.isNaN(worst) ? gap : Math.max(worst, gap);
            }
        }
        return worst;
    }
}
