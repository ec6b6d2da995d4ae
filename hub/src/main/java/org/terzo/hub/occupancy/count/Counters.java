package org.terzo.hub.occupancy.count;

import java.util.List;
import org.terzo.hub.occupancy.saved.StateReader;
import org.terzo.hub.occupancy.saved.StateWriter;

/// How much goes by each counter of a place, and whether one of them may be mounted the other way round.
public final class Counters {
    private static final double KEPT_A_DAY = 0.93;

    /// So many exits from an empty place are no chance, when they are half of all exits.
    private static final double EXITS_OF_NOBODY = 10;

    private final double[] passages;
    private final double[] exits;
    private final double[] exitsOfNobody;

    public Counters(int counters) {
        passages = new double[counters];
        exits = new double[counters];
        exitsOfNobody = new double[counters];
    }

    public Counters copy() {
        Counters copy = new Counters(passages.length);
        System.arraycopy(passages, 0, copy.passages, 0, passages.length);
        System.arraycopy(exits, 0, copy.exits, 0, exits.length);
        System.arraycopy(exitsOfNobody, 0, copy.exitsOfNobody, 0, exits.length);
        return copy;
    }

    public void pass(int counter) {
        passages[counter]++;
    }

    /// @param isOfNobody nobody was believed to be inside
    public void exit(int counter, boolean isOfNobody) {
        exits[counter]++;
        exitsOfNobody[counter] += isOfNobody ? 1 : 0;
    }

    public boolean isAnySwapped() {
        for (int counter = 0; counter < exits.length; counter++) {
            if (exitsOfNobody[counter] >= EXITS_OF_NOBODY && exitsOfNobody[counter] >= exits[counter] / 2) {
                return true;
            }
        }
        return false;
    }

    public void turnDay() {
        for (int counter = 0; counter < passages.length; counter++) {
            passages[counter] *= KEPT_A_DAY;
            exits[counter] *= KEPT_A_DAY;
            exitsOfNobody[counter] *= KEPT_A_DAY;
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
        out.reals(passages).reals(exits).reals(exitsOfNobody);
    }

    public void read(StateReader in) {
        System.arraycopy(in.reals(), 0, passages, 0, passages.length);
        System.arraycopy(in.reals(), 0, exits, 0, exits.length);
        System.arraycopy(in.reals(), 0, exitsOfNobody, 0, exits.length);
    }
}
