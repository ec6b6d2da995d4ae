package org.terzo.hub.occupancy.watch;

import java.time.Duration;
import org.terzo.hub.occupancy.saved.StateReader;
import org.terzo.hub.occupancy.saved.StateWriter;
import org.terzo.hub.occupancy.watch.Sense.Level;

/// How long a sensor has shown somebody without a break. Beyond what people do it is stuck, and not believed until it falls
/// (inference.md 4.5).
final class Run {
    /// A Bayes factor of 1,000 against a prior of 1 in 100,000 slots; real people keep a sensor busy for 26 min at most.
    private static final int MOST_SLOTS_OF_MOTION = 175;

    /// Real people sit for 11.4 h at most.
    private static final long LONGEST_LEVEL_MILLIS = Duration.ofHours(14).toMillis();
    private static final long A_NIGHT_MILLIS = Duration.ofHours(3).toMillis();
    /// A movement that ends is followed by the next; so long without any a sensor has fallen.
    private static final long QUIET_MILLIS = 60_000;

    /// `FOREVER` when there is none.
    private long from = Watching.FOREVER;

    private int slots;
    private long stuckFrom = Watching.FOREVER;
    /// It fell; `FOREVER` while it has not.
    private long freeFrom = Watching.FOREVER;

    Run copy() {
        Run copy = new Run();
        copy.from = from;
        copy.slots = slots;
        copy.stuckFrom = stuckFrom;
        copy.freeFrom = freeFrom;
        return copy;
    }

    /// Since when somebody is shown, and it is not known yet whether it is stuck.
    long openFrom() {
        return from;
    }

    boolean isStuck(long t) {
        return stuckFrom != Watching.FOREVER && t < freeFrom;
    }

    /// Since when it is not believed at `t`; `FOREVER` when it is.
    long stuckFrom(long t) {
        return isStuck(t) ? stuckFrom : Watching.FOREVER;
    }

    boolean isSuspect() {
        return stuckFrom != Watching.FOREVER;
    }

    long freeFrom() {
        return freeFrom;
    }

    void moves(long at) {
        freeFrom = isStuck(at) ? Watching.FOREVER : freeFrom;
    }

    void rests(long at) {
        freeFrom = isStuck(at) ? at + QUIET_MILLIS : freeFrom;
    }

    void falls(long at) {
        freeFrom = isStuck(at) ? at : freeFrom;
    }

    /// A slot is over.
    ///
    /// @return whether it has just turned out to be stuck
    boolean endSlot(Level level, boolean isMotion, long start, long end, Nights nights) {
        if (isStuck(end)) {
            return false;
        }
        if (isSuspect()) {
            forget();
            stuckFrom = Watching.FOREVER;
            freeFrom = Watching.FOREVER;
        }
        switch (level) {
            case NONE -> {}
            case OFF -> forget();
            case ON -> {
                from = StrictMath.min(from, start);
                slots++;
            }
        }
        if (from != Watching.FOREVER && (isMotion ? slots > MOST_SLOTS_OF_MOTION : isTooLong(end, nights))) {
            stuckFrom = from;
            forget();
        }
        return isStuck(end);
    }

    private boolean isTooLong(long end, Nights nights) {
        long length = end - from;
        return length > LONGEST_LEVEL_MILLIS || (length >= A_NIGHT_MILLIS && nights.before(end) >= from);
    }

    /// Nobody saw what it did.
    void forget() {
        from = Watching.FOREVER;
        slots = 0;
    }

    void write(StateWriter out) {
        out.number(from).number(slots).number(stuckFrom).number(freeFrom);
    }

    void read(StateReader in) {
        from = in.number();
        slots = (int) in.number();
        stuckFrom = in.number();
        freeFrom = in.number();
    }
}
