package org.terzo.hub.ingest.journal;

import java.time.Instant;
import java.util.Optional;

/// From an instant, included, to another, excluded; an end that is absent is open.
public record TimeRange(Optional<Instant> from, Optional<Instant> to) {
    private static final long FARTHEST_S = 1_000_000_000_000L;

    public static final TimeRange ALWAYS = new TimeRange(Optional.empty(), Optional.empty());

    long fromMillis() {
        return from.map(TimeRange::roundedUp).orElse(Long.MIN_VALUE);
    }

    long toMillis() {
        return to.map(TimeRange::roundedUp).orElse(Long.MAX_VALUE);
    }

    /// Arrivals are kept by the millisecond; what no clock shows is as good as never.
    private static long roundedUp(Instant at) {
        long seconds = Math.clamp(at.getEpochSecond(), -FARTHEST_S, FARTHEST_S);
        return seconds * 1_000 + (at.getNano() + 999_999) / 1_000_000;
    }
}
