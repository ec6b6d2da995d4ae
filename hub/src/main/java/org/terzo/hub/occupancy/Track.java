package org.terzo.hub.occupancy;

import java.util.TreeSet;
import java.util.function.Consumer;
import org.terzo.hub.occupancy.belief.Subject;
import org.terzo.hub.occupancy.saved.StateReader;
import org.terzo.hub.occupancy.saved.StateWriter;
import org.terzo.hub.occupancy.watch.Evidence;
import org.terzo.hub.occupancy.watch.Sight;
import org.terzo.hub.occupancy.watch.Watching;

/// A subject up to its line, and the evidence beyond it.
final class Track {
    /// Observations of one log may be that much out of order.
    static final long DISORDER_MILLIS = 2_000;

    /// More evidence than that beyond the line: the oldest is applied for good, whatever may still come before it.
    private static final int BUFFERED_AT_MOST = 50_000;

    private final Subject subject;
    private final TreeSet<Evidence> buffer = new TreeSet<>();
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
    }

    /// The subject as it is at `until` by what is known today.
    Subject forward(long until, Sight.Of sights, Consumer<OccupancyChange> out) {
        Subject copy = subject.copy();
        for (Evidence evidence : buffer) {
            if (evidence.at() > until) {
                break;
            }
            copy.apply(evidence, sights, out);
        }
        copy.advance(until, sights, out);
        return copy;
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
