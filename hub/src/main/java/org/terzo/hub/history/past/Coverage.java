package org.terzo.hub.history.past;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// The share of a period in which something was known.
final class Coverage {
    private static final double DIGITS = 10_000;

    private final Instant from;
    private Instant last;
    private boolean isKnown;
    private Duration known = Duration.ZERO;

    Coverage(Instant from, boolean isKnown) {
        this.from = from;
        this.last = from;
        this.isKnown = isKnown;
    }

    /// From `at` on it is known, or not.
    void pass(Instant at, boolean isKnownNow) {
        if (at.isAfter(last)) {
            known = isKnown ? known.plus(Duration.between(last, at)) : known;
            last = at;
        }
        isKnown = isKnownNow;
    }

    /// Empty when no time has passed.
    Optional<Double> upTo(Instant end) {
        pass(end, isKnown);
        double whole = Duration.between(from, end).toMillis();
        return whole > 0 ? Optional.of(Math.rint(known.toMillis() / whole * DIGITS) / DIGITS) : Optional.empty();
    }
}
