package org.terzo.hub.occupancy.reference;

import java.util.Arrays;
import java.util.List;
import org.terzo.hub.occupancy.Headcount;

/// The numbers of inference.md 5.2, one by one: what is believed of a headcount, and what was learned.
final class SlowCrowd {
    private static final double REVERSAL = 0.01;
    private static final double FALSE = 0.003;

    double[] p;
    double missIn = 0.05;
    double missOut = 0.05;
    double g = 0.5;
    private final double[] exits = new double[24];
    private final double[] stayed = new double[24];
    private final double[] doorPassages;
    private final Week today = new Week();
    private final Week learned = new Week();
    private double inToday;
    private double outToday;
    private double atDesks;
    private double people;
    private double usedBefore = Double.NaN;
    private double flow;
    private double inSince;
    private double outSince;
    private double in;
    private double out;
    private double passages;
    private double days;

    /// By hour of the week.
    private static final class Week {
        private final double[] in = new double[168];
        private final double[] out = new double[168];
        private final double[] minutes = new double[168];
        private final double[] exits = new double[24];
        private final double[] stayed = new double[24];
    }

    SlowCrowd(int capacity, int doors) {
        p = new double[(int) StrictMath.floor(capacity * 1.3 + 3 + 1e-9) + 1];
        doorPassages = new double[doors];
        flat();
    }

    void flat() {
        Arrays.fill(p, 1.0 / p.length);
    }

    void empty() {
        Arrays.fill(p, 0);
        p[0] = 1;
    }

    private double middle() {
        double mean = 0;
        for (int n = 0; n < p.length; n++) {
            mean += n * p[n];
        }
        return StrictMath.max(0.5, mean);
    }

    void silence(int hour, double minutes) {
        double mean = 0;
        for (int n = 0; n < p.length; n++) {
            mean += n * p[n];
        }
        today.stayed[hour % 24] += mean * minutes;
        today.minutes[hour] += minutes;
        double mu = (5 + exits[hour % 24]) / (600 + stayed[hour % 24]);
        for (int n = 0; n < p.length; n++) {
            p[n] *= StrictMath.exp(-g * (1 - missOut) * mu * n * minutes);
        }
        normalise();
    }

    /// Some doors were not looked at: small steps, each of a quarter of a crossing at most.
    void drift(int hour, double minutes, List<Integer> away) {
        double all = 0;
        double own = 0;
        for (int door = 0; door < doorPassages.length; door++) {
            all += 1 + doorPassages[door];
            own += away.contains(door) ? 1 + doorPassages[door] : 0;
        }
        double[] rates = rates(hour);
        double a = rates[0] * minutes * own / all;
        double b = rates[1] * minutes * own / all;
        int top = p.length - 1;
        int steps = (int) StrictMath.ceil((a + b * StrictMath.pow(top / middle(), g)) / 0.25);
        for (int step = 0; step < steps; step++) {
            double m = middle();
            double[] q = new double[p.length];
            for (int n = 0; n <= top; n++) {
                double up = n < top ? a / steps : 0;
                double down = StrictMath.min(1 - a / steps, b / steps * StrictMath.pow(n / m, g));
                q[n] += p[n] * (1 - up - down);
                q[StrictMath.min(top, n + 1)] += p[n] * up;
                q[StrictMath.max(0, n - 1)] += p[n] * down;
            }
            p = q;
            normalise();
        }
        usedBefore = Double.NaN;
    }

    /// @param known desks that ever showed somebody, some of them observed, some of those in use
    ///
    /// Whether the share of people at desks has been learned.
    boolean look(int known, int observed, int used) {
        double rho = StrictMath.max(0.1, StrictMath.min(0.98, 1.05 * (0.64 * 20 + atDesks) / (20 + people))) * observed / known;
        double s = StrictMath.min(40, 6 + people / 4);
        for (int n = 0; n < p.length; n++) {
            double likelihood = n < used ? 1e-4 * StrictMath.exp(-(used - n)) : 1;
            for (int i = 0; n >= used && i < n; i++) {
                boolean isSitting = i < used;
                likelihood *= (isSitting ? rho * s + i : (1 - rho) * s + i - used) / (s + i);
                likelihood *= isSitting ? 1 : (i + 1.0) / (i + 1 - used);
            }
            p[n] *= StrictMath.pow(likelihood, 0.25);
        }
        normalise();
        return people >= 20;
    }

    void turnDesks(int known, int observed, int used) {
        double all = observed == 0 ? Double.NaN : used * (double) known / observed;
        boolean isKnown = !Double.isNaN(all) && !Double.isNaN(usedBefore);
        if (isKnown && StrictMath.abs(flow) >= StrictMath.max(4, 0.08 * (p.length - 1))) {
            atDesks += StrictMath.signum(flow) * (all - usedBefore);
            people += StrictMath.abs(flow) / (1 - (missIn + missOut) / 2);
        }
        usedBefore = all;
        flow = 0;
    }

    void breakOff() {
        usedBefore = Double.NaN;
    }

    private double[] rates(int hour) {
        if (learned.minutes[hour] >= 20) {
            return new double[] {learned.in[hour] / learned.minutes[hour], learned.out[hour] / learned.minutes[hour]};
        }
        double[] sums = new double[3];
        for (int day = 0; day < 7; day++) {
            sums[0] += learned.in[day * 24 + hour % 24];
            sums[1] += learned.out[day * 24 + hour % 24];
            sums[2] += learned.minutes[day * 24 + hour % 24];
        }
        return sums[2] >= 20 ? new double[] {sums[0] / sums[2], sums[1] / sums[2]} : new double[2];
    }

