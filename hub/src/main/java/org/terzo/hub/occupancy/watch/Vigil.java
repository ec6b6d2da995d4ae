package org.terzo.hub.occupancy.watch;

import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import org.terzo.hub.occupancy.Reason;
import org.terzo.hub.occupancy.saved.StateReader;
import org.terzo.hub.occupancy.saved.StateWriter;

/// Whether anybody looks at a subject: after 75 s of nobody it is unknown, after more than 30 min nothing earlier counts.
public final class Vigil {
    public static final long LAPSE_MILLIS = 75_000;
    public static final long ASLEEP_MILLIS = 1_800_000;

    private final List<Sense> senses;
    private long checkedTo = Watching.NEVER;

    public Vigil(List<Sense> senses) {
        this.senses = senses;
    }

    /// Since when nobody looks, if that came about since the last check and up to `t`.
    public OptionalLong lapse(long t, Sight.Of sights) {
        long gone = goneFrom(checkedTo, sights);
        boolean isNew = gone > checkedTo && gone <= StrictMath.min(t, nextObserved(checkedTo, sights));
        checkedTo = StrictMath.max(checkedTo, t);
        return isNew ? OptionalLong.of(gone) : OptionalLong.empty();
    }

    /// Up to here somebody surely looks from `t` on: nobody falls asleep, and nothing lapses. `NEVER` when that takes a closer look.
    public long looksOnTo(long t, Sight[] sights) {
        long latest = Watching.NEVER;
        for (int i = 0; i < sights.length; i++) {
            latest = StrictMath.max(latest, senses.get(i).observedOnTo(t, sights[i]));
        }
        return t <= checkedTo && checkedTo <= latest ? latest : Watching.NEVER;
    }

    /// `lapse` where it is known that nothing does.
    public void nothingLapsed(long t) {
        checkedTo = StrictMath.max(checkedTo, t);
    }

    /// Every sensor is faulty, or was not observed for 75 s.
    public boolean isGone(long t, Sight.Of sights) {
        return t >= goneFrom(t, sights);
    }

    /// By what is known at `t`.
    private long goneFrom(long t, Sight.Of sights) {
        long latest = Watching.NEVER;
        for (Sense sense : senses) {
            latest = StrictMath.max(latest, sense.goneFrom(t, sights.apply(sense.sensor().gateway())));
        }
        return latest;
    }

    public Reason why(long at, Sight.Of sights) {
        boolean isFault = senses.stream().anyMatch(Sense::isFaulty);
        Instant since = Instant.ofEpochMilli(StrictMath.max(0, observedUntil(at, sights)));
        long stuck = senses.stream().mapToLong(sense -> sense.stuckFrom(at)).min().orElse(Watching.FOREVER);
        if (stuck != Watching.FOREVER && !isFault) {
            return Reason.unwatched(Reason.Kind.STUCK, Instant.ofEpochMilli(stuck));
        }
        return Reason.unwatched(isFault ? Reason.Kind.FAULT : Reason.Kind.UNWATCHED, since);
    }

    public boolean isAsleep(long t, Sight.Of sights) {
        return t - observedUntil(t, sights) > ASLEEP_MILLIS;
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

    /// The first instant from `t` on at which somebody looks again, by the readings there are.
    public long seenFrom(long t, Sight.Of sights) {
        long first = Watching.FOREVER;
        for (Sense sense : senses) {
            first = StrictMath.min(first, sense.seenFrom(t, sights.apply(sense.sensor().gateway())));
        }
        return first;
    }

    public void write(StateWriter out) {
        out.number(checkedTo);
    }

    public void read(StateReader in) {
        checkedTo = in.number();
    }

    public Vigil copy(List<Sense> copies) {
        Vigil copy = new Vigil(copies);
        copy.checkedTo = checkedTo;
        return copy;
    }
}
