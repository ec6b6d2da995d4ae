package org.terzo.hub.occupancy.reference;

import java.util.Map;
import java.util.Optional;
import org.terzo.hub.occupancy.filter.Gate;

/// The tables of inference.md 4.1 (free, active, still, brief absence) and 5.1 (empty, active, still, deep still).
final class SlowModel {
    private final Map<Gate, double[][]> steps;
    private final double[] moves;
    private final double[] rises;
    private final double[] stays;

    private SlowModel(Map<Gate, double[][]> steps, double[] moves, double[] rises, double[] stays) {
        this.steps = steps;
        this.moves = moves;
        this.rises = rises;
        this.stays = stays;
    }

    static SlowModel desk(double slotMinutes) {
        double leaves = 1.0 / 45;
        double[][] step = step(
                new double[][] {
                    {0, 1.0 / 180, 0, 0}, {(1 - 0.6) * leaves, 0, 1.0 / 6, 0.6 * leaves}, {0, 1.0 / 4, 0, 0}, {1.0 / 240, 1.0 / 20, 0, 0},
                },
                slotMinutes);
        return new SlowModel(
                Map.of(Gate.UNKNOWN, step), new double[] {0.003, 0.6, 0.08, 0.003}, new double[] {0.0005, 0.35, 0.15, 0.0005},
                new double[] {0.30, 0.97, 0.97, 0.30});
    }

    static SlowModel room(double slotMinutes) {
        double[][] unknown = {{0, 1.0 / 180, 0, 0}, {1.0 / 45, 0, 1.0 / 6, 0}, {0, 1.0 / 4, 0, 0}, {0, 1.0 / 4, 0, 0}};
        return new SlowModel(
                Map.of(
                        Gate.SHUT, step(rates(1.0 / 20_000), slotMinutes), Gate.OPEN, step(rates(1), slotMinutes),
                        Gate.UNKNOWN, step(unknown, slotMinutes)),
                new double[] {0.002, 0.6, 0.02, 0.001}, new double[] {0.0005, 0.35, 0.15, 0.15}, new double[] {0.30, 0.97, 0.97, 0.97});
    }

    private static double[][] rates(double through) {
        return new double[][] {
            {0, through, 0, 0}, {through, 0, 1.0 / 6, 0}, {through, 1.0 / 10, 0, 1.0 / 30}, {through, 1.0 / 400, 0, 0},
        };
    }

    private static double[][] step(double[][] q, double slotMinutes) {
        for (int i = 0; i < 4; i++) {
            q[i][i] = -(q[i][0] + q[i][1] + q[i][2] + q[i][3]);
        }
        double[][] step = new double[4][4];
        double[][] term = {{1, 0, 0, 0}, {0, 1, 0, 0}, {0, 0, 1, 0}, {0, 0, 0, 1}};
        for (int k = 1; k < 40; k++) {
            for (int i = 0; i < 4; i++) {
                for (int j = 0; j < 4; j++) {
                    step[i][j] += term[i][j];
                }
            }
            term = times(term, q, slotMinutes / k);
        }
        return step;
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

    /// How likely each state follows each.
    double[][] step(Gate gate) {
        return Optional.ofNullable(steps.get(gate)).orElseThrow();
    }

    double[] after(double[] p, Gate gate) {
        double[] next = new double[4];
        for (int i = 0; i < 4; i++) {
            for (int j = 0; j < 4; j++) {
                next[j] += p[i] * step(gate)[i][j];
            }
        }
        return next;
    }

    /// What is tended to when nothing is seen.
    double[] prior() {
        double[] p = {1, 0, 0, 0};
        for (int i = 0; i < 5_000; i++) {
            p = after(p, Gate.UNKNOWN);
        }
        return p;
    }

    double motion(boolean seen, int state) {
        return seen ? moves[state] : 1 - moves[state];
    }

    double level(boolean isOn, Optional<Boolean> before, int state) {
        double first = rises[state] / (1 - stays[state] + rises[state]);
        double on = before.map(was -> was ? stays[state] : rises[state]).orElse(first);
        return isOn ? on : 1 - on;
    }
}
