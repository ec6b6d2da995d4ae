package org.terzo.hub.occupancy.filter;

import java.util.Arrays;

/// The probability of every number of people from 0 to C (inference.md 5.2).
public final class HeadcountFilter {
    private static final double MISSED = 0.05;
    private static final double REVERSED = 0.01;
    private static final double FALSE = 0.003;
    private static final double EXIT_EXPONENT = 0.5;
    /// Exits per person and minute before anything was learned.
    private static final double EXIT_HAZARD = 5.0 / 600;

    private final double[] p;

    private HeadcountFilter(double[] p) {
        this.p = p;
    }

    /// Nothing is known of how many are inside.
    public static HeadcountFilter flat(int capacity) {
        double[] p = new double[states(capacity)];
        Arrays.fill(p, 1.0 / p.length);
        return new HeadcountFilter(p);
    }

    /// Nobody is inside.
    public static HeadcountFilter empty(int capacity) {
        double[] p = new double[states(capacity)];
        p[0] = 1;
        return new HeadcountFilter(p);
    }

    public static HeadcountFilter of(double[] probabilities) {
        return new HeadcountFilter(probabilities.clone());
    }

    /// 0 to C; C is what the capacity times 1.3 and 3 more reaches.
    private static int states(int capacity) {
        return (int) (capacity * 13L / 10) + 3 + 1;
    }

    public double[] probabilities() {
        return p.clone();
    }

    public double mean() {
        double mean = 0;
        for (int n = 1; n < p.length; n++) {
            mean += n * p[n];
        }
        return mean;
    }

    /// The smallest n with P(at most n) of `share` or more.
    public int quantile(double share) {
        double sum = 0;
        for (int n = 0; n < p.length; n++) {
            sum += p[n];
            if (sum >= share) {
                return n;
            }
        }
        return p.length - 1;
    }

    public void entry() {
        double[] inward = inward(FALSE, REVERSED);
        double carried = 0;
        for (int n = 0; n < p.length; n++) {
            carried = (1 - MISSED) * inward[n] + MISSED * carried;
            p[n] = carried;
        }
        p[p.length - 1] = carried / (1 - MISSED);
        Probabilities.normalise(p);
    }

    /// From an empty zone nobody leaves: such an exit was false, reversed or of one whose entry was missed, and 0 stays 0.
    public void exit() {
        double[] outward = inward(FALSE, 1 - REVERSED);
        double turned = (1 - FALSE) * REVERSED * p[0];
        outward[0] += turned;
        outward[1] -= turned;
        double carried = 0;
        for (int n = p.length - 1; n >= 1; n--) {
            carried = (1 - MISSED) * outward[n] + MISSED * carried;
            p[n] = carried;
        }
        p[0] = outward[0] + MISSED / (1 - MISSED) * carried;
        Probabilities.normalise(p);
    }

    /// All counters watched for that long and nobody went through.
    public void silence(double minutes) {
        double decay = StrictMath.exp(-EXIT_EXPONENT * (1 - MISSED) * EXIT_HAZARD * minutes);
        double weight = 1;
        for (int n = 0; n < p.length; n++) {
            p[n] *= weight;
            weight *= decay;
        }
        Probabilities.normalise(p);
    }

    /// One crossing that was in truth inward, or with probability `reversed` outward; the top of the range reflects.
    private double[] inward(double falseShare, double reversed) {
        double middle = StrictMath.max(0.5, mean());
        int top = p.length - 1;
        double[] q = new double[p.length];
        for (int n = 0; n <= top; n++) {
            double real = (1 - falseShare) * p[n];
            q[n] += falseShare * p[n];
            q[StrictMath.min(top, n + 1)] += (1 - reversed) * real;
            if (n > 0) {
                q[n - 1] += reversed * StrictMath.pow(n / middle, EXIT_EXPONENT) * real;
            }
        }
        return q;
    }
}
