package org.terzo.hub.occupancy.count;

import java.util.List;
import org.terzo.hub.occupancy.saved.StateReader;
import org.terzo.hub.occupancy.saved.StateWriter;

/// How much goes by each counter of a place.
public final class Counters {
    private static final double KEPT_A_DAY = 0.93;

    private final double[] passages;

    public Counters(int counters) {
        passages = new double[counters];
    }

    public Counters copy() {
        Counters copy = new Counters(passages.length);
        System.arraycopy(passages, 0, copy.passages, 0, passages.length);
        return copy;
    }

    public void pass(int counter) {
        passages[counter]++;
    }

    public void turnDay() {
        for (int counter = 0; counter < passages.length; counter++) {
            passages[counter] *= KEPT_A_DAY;
        }
    }

    /// The share of all passages that goes by some counters; before any passage each has its part.
    public double share(List<Integer> some) {
        double all = 0;
        double own = 0;
        for (int counter = 0; counter < passages.length; counter++) {
            all += 1 + passages[counter];
            own += some.contains(counter) ? 1 + passages[counter] : 0;
        }
        return own / all;
    }

    public void write(StateWriter out) {
        out.reals(passages);
    }

    public void read(StateReader in) {
        System.arraycopy(in.reals(), 0, passages, 0, passages.length);
    }
}
