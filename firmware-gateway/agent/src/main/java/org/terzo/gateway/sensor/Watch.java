package org.terzo.gateway.sensor;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.terzo.wire.LogRecord.Alive;

/// The `alive_s` records of one unbroken time of watching: each covers the time since the one before it.
public final class Watch {
    /// Below the 75 s after which the hub calls a sensor unobserved, and rare enough not to double the log.
    static final Duration SHORTEST = Duration.ofSeconds(60);

    static final Duration LONGEST = Duration.ofMinutes(5);

    private Instant covered;

    public Watch(Instant since) {
        this.covered = since;
    }

    /// What goes into the log before an observation of `at`.
    public List<Alive> before(Instant at) {
        return upTo(at, SHORTEST);
    }

    /// What goes into the log although nothing was observed.
    public List<Alive> quietUntil(Instant now) {
        return upTo(now, LONGEST);
    }

    /// The rest, when watching ends.
    public List<Alive> until(Instant end) {
        return upTo(end, Duration.ofMillis(1));
    }

    /// The time up to which the log says that all was watched.
    public Instant covered() {
        return covered;
    }

    private List<Alive> upTo(Instant at, Duration shortest) {
        List<Alive> alive = new ArrayList<>();
        while (Duration.between(covered, at).compareTo(LONGEST) > 0) {
            alive.add(cover(covered.plus(LONGEST)));
        }
        if (Duration.between(covered, at).compareTo(shortest) >= 0) {
            alive.add(cover(at));
        }
        return alive;
    }

    private Alive cover(Instant to) {
        Alive alive = new Alive(to, Duration.between(covered, to));
        covered = to;
        return alive;
    }
}
