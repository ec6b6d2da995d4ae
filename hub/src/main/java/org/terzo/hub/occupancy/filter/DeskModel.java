package org.terzo.hub.occupancy.filter;

/// The hidden states of a desk, how they follow each other and what a sensor shows in each (inference.md 4.1).
public final class DeskModel {
    /// Hidden states: free, occupied active, occupied still, brief absence.
    public static final int FREE = 0;

    public static final int ACTIVE = 1;
    public static final int STILL = 2;
    public static final int ABSENT = 3;

    private static final int STATES = 4;
    private static final double LEAVES_FOR_GOOD = 0.4;
    private static final double[] MOTION = {0.003, 0.6, 0.08, 0.003};
    private static final double[] RISES = {0.0005, 0.35, 0.15, 0.0005};
    private static final double[] STAYS_ON = {0.30, 0.97, 0.97, 0.30};

    private final TransitionMatrix step;
    private final double[] prior;

    public DeskModel(double slotMinutes) {
        step = TransitionMatrix.of(ratesPerMinute(), slotMinutes);
        prior = step.stationary();
    }

    private static double[][] ratesPerMinute() {
        double[][] rates = new double[STATES][STATES];
        rates[FREE][ACTIVE] = 1.0 / 180;
        rates[ACTIVE][STILL] = 1.0 / 6;
        rates[STILL][ACTIVE] = 1.0 / 4;
        rates[ACTIVE][FREE] = LEAVES_FOR_GOOD / 45;
        rates[ACTIVE][ABSENT] = (1 - LEAVES_FOR_GOOD) / 45;
        rates[ABSENT][ACTIVE] = 1.0 / 20;
        rates[ABSENT][FREE] = 1.0 / 240;
        return rates;
    }

    /// What is believed when nothing has been seen for long.
    public double[] prior() {
        return prior.clone();
    }

    /// One slot later, before its evidence.
    public double[] predict(double[] p) {
        return step.after(p);
    }

    /// `p` after evidence of the given likelihood in each state.
    public static void weigh(double[] p, double[] likelihood) {
        for (int i = 0; i < STATES; i++) {
            p[i] *= likelihood[i];
        }
        Probabilities.normalise(p);
    }

    public static double[] motion(boolean seen) {
        return seen ? MOTION.clone() : complement(MOTION);
    }

    /// A level, given that of the slot before.
    public static double[] level(boolean on, boolean before) {
        double[] likelihood = before ? STAYS_ON : RISES;
        return on ? likelihood.clone() : complement(likelihood);
    }

    /// A level of which nothing earlier is known: what its two-state chain tends to in each hidden state.
    public static double[] firstLevel(boolean on) {
        double[] likelihood = new double[STATES];
        for (int i = 0; i < STATES; i++) {
            likelihood[i] = RISES[i] / (1 - STAYS_ON[i] + RISES[i]);
        }
        return on ? likelihood : complement(likelihood);
    }

    public static double occupied(double[] p) {
        return p[ACTIVE] + p[STILL];
    }

    /// What evidence does to the log-odds of occupied.
    public static double logOdds(double[] p, double[] likelihood) {
        double occupied = p[ACTIVE] * likelihood[ACTIVE] + p[STILL] * likelihood[STILL];
        double empty = p[FREE] * likelihood[FREE] + p[ABSENT] * likelihood[ABSENT];
        return StrictMath.log(occupied / occupied(p)) - StrictMath.log(empty / (p[FREE] + p[ABSENT]));
    }

    private static double[] complement(double[] likelihood) {
        double[] result = new double[STATES];
        for (int i = 0; i < STATES; i++) {
            result[i] = 1 - likelihood[i];
        }
        return result;
    }
}
