package org.terzo.hub.occupancy.watch;

import java.util.List;
import java.util.OptionalLong;
import org.terzo.hub.occupancy.saved.StateReader;
import org.terzo.hub.occupancy.saved.StateWriter;

/// Whether anybody looks at a subject: after 75 s of nobody it is unknown, after 30 min nothing earlier counts.
public final class Vigil {
    public static final long LAPSE_MILLIS = 75_000;
    private static final long ASLEEP_MILLIS = 1_800_000;

    private final List<Sense> senses;
    private long observedTo = Watching.NEVER;
    private long checkedTo = Watching.NEVER;

    public Vigil(List<Sense> senses) {
        this.senses = senses;
    }

    /// Since when the subject is unknown, if that came about since the last look and up to `t`.
    public OptionalLong lapse(long t, Sight.Of sights) {
        long next = StrictMath.min(t, nextObserved(checkedTo, sights));
        long lapsed = observedTo + LAPSE_MILLIS;
        boolean isNew = lapsed > checkedTo && lapsed <= next;
        observedTo = StrictMath.max(observedTo, observedUntil(t, sights));
        checkedTo = StrictMath.max(checkedTo, t);
        return isNew ? OptionalLong.of(lapsed) : OptionalLong.empty();
    }

    /// The latest instant at which anybody was seen to look.
    public long observedTo() {
        return observedTo;
    }

    /// Whether nobody looked for so long that nothing may be said.
    public boolean isLapsed(long t, Sight.Of sights) {
        return t - observedUntil(t, sights) >= LAPSE_MILLIS;
    }

    public boolean isAsleep(long t, Sight.Of sights) {
        return t - observedUntil(t, sights) >= ASLEEP_MILLIS;
    }

    public long observedUntil(long t, Sight.Of sights) {
        long latest = Watching.NEVER;
        for (Sense sense : senses) {
            latest = StrictMath.max(latest, sense.observedUntil(t, sights.apply(sense.sensor().gateway())));
        }
        return latest;
    }

    public long nextObserved(long t, Sight.Of sights) {
        long first = Watching.FOREVER;
        for (Sense sense : senses) {
            first = StrictMath.min(first, sense.nextObserved(t, sights.apply(sense.sensor().gateway())));
        }
        return first;
    }

    public void write(StateWriter out) {
        out.number(observedTo).number(checkedTo);
    }

    public void read(StateReader in) {
        observedTo = in.number();
        checkedTo = in.number();
    }

    public Vigil copy(List<Sense> copies) {
        Vigil copy = new Vigil(copies);
        copy.observedTo = observedTo;
        copy.checkedTo = checkedTo;
        return copy;
    }
}
