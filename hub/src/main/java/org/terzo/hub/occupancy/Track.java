package org.terzo.hub.occupancy;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.terzo.hub.occupancy.belief.Foresight;
import org.terzo.hub.occupancy.belief.Subject;
import org.terzo.hub.occupancy.saved.CheckpointRule;
import org.terzo.hub.occupancy.saved.StateReader;
import org.terzo.hub.occupancy.saved.StateWriter;
import org.terzo.hub.occupancy.watch.Evidence;
import org.terzo.hub.occupancy.watch.LateNews;
import org.terzo.hub.occupancy.watch.Sight;
import org.terzo.hub.occupancy.watch.Watching;

/// A subject up to its line, and the evidence beyond it.
///
/// What comes to light behind the line puts all from there on in doubt. The line stands still then, until somebody has worked out anew
/// what should have been decided up to it.
final class Track {
    /// So long after its time an observation still counts (inference.md 4.3), also when its gateway has spoken of later times since.
    static final long WINDOW_MILLIS = 1_800_000;

    /// Observations of one log are rarely more than that out of order.
    static final long DISORDER_MILLIS = 2_000;

    /// More evidence than that beyond the line: the oldest is applied for good, whatever may still come before it, and in doubt too.
    private static final int BUFFERED_AT_MOST = 50_000;

    private static final int RECOUNTS_AT_MOST = 1_000;

    private final String key;
    private final Subject subject;
    private final TreeSet<Evidence> buffer = new TreeSet<>();
    private final TreeSet<Evidence> recounts = new TreeSet<>();
    private final Foresight foresight = new Foresight();
    private final LateNews lateNews = new LateNews();
    private long line = Watching.NEVER;
    /// Where the line would be without any doubt.
    private long owed = Watching.NEVER;
    private long late;
    /// What lies before is of another subject of the same name.
    private long begun = Watching.NEVER;

    Track(String key, Subject subject) {
        this.key = key;
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

    /// @param position of the entry that brought it
    void offer(Evidence evidence, long position, Sight.Of sights, Settled out) {
        if (evidence.at() < line) {
            late++;
            if (evidence.at() >= begun) {
                doubt(evidence.at(), position);
            }
            return;
        }
        if (evidence.at() < owed) {
            lateNews.note(evidence.at(), position);
        }
        buffer.add(evidence);
        foresight.forgetFrom(evidence.at());
        if (buffer.size() > BUFFERED_AT_MOST) {
            // many at once: what is foreseen is forgotten each time
            roll(buffer.stream().skip(BUFFERED_AT_MOST / 10).findFirst().orElseThrow().at() + 1, sights, out);
        }
    }

    /// Somebody counted. Remembered for as long as the count may have to be worked out again.
    void recount(Evidence recount, long position, Sight.Of sights, Settled out) {
        recounts.add(recount);
        recounts.headSet(Evidence.placeAt(line - subject.checkpoints().kept().toMillis())).clear();
        if (recounts.size() > RECOUNTS_AT_MOST) {
            recounts.pollFirst();
        }
        offer(recount, position, sights, out);
    }

    List<Evidence> recounts() {
        return List.copyOf(recounts);
    }

    /// More is claimed from `from` on than was known when that was decided, which also changes what was decided up to `from`.
    void claimed(long from, long position) {
        if (from <= line) {
            doubt(from, position);
        } else if (from <= owed) {
            lateNews.note(from - 1, position);
        }
    }

    private void doubt(long from, long position) {
        if (line > begun) {
            lateNews.doubt(StrictMath.max(from, begun), position);
        }
    }

    Optional<Recompute.Doubt> doubt() {
        return lateNews.isOpen()
                ? Optional.of(new Recompute.Doubt(
                        key, Tracks.makeOf(this), subject.checkpoints(), begun, lateNews.from(), line, lateNews.position()))
                : Optional.empty();
    }

    /// Up to here something was said in hindsight.
    long saidTo() {
        return StrictMath.max(begun, subject.saidTo(line));
    }

    /// Nothing before `at` is of this subject.
    void begin(long at) {
        begun = at;
        line = at;
        subject.begin(at);
    }

    void settle(long to, Sight.Of sights, Settled out) {
        owed = StrictMath.max(owed, to);
        if (!lateNews.isOpen()) {
            roll(to, sights, out);
        }
    }

    private void roll(long to, Sight.Of sights, Settled out) {
        if (to <= line) {
            return;
        }
        CheckpointRule rule = subject.checkpoints();
        for (long next = rule.firstAfter(line, to); next <= to; next += rule.everyMillis()) {
            decide(next, sights, out);
            out.checkpoint(checkpoint());
        }
        decide(to, sights, out);
        foresight.forget();
    }

    private void decide(long to, Sight.Of sights, Consumer<OccupancyChange> out) {
        while (!buffer.isEmpty() && buffer.first().at() < to) {
            subject.apply(buffer.pollFirst(), sights, out);
        }
        subject.advance(to, sights, out);
        line = to;
    }

    Recompute.Checkpoint checkpoint() {
        StateWriter out = new StateWriter();
        out.word(TrackerCodec.VERSION).word(Tracks.makeOf(this));
        subject.write(out);
        subject.writeMore(out);
        return new Recompute.Checkpoint(key, subject.checkpoints(), line, out.toString());
    }

    /// Stands as it stood there, unless what stood there was made of other sensors or is not understood any more.
    boolean goTo(Recompute.Checkpoint checkpoint) {
        StateReader in = new StateReader(checkpoint.state());
        boolean isSame = in.word().equals(TrackerCodec.VERSION) && in.word().equals(Tracks.makeOf(this));
        if (isSame) {
            subject.read(in);
            subject.readMore(in);
            line = checkpoint.at();
            buffer.headSet(Evidence.placeAt(line)).clear();
            foresight.forget();
        }
        return isSame;
    }

    /// What entries up to `position` put in doubt is worked out anew, and ends as `corrected`. False where more was in doubt, or decided.
    boolean correct(Recompute.Checkpoint corrected, long position) {
        boolean isWhole = lateNews.isOpen() && lateNews.position() <= position && corrected.at() >= line;
        if (isWhole && goTo(corrected)) {
            lateNews.settle(position, line);
            return true;
        }
        return false;
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
        out.number(begun);
        lateNews.write(out);
        out.number(recounts.size());
        recounts.forEach(recount -> recount.write(out));
        subject.writeMore(out);
    }

    /// Up to where a saved track was decided; empty when nothing was.
    static Optional<Long> lineOf(StateReader in) {
        return Optional.of(in.number()).filter(line -> line != Watching.NEVER);
    }

    void read(StateReader in) {
        line = in.number();
        late = in.number();
        for (long left = in.number(); left > 0; left--) {
            buffer.add(Evidence.read(in));
        }
        subject.read(in);
        begun = in.number();
        lateNews.read(in);
        for (long left = in.number(); left > 0; left--) {
            recounts.add(Evidence.read(in));
        }
        subject.readMore(in);
    }
}
