package org.terzo.gateway.sensor.gpio;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Contact bounce of one line: a level counts once it stayed for `stable`, and is dated from the first edge of the bouncing.
final class Debounce {
    /// A level that was accepted.
    record Accepted(boolean high, Instant at) {}

    private final Duration stable;
    private boolean accepted;
    private boolean raw;
    private Optional<Instant> firstEdge = Optional.empty();
    private Instant lastEdge = Instant.EPOCH;

    Debounce(Duration stable, boolean high) {
        this.stable = stable;
        this.accepted = high;
        this.raw = high;
    }

    /// The line is `high` since `at`.
    Optional<Accepted> edge(boolean high, Instant at) {
        Optional<Accepted> before = elapse(at);
        if (high == raw) {
            return before;
        }
        raw = high;
        lastEdge = at;
        if (firstEdge.isEmpty()) {
            firstEdge = Optional.of(at);
        }
        return before.or(() -> elapse(at));
    }

    /// What became stable by `now`.
    Optional<Accepted> elapse(Instant now) {
        if (firstEdge.isEmpty()) {
            return Optional.empty();
        }
        if (now.isBefore(lastEdge.plus(stable))) {
            return Optional.empty();
        }
        Instant began = firstEdge.get();
        firstEdge = Optional.empty();
        if (raw == accepted) {
            return Optional.empty();
        }
        accepted = raw;
        return Optional.of(new Accepted(accepted, began));
    }

    /// When `elapse` has something to say, if no edge comes before.
    Optional<Instant> due() {
        return firstEdge.map(_ -> lastEdge.plus(stable));
    }
}
