package org.terzo.hub.occupancy.watch;

import org.terzo.hub.occupancy.saved.StateReader;
import org.terzo.hub.occupancy.saved.StateWriter;

/// What came to light of a time that was decided already: from when on that may not hold, and by which entry of the journal.
public final class LateNews {
    private long from = Watching.FOREVER;
    /// Of the last entry that put something in doubt.
    private long position;
    /// Who stands still does not know how far another, who went on, has decided. So this is the earliest instant that was told of since,
    /// and would have been late for one who had not stopped; `FOREVER` when there is none.
    private long notedFrom = Watching.FOREVER;
    /// Of the last entry that did so.
    private long notedPosition;

    /// From `at` on nothing holds.
    public void doubt(long at, long by) {
        from = StrictMath.min(from, at);
        position = StrictMath.max(position, by);
    }

    /// The entry tells of `at`, which is not decided here.
    public void note(long at, long by) {
        if (isOpen()) {
            notedFrom = StrictMath.min(notedFrom, at);
            notedPosition = StrictMath.max(notedPosition, by);
        }
    }

    public boolean isOpen() {
        return from != Watching.FOREVER;
    }

    public long from() {
        return from;
    }

    public long position() {
        return position;
    }

    /// All is right up to `line`, as far as entries up to `by` told of it. What later ones may have told of that time is in doubt now.
    public void settle(long by, long line) {
        from = Watching.FOREVER;
        if (notedPosition > by && notedFrom < line) {
            doubt(notedFrom, notedPosition);
        }
        notedFrom = Watching.FOREVER;
    }

    public void write(StateWriter out) {
        out.number(from).number(position).number(notedFrom).number(notedPosition);
    }

    public void read(StateReader in) {
        from = in.number();
        position = in.number();
        notedFrom = in.number();
        notedPosition = in.number();
    }
}
