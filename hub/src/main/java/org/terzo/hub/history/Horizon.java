package org.terzo.hub.history;

import java.time.Instant;
import java.time.InstantSource;
import org.terzo.hub.ingest.Retention;

/// How far back each class of data reaches now (study.md 6.3): what is older is neither written nor given.
public record Horizon(Retention retention, InstantSource clock) {
    public Instant observations() {
        return Retention.before(clock.instant(), retention.observations());
    }

    /// Passages are kept raw for a day only, so they are told apart from the other observations.
    public Instant passages() {
        return Retention.before(clock.instant(), retention.passages());
    }

    /// Of states, headcounts and watching, which stays are made of.
    public Instant stays() {
        return Retention.before(clock.instant(), retention.stays());
    }

    public static Instant later(Instant a, Instant b) {
        return a.isAfter(b) ? a : b;
    }
}
