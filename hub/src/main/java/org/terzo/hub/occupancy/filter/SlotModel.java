package org.terzo.hub.occupancy.filter;

/// The four hidden states of a desk or room, the free one first, and how they follow each other from slot to slot.
public sealed interface SlotModel permits DeskModel, RoomModel {
    int STATES = 4;
    int FREE = 0;

    /// What is believed when nothing has been seen for long.
    double[] prior();

    TransitionMatrix step(Gate gate);

    double occupied(double[] p);

    /// Somebody who will be back, and is away.
    double absent(double[] p);

    /// What evidence does to the log-odds of occupied.
    default double logOdds(double[] p, double[] likelihood) {
        double[] weighed = new double[STATES];
        for (int i = 0; i < STATES; i++) {
            weighed[i] = p[i] * likelihood[i];
        }
        return StrictMath.log(occupied(weighed) / occupied(p)) - StrictMath.log(empty(weighed) / empty(p));
    }

    private double empty(double[] p) {
        return p[FREE] + absent(p);
    }

    /// `p` after evidence of the given likelihood in each state.
    static void weigh(double[] p, double[] likelihood) {
        for (int i = 0; i < STATES; i++) {
            p[i] *= likelihood[i];
        }
        Probabilities.normalise(p);
    }
}
