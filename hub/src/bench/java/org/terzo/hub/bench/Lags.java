package org.terzo.hub.bench;

import java.util.Arrays;
import java.util.Collection;

/// Lags in milliseconds, smallest first.
record Lags(double[] millis) {
    static Lags of(Collection<Double> millis) {
        double[] sorted = millis.stream().mapToDouble(Double::doubleValue).toArray();
        Arrays.sort(sorted);
        return new Lags(sorted);
    }

    int count() {
        return millis.length;
    }

    /// The smallest lag that at least `share` of them do not exceed; NaN when there is none.
    double quantile(double share) {
        return millis.length == 0 ? Double.NaN : millis[Math.max(0, (int) Math.ceil(share * millis.length) - 1)];
    }

    double greatest() {
        return quantile(1);
    }
}
