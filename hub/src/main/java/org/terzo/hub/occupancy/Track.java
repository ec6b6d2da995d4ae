package org.terzo.hub.occupancy;

import java.time.Instant;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.terzo.hub.occupancy.belief.Foresight;
import org.terzo.hub.occupancy.belief.Subject;
import org.terzo.hub.occupancy.saved.StateReader;
import org.terzo.hub.occupancy.saved.StateWriter;
import org.terzo.hub.occupancy.watch.Evidence;
import org.terzo.hub.occupancy.watch.Sight;
import org.terzo.hub.occupancy.watch.Watching;

/// A subject up to its line, and the evidence beyond it.
final class Track {
    /// So long after its time an observation still counts (inference.md 4.3), also when its gateway has spoken of later times since.
    static final long WINDOW_MILLIS = 1_800_000;

    /// Observations of one log are rarely more than that out of order.
    static final long DISORDER_MILLIS = 2_000;

    /// More evidence than that beyond the line: the oldest is applied for good, whatever may still come before it.
    private static final int BUFFERED_AT_MOST = 50_000;

    private final Subject subject;
    private final TreeSet<Evidence> buffer = new TreeSet<>();
    private final Foresight foresight = new Foresight();
    private long line = Watching.NEVER;
    private long late;

    Track(Subject subject) {
        this.subject = subject;
    }

    Subject subject() {
        return subject;
    }

    /// Evidence that came too late for its place in time.
    long late() {
        return late;
    }

    long line() {
        return line;
    }

    void offer(Evidence evidence, Sight.Of sights, Consumer<OccupancyChange> out) {
        if (evidence.at() < line) {
            late++;
            return;
        }
        buffer.add(evidence);
        foresight.forgetFrom(evidence.at());
        if (buffer.size() > BUFFERED_AT_MOST) {
            settle(buffer.first().at() + 1, sights, out);
        }
    }

    void settle(long to, Sight.Of sights, Consumer<OccupancyChange> out) {
        if (to <= line) {
            return;
        }
        while (!buffer.isEmpty() && buffer.first().at() < to) {
            subject.apply(buffer.pollFirst(), sights, out);
        }
        subject.advance(to, sights, out);
        line = to;
        foresight.forget();
    }

    /// What is believed of the time from `from` on may be different now.
    void affect(long from) {
        foresight.forgetFrom(from);
    }

    /// The subject as it is at `until` by what is known today, for one who asks again and again while time passes.
    ///
    /// @param foreseen up to here little is likely to change, so that it need not be worked out each time
    Subject show(long until, long foreseen, Sight.Of sights) {
        return foresight.show(new Foresight.Known(subject, line, buffer, sights), until, foreseen);
    }

    /// The changes after the line up to `until`, by what is known today; `foreseen` as above.
    void changes(Instant until, long foreseen, Sight.Of sights, Consumer<OccupancyChange> out) {
        foresight.changes(new Foresight.Known(subject, line, buffer, sights), until, foreseen, out);
    }

    void write(StateWriter out) {
        out.number(line).number(late).number(buffer.size());
        buffer.forEach(evidence -> evidence.write(out));
        subject.write(out);
    }

    void read(StateReader in) {
        line = in.number();
        late = in.number();
        for (long left = in.number(); left > 0; left--) {
            buffer.add(Evidence.read(in));
        }
        subject.read(in);
    }
}
