package org.terzo.hub.occupancy.saved;

import java.time.Duration;
import org.terzo.hub.occupancy.watch.Watching;

/// How often a subject's state is kept, in UTC, and for how long.
public enum CheckpointRule {
    DAILY(Duration.ofDays(1), Duration.ofDays(40)),
    HOURLY(Duration.ofHours(1), Duration.ofHours(50));

    private final long everyMillis;
    private final Duration kept;

    CheckpointRule(Duration every, Duration kept) {
        this.everyMillis = every.toMillis();
        this.kept = kept;
    }

    public long everyMillis() {
        return everyMillis;
    }

    /// So long after its time a checkpoint is of use.
    public Duration kept() {
        return kept;
    }

    /// The first instant behind `line` for a checkpoint; of a long way to `to` only the last part, and of one without beginning the end.
    public long firstAfter(long line, long to) {
        long last = to - StrictMath.floorMod(to, everyMillis);
        long first = line - StrictMath.floorMod(line, everyMillis) + everyMillis;
        return line == Watching.NEVER ? last : StrictMath.max(first, last - kept.toMillis());
    }
}