    void pass(int door, boolean isIn, int hour) {
        double m = middle();
        double up = isIn ? 1 - REVERSAL : REVERSAL;
        double[] q = new double[p.length];
        for (int n = 0; n < p.length; n++) {
            double w = StrictMath.pow((n + 1) / m, g);
            q[n] = FALSE * p[n] + (n + 1 < p.length ? (1 - FALSE) * (1 - up) * w * p[n + 1] : (1 - FALSE) * up * p[n]);
            q[n] += n > 0 && (isIn || n > 1) ? (1 - FALSE) * up * p[n - 1] : 0;
        }
        // an exit at 0 leaves 0
        q[0] += isIn ? 0 : (1 - FALSE) * up * p[0];
        double miss = isIn ? missIn : missOut;
        int top = p.length - 1;
        for (int n = 0; n <= top; n++) {
            p[n] = 0;
            int lost = isIn ? n : top - n;
            for (int k = 0; k <= lost; k++) {
                boolean isEnd = isIn ? n == top : n == 0;
                p[n] += (isEnd ? 1 : 1 - miss) * StrictMath.pow(miss, k) * q[isIn ? n - k : n + k];
            }
        }
        normalise();
        doorPassages[door]++;
        flow += isIn ? 1 / (1 - missIn) : -1 / (1 - missOut);
        inToday += isIn ? 1 : 0;
        outToday += isIn ? 0 : 1;
        today.in[hour] += isIn ? 1 / (1 - missIn) : 0;
        today.out[hour] += isIn ? 0 : 1 / (1 - missOut);
        today.exits[hour % 24] += isIn ? 0 : 1 / (1 - missOut);
        inSince += isIn ? 1 : 0;
        outSince += isIn ? 0 : 1;
    }

    void turnDay() {
        double watched = Arrays.stream(today.minutes).sum();
        for (int door = 0; door < doorPassages.length; door++) {
            doorPassages[door] *= 0.93;
        }
        atDesks *= 0.93;
        people *= 0.93;
        if (watched == 0) {
            return;
        }
        for (int hour = 0; hour < 24; hour++) {
            exits[hour] = 0.97 * exits[hour] + today.exits[hour];
            stayed[hour] = 0.97 * stayed[hour] + today.stayed[hour];
            today.exits[hour] = 0;
            today.stayed[hour] = 0;
        }
        in = 0.93 * in + inToday;
        out = 0.93 * out + outToday;
        if (watched >= 360) {
            passages = 0.93 * passages + inToday + outToday;
            days = 0.93 * days + 1;
        }
        inToday = 0;
        outToday = 0;
        for (int hour = 0; hour < 168; hour++) {
            if (today.minutes[hour] > 0) {
                learned.in[hour] = 0.8 * learned.in[hour] + today.in[hour];
                learned.out[hour] = 0.8 * learned.out[hour] + today.out[hour];
                learned.minutes[hour] = 0.8 * learned.minutes[hour] + today.minutes[hour];
            }
            today.in[hour] = 0;
            today.out[hour] = 0;
            today.minutes[hour] = 0;
        }
        learnMisses();
    }

    private void learnMisses() {
        double rho = (150 + out) / (150 + in);
        double counted = inSince / (1 - missIn) - outSince / (1 - missOut);
        missIn = StrictMath.max(0.005, StrictMath.min(0.3, 1 - 2 * 0.95 / (1 + rho)));
        missOut = StrictMath.max(0.005, StrictMath.min(0.3, 1 - rho * (1 - missIn)));
        g = days > 0 && passages / days < 100 ? 1 : 0.5;
        shift(inSince / (1 - missIn) - outSince / (1 - missOut) - counted);
        anchored();
    }

    /// From an anchor or a turn of the day on.
    void anchored() {
        inSince = 0;
        outSince = 0;
    }

    /// As far as the range goes; between two numbers in proportion.
    private void shift(double more) {
        double[] q = new double[p.length];
        for (int n = 0; n < p.length; n++) {
            double to = n + more;
            double above = to - StrictMath.floor(to);
            q[(int) StrictMath.max(0, StrictMath.min(p.length - 1, StrictMath.floor(to)))] += (1 - above) * p[n];
            q[(int) StrictMath.max(0, StrictMath.min(p.length - 1, StrictMath.floor(to) + 1))] += above * p[n];
        }
        p = q;
        normalise();
    }

    void closed() {
        for (int n = 0; n < p.length; n++) {
            p[n] = (p[n] + 1e-6) * (n == 0 ? 0.999 : 0.001 * StrictMath.pow(0.5, n));
        }
        normalise();
    }

    void counted(int people) {
        double sd = StrictMath.max(1, 0.04 * people);
        for (int n = 0; n < p.length; n++) {
            p[n] = StrictMath.exp(-StrictMath.pow((n - people) / sd, 2) / 2);
        }
        normalise();
    }

    Headcount headcount() {
        return new Headcount(point(0.05), point(0.5), point(0.95));
    }

    private void normalise() {
        double sum = Arrays.stream(p).sum();
        for (int n = 0; n < p.length; n++) {
            p[n] /= sum;
        }
    }

    private int point(double share) {
        double sum = 0;
        for (int n = 0; n < p.length; n++) {
            sum += p[n];
            if (sum >= share) {
                return n;
            }
        }
        return p.length - 1;
    }
}
