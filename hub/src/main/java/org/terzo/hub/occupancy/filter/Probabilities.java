package org.terzo.hub.occupancy.filter;

/// What every filter does with its numbers.
final class Probabilities {
    private Probabilities() {}

    /// Scales `p` to a sum of 1.
    static void normalise(double[] p) {
        double sum = 0;
        for (double value : p) {
            sum += value;
        }
        for (int i = 0; i < p.length; i++) {
            p[i] /= sum;
        }
    }
}
