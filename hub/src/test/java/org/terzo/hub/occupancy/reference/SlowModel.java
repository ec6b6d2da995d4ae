package org.terzo.hub.occupancy.reference;

import java.util.Optional;

/// The table of inference.md 4.1: free, active, still, brief absence.
final class SlowModel {
    private final double[][] step;

    SlowModel(double slotMinutes) {
        double leaves = 1.0 / 45;
        double[][] q = {
            {0, 1.0 / 180, 0, 0}, {(1 - 0.6) * leaves, 0, 1.0 / 6, 0.6 * leaves}, {0, 1.0 / 4, 0, 0}, {1.0 / 240, 1.0 / 20, 0, 0},
        };
        for (int i = 0; i < 4; i++) {
            q[i][i] = -(q[i][0] + q[i][1] + q[i][2] + q[i][3]);
        }
        step = new double[4][4];
        double[][] term = {{1, 0, 0, 0}, {0, 1, 0, 0}, {0, 0, 1, 0}, {0, 0, 0, 1}};
        for (int k = 1; k < 40; k++) {
            for (int i = 0; i < 4; i++) {
                for (int j = 0; j < 4; j++) {
                    step[i][j] += term[i][j];
                }
            }
            term = times(term, q, slotMinutes / k);
        }
    }

    private static double[][] times(double[][] left, double[][] right, double scale) {
        double[][] product = new double[4][4];
        for (int i = 0; i < 4; i++) {
            for (int j = 0; j < 4; j++) {
                for (int k = 0; k < 4; k++) {
                    product[i][j] += left[i][k] * right[k][j] * scale;
                }
            }
        }
        return product;
    }

    double[] after(double[] p) {
        double[] next = new double[4];
        for (int i = 0; i < 4; i++) {
            for (int j = 0; j < 4; j++) {
                next[j] += p[i] * step[i][j];
            }
        }
        return next;
    }

    /// What is tended to when nothing is seen.
    double[] prior() {
        double[] p = {1, 0, 0, 0};
        for (int i = 0; i < 5_000; i++) {
            p = after(p);
        }
        return p;
    }

    static double motion(boolean seen, int state) {
        double on = new double[] {0.003, 0.6, 0.08, 0.003}[state];
        return seen ? on : 1 - on;
    }

    static double level(boolean isOn, Optional<Boolean> before, int state) {
        double rises = new double[] {0.0005, 0.35, 0.15, 0.0005}[state];
        double stays = new double[] {0.30, 0.97, 0.97, 0.30}[state];
        double first = rises / (1 - stays + rises);
        double on = before.map(was -> was ? stays : rises).orElse(first);
        return isOn ? on : 1 - on;
    }
}
