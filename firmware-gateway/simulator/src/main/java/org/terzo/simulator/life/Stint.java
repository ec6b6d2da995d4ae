package org.terzo.simulator.life;

import java.time.Duration;
import java.time.Instant;

/// A while in one place, half-open. Where it borders on the street, the border is the passage through the outer door.
public record Stint(Instant from, Instant to, Where where) {
    public Duration lasts() {
        return Duration.between(from, to);
    }
}
