package org.terzo.hub.accuracy;

import java.util.Locale;

/// A figure that must not get worse than `must`, and would better be as good as `aim` (inference.md section 7).
record Gate(String name, double must, double aim, double seen) {
    private boolean moreIsBetter() {
        return aim > must;
    }

    boolean isHeld() {
        return moreIsBetter() ? seen >= must : seen <= must;
    }

    boolean isReached() {
        return moreIsBetter() ? seen >= aim : seen <= aim;
    }

    String row() {
        String verdict = isReached() ? "aim" : isHeld() ? "must" : "missed";
        return String.format(Locale.ROOT, "%s,%.3f,%.3f,%.4f,%s", name, must, aim, seen, verdict);
    }
}
