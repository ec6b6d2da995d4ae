package org.terzo.hub.occupancy.filter;

import java.util.Arrays;

/// The probability of every number of people from 0 to C (inference.md 5.2).
public final class HeadcountFilter {
    /// No number is ruled out by what was believed before an anchor.
    private static final double LEFT_OPEN = 1e-6;
    private static final double EMPTY_AT_NIGHT = 0.999;
    /// A step of a drift moves at most this share of any number.
    private static final double MOVED_AT_MOST = 0.25;

    private final double[] p;

    private HeadcountFilter(double[] p) {
        this.p = p;
    }

    /// Nothing is known of how many are inside.
    public static HeadcountFilter flat(int capacity) {
        double[] p = new double[most(capacity) + 1];
        Arrays.fill(p, 1.0 / p.length);
        return new HeadcountFilter(p);
    }

    /// Nobody is inside.
    public static HeadcountFilter empty(int capacity) {
        double[] p = new double[most(capacity) + 1];
        p[0] = 1;
        return new HeadcountFilter(p);
    }

    /// The same for a place of another capacity: more than it holds is as much as it holds.
    public static HeadcountFilter fitted(double[] probabilities, int capacity) {
        double[] p = Arrays.copyOf(probabilities, most(capacity) + 1);
        for (int n = p.length; n < probabilities.length; n++) {
            p[p.length - 1] += probabilities[n];
        }
        return of(p);
    }

    public static HeadcountFilter of(double[] probabilities) {
        return new HeadcountFilter(probabilities.clone());
    }

    /// C: what the capacity times 1.3 and 3 more reaches.
    public static int most(int capacity) {
        return (int) (capacity * 13L / 10) + 3;
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

    /// The probability that nobody is inside.
    public double empty() {
        return p[0];
    }

    /// The probability that as many are inside as can be believed at all.
    public double full() {
        return p[p.length - 1];
    }

    public void entry(Passing passing) {
        double[] inward = passed(passing, passing.reversed(), 1);
        double missed = passing.missIn();
        double carried = 0;
        for (int n = 0; n < p.length; n++) {
            carried = (1 - missed) * inward[n] + missed * carried;
            p[n] = carried;
        }
        p[p.length - 1] = carried / (1 - missed);
        Probabilities.normalise(p);
    }

    /// From an empty zone nobody leaves: such an exit was false, reversed or of one whose entry was missed, and 0 stays 0.
    public void exit(Passing passing) {
        double[] outward = passed(passing, 1 - passing.reversed(), 0);
        double missed = passing.missOut();
        double carried = 0;
        for (int n = p.length - 1; n >= 1; n--) {
            carried = (1 - missed) * outward[n] + missed * carried;
            p[n] = carried;
        }
        p[0] = outward[0] + missed / (1 - missed) * carried;
        Probabilities.normalise(p);
    }

    /// All counters watched for that long and nobody went through.
    ///
    /// @param hazard exits that would have been seen, per person and minute
    public void silence(Leaving leaving, double hazard, double minutes) {
        double decay = StrictMath.exp(-leaving.exponent() * hazard * minutes);
        double weight = 1;
        for (int n = lowest(); n < p.length; n++) {
            p[n] *= weight;
            weight *= decay;
        }
        Probabilities.normalise(p);
    }

    /// The lowest number that is possible at all.
    private int lowest() {
        int lowest = 0;
        while (p[lowest] == 0) {
            lowest++;
        }
        return lowest;
    }

    /// People may have come and gone unseen.
    ///
    /// @param in entries that were to be expected; `out` exits
    public void drift(double in, double out, Leaving leaving) {
        double busiest = in + out * leaving.weight((p.length - 1) / middle());
        int steps = (int) StrictMath.ceil(busiest / MOVED_AT_MOST);
        for (int step = 0; step < steps; step++) {
            step(in / steps, out / steps, leaving);
        }
    }

    private void step(double in, double out, Leaving leaving) {
        double middle = middle();
        int top = p.length - 1;
        double stay = 0;
        double risen = 0;
        for (int n = 0; n <= top; n++) {
            double up = n < top ? in * p[n] : 0;
            double down = StrictMath.min(1 - in, out * leaving.weight(n / middle)) * p[n];
            if (n > 0) {
                p[n - 1] = stay + down;
            }
            stay = p[n] - up - down + risen;
            risen = up;
        }
        p[top] = stay;
        Probabilities.normalise(p);
    }

    /// So many more are inside than was believed, or fewer when negative; nobody leaves the range.
    public void shift(double more) {
        double[] before = p.clone();
        Arrays.fill(p, 0);
        int top = p.length - 1;
        int whole = (int) StrictMath.floor(more);
        double part = more - whole;
        for (int n = 0; n <= top; n++) {
            p[StrictMath.clamp((long) n + whole, 0, top)] += (1 - part) * before[n];
            p[StrictMath.clamp((long) n + whole + 1, 0, top)] += part * before[n];
        }
        Probabilities.normalise(p);
    }

    /// Closed for long, so surely nobody is inside.
    public void closed() {
        double share = 1 - EMPTY_AT_NIGHT;
        p[0] = (p[0] + LEFT_OPEN) * EMPTY_AT_NIGHT;
        for (int n = 1; n < p.length; n++) {
            share /= 2;
            p[n] = (p[n] + LEFT_OPEN) * share;
        }
        Probabilities.normalise(p);
    }

    /// Somebody counted. What was believed before plays no part: a recount is made because that may be wrong.
    public void counted(int people) {
        int believable = StrictMath.min(people, p.length - 1);
        double deviation = StrictMath.max(1, 0.04 * believable);
        for (int n = 0; n < p.length; n++) {
            double off = (n - believable) / deviation;
            p[n] = StrictMath.exp(-off * off / 2);
        }
        Probabilities.normalise(p);
    }

    /// @param likelihood of something else that was seen, for every number
    public void weigh(double[] likelihood) {
        for (int n = 0; n < p.length; n++) {
            p[n] = (p[n] + Double.MIN_NORMAL) * likelihood[n];
        }
        Probabilities.normalise(p);
    }

    private double middle() {
        return StrictMath.max(0.5, mean());
    }

    /// One crossing that was in truth inward, or with probability `outward` outward; the top of the range reflects.
    ///
    /// @param firstIn of an inward one into an empty zone, the share that is believed
    private double[] passed(Passing passing, double outward, double firstIn) {
        double middle = middle();
        int top = p.length - 1;
        double[] q = new double[p.length];
        for (int n = 0; n <= top; n++) {
            double real = (1 - passing.falseShare()) * p[n];
            q[n] += passing.falseShare() * p[n];
            double in = (1 - outward) * real;
            double believed = n == 0 ? firstIn * in : in;
            q[n] += in - believed;
            q[StrictMath.min(top, n + 1)] += believed;
            if (n > 0) {
                q[n - 1] += outward * passing.leaving().weight(n / middle) * real;
            }
        }
        return q;
    }
}
