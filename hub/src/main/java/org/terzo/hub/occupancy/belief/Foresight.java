package org.terzo.hub.occupancy.belief;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.function.Consumer;
import org.terzo.hub.occupancy.OccupancyChange;
import org.terzo.hub.occupancy.watch.Evidence;
import org.terzo.hub.occupancy.watch.Sight;

/// What is believed of the time beyond a line. The window is long, and one gateway may be away for days, so most of it is worked out once
/// and kept until something earlier comes to light.
public final class Foresight {
    private static final long WORTH_KEEPING_MILLIS = 30_000;

    private Optional<Ahead> ahead = Optional.empty();
    private Optional<Shown> shown = Optional.empty();

    /// A subject at its line, and the evidence beyond it.
    public record Known(Subject subject, long line, NavigableSet<Evidence> beyond, Sight.Of sights) {
        /// What lies from `from` on and before `end`.
        private void apply(Subject to, long from, long end, Consumer<OccupancyChange> out) {
            for (Evidence evidence : beyond.tailSet(Evidence.placeAt(from), true)) {
                if (evidence.at() >= end) {
                    break;
                }
                to.apply(evidence, sights, out);
            }
        }
    }

    /// The subject rolled on from the line to `to`.
    private record Ahead(Subject subject, long to, List<OccupancyChange> changes) {}

    /// What was shown last.
    private record Shown(Subject subject, long until) {}

    public void forget() {
        ahead = Optional.empty();
        shown = Optional.empty();
    }

    public void forgetFrom(long from) {
        ahead = ahead.filter(kept -> from >= kept.to());
        shown = Optional.empty();
    }

    /// The subject as it is at `until`, for one who asks again and again while time passes: where nothing came to light since, only what
    /// passed is worked out.
    public Subject show(Known known, long until, long foreseen) {
        Optional<Shown> before = shown.filter(last -> last.until() <= until);
        before.ifPresent(last -> {
            known.apply(last.subject(), last.until() + 1, until + 1, _ -> {});
            last.subject().advance(until, known.sights(), _ -> {});
        });
        Subject now = before.map(Shown::subject).orElseGet(() -> forward(known, until, foreseen, _ -> {}));
        shown = Optional.of(new Shown(now, until));
        return now.copy();
    }

    /// The subject as it is at `until`.
    ///
    /// @param foreseen up to here little is likely to change
    private Subject forward(Known known, long until, long foreseen, Consumer<OccupancyChange> out) {
        lookAhead(known, foreseen);
        Optional<Ahead> start = ahead.filter(kept -> kept.to() <= until);
        start.ifPresent(kept -> kept.changes().forEach(out));
        Subject copy = start.map(Ahead::subject).orElse(known.subject()).copy();
        known.apply(copy, start.map(Ahead::to).orElse(known.line()), until + 1, out);
        copy.advance(until, known.sights(), out);
        return copy;
    }

    /// The changes after the line up to `until`; `foreseen` as above.
    public void changes(Known known, Instant until, long foreseen, Consumer<OccupancyChange> out) {
        lookAhead(known, foreseen);
        long to = until.toEpochMilli();
        if (ahead.filter(kept -> to <= kept.to()).isPresent()) {
            Ahead kept = ahead.orElseThrow();
            Consumer<OccupancyChange> inTime = change -> {
                if (!change.at().isAfter(until)) {
                    out.accept(change);
                }
            };
            kept.changes().forEach(inTime);
            kept.subject().copy().conclude(inTime);
        } else {
            forward(known, to, foreseen, out).conclude(out);
        }
    }

    private void lookAhead(Known known, long to) {
        if (to - ahead.map(Ahead::to).orElse(known.line()) < WORTH_KEEPING_MILLIS) {
            return;
        }
        Ahead kept = ahead.orElseGet(() -> new Ahead(known.subject().copy(), known.line(), new ArrayList<>()));
        known.apply(kept.subject(), kept.to(), to, kept.changes()::add);
        kept.subject().advance(to, known.sights(), kept.changes()::add);
        ahead = Optional.of(new Ahead(kept.subject(), to, kept.changes()));
    }
}
