package org.terzo.hub.occupancy.filter;

/// Probabilities of going from one hidden state to another within one slot.
public final class TransitionMatrix {
    private static final int HALVINGS = 10;
    private static final int TERMS = 12;
    private static final int SETTLING_SQUARINGS = 30;

    private final double[][] rows;

    private TransitionMatrix(double[][] rows) {
        this.rows = rows;
    }

    /// `exp(rates * minutes)`; `rates[i][j]` is the rate per minute from i to j, the diagonal is ignored.
    public static TransitionMatrix of(double[][] rates, double minutes) {
        int size = rates.length;
        double scale = minutes / (1 << HALVINGS);
        double[][] step = new double[size][size];
        for (int i = 0; i < size; i++) {
            for (int j = 0; j < size; j++) {
                if (i != j) {
                    step[i][j] = rates[i][j] * scale;
                    step[i][i] -= rates[i][j] * scale;
                }
            }
        }
        double[][] result = series(step);
        for (int i = 0; i < HALVINGS; i++) {
            result = product(result, result);
        }
        return new TransitionMatrix(withRowsOfOne(result));
    }

    public double from(int i, int j) {
        return rows[i][j];
    }

    /// The probabilities one slot after `p`.
    public double[] after(double[] p) {
        double[] next = new double[p.length];
        for (int i = 0; i < p.length; i++) {
            for (int j = 0; j < p.length; j++) {
                next[j] += p[i] * rows[i][j];
            }
        }
        return next;
    }

    /// How likely what followed is in each state, given how likely it is in each state one slot later.
    public void before(double[] later, double[] earlier) {
        for (int i = 0; i < earlier.length; i++) {
            double sum = 0;
            for (int j = 0; j < later.length; j++) {
                sum += rows[i][j] * later[j];
            }
            earlier[i] = sum;
        }
    }

    /// What everything tends to when nothing is seen.
    public double[] stationary() {
        double[][] settled = rows;
        for (int i = 0; i < SETTLING_SQUARINGS; i++) {
            settled = withRowsOfOne(product(settled, settled));
        }
        return settled[0].clone();
    }

    private static double[][] series(double[][] step) {
        double[][] sum = identity(step.length);
        double[][] term = identity(step.length);
        for (int k = 1; k <= TERMS; k++) {
            term = product(term, step);
            for (int i = 0; i < step.length; i++) {
                for (int j = 0; j < step.length; j++) {
                    term[i][j] /= k;
                    sum[i][j] += term[i][j];
                }
            }
        }
        return sum;
    }

    private static double[][] identity(int size) {
        double[][] result = new double[size][size];
        for (int i = 0; i < size; i++) {
            result[i][i] = 1;
        }
        return result;
    }

    private static double[][] product(double[][] left, double[][] right) {
        int size = left.length;
        double[][] result = new double[size][size];
        for (int i = 0; i < size; i++) {
            for (int j = 0; j < size; j++) {
                for (int k = 0; k < size; k++) {
                    result[i][j] += left[i][k] * right[k][j];
                }
            }
        }
        return result;
    }

    private static double[][] withRowsOfOne(double[][] matrix) {
        for (double[] row : matrix) {
            Probabilities.normalise(row);
        }
        return matrix;
    }
}
