package org.terzo.hub.occupancy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
    /// So long after its time an observation still counts (inference.md 4.3), also when its gateway has spoken of later times since.
    static final long WINDOW_MILLIS = 1_800_000;

    /// Observations of one log are rarely more than that out of order.
    static final long DISORDER_MILLIS = 2_000;

    /// More evidence than that beyond the line: the oldest is applied for good, whatever may still come before it.
    private static final int BUFFERED_AT_MOST = 50_000;

    /// Beyond the line, more than that is worked out once and kept: the window is long, and one gateway may be away for days.
    private static final long WORTH_KEEPING_MILLIS = 30_000;

    private final Subject subject;
    private final TreeSet<Evidence> buffer = new TreeSet<>();
    private Optional<Ahead> ahead = Optional.empty();
    private Optional<Shown> shown = Optional.empty();
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
        shown = Optional.empty();
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
        ahead = Optional.empty();
        shown = Optional.empty();
    }

    /// What is believed of the time from `from` on may be different now.
    void affect(long from) {
        ahead = ahead.filter(known -> from >= known.to());
        shown = Optional.empty();
    }

    /// As `forward`, for one who asks again and again while time passes: where nothing came to light since, only what passed is worked
    /// out.
    Subject show(long until, long foreseen, Sight.Of sights) {
        Optional<Shown> before = shown.filter(last -> last.until() <= until);
        before.ifPresent(last -> {
            apply(last.subject(), last.until() + 1, until + 1, sights, _ -> {});
            last.subject().advance(until, sights, _ -> {});
        });
        Subject now = before.map(Shown::subject).orElseGet(() -> forward(until, foreseen, sights, _ -> {}));
        shown = Optional.of(new Shown(now, until));
        return now.copy();
    }

    /// The subject as it is at `until` by what is known today.
    ///
    /// @param foreseen up to here little is likely to change, so that it need not be worked out each time
    Subject forward(long until, long foreseen, Sight.Of sights, Consumer<OccupancyChange> out) {
        lookAhead(foreseen, sights);
        Optional<Ahead> start = ahead.filter(known -> known.to() <= until);
        start.ifPresent(known -> known.changes().forEach(out));
        Subject copy = start.map(Ahead::subject).orElse(subject).copy();
        apply(copy, start.map(Ahead::to).orElse(line), until + 1, sights, out);
        copy.advance(until, sights, out);
        return copy;
    }

    /// What is buffered from `from` on and before `end`.
    private void apply(Subject to, long from, long end, Sight.Of sights, Consumer<OccupancyChange> out) {
        for (Evidence evidence : buffer.tailSet(Evidence.placeAt(from))) {
            if (evidence.at() >= end) {
                break;
            }
            to.apply(evidence, sights, out);
        }
    }

    /// The changes after the line up to `until`, by what is known today; `foreseen` as above.
    void changes(Instant until, long foreseen, Sight.Of sights, Consumer<OccupancyChange> out) {
        lookAhead(foreseen, sights);
        long to = until.toEpochMilli();
        if (ahead.filter(known -> to <= known.to()).isPresent()) {
            ahead.orElseThrow().changes().stream().filter(change -> !change.at().isAfter(until)).forEach(out);
        } else {
            Subject _ = forward(to, foreseen, sights, out);
        }
    }

    private void lookAhead(long to, Sight.Of sights) {
        if (to - ahead.map(Ahead::to).orElse(line) < WORTH_KEEPING_MILLIS) {
            return;
        }
        Ahead known = ahead.orElseGet(() -> new Ahead(subject.copy(), line, new ArrayList<>()));
        apply(known.subject(), known.to(), to, sights, known.changes()::add);
        known.subject().advance(to, sights, known.changes()::add);
        ahead = Optional.of(new Ahead(known.subject(), to, known.changes()));
    }

    /// The subject rolled on from the line to `to`, kept until something earlier comes to light.
    private record Ahead(Subject subject, long to, List<OccupancyChange> changes) {}

    /// What was shown last.
    private record Shown(Subject subject, long until) {}

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
