package org.terzo.hub.history.past;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
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
        return mean(List.of(this), end);
    }

    /// Of several over the same period; empty when no time has passed.
    static Optional<Double> mean(Collection<Coverage> all, Instant end) {
        double known = 0;
        double whole = 0;
        for (Coverage each : all) {
            each.pass(end, each.isKnown);
            known += each.known.toMillis();
            whole += Duration.between(each.from, end).toMillis();
        }
        return whole > 0 ? Optional.of(Math.rint(known / whole * DIGITS) / DIGITS) : Optional.empty();
    }
}
