package org.terzo.hub.occupancy.hindsight;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.terzo.hub.occupancy.OccupancyChange;
import org.terzo.hub.occupancy.Reason;
import org.terzo.hub.occupancy.belief.Belief;
import org.terzo.hub.occupancy.belief.Decision;
import org.terzo.hub.occupancy.filter.Gate;
import org.terzo.hub.occupancy.filter.SlotModel;
import org.terzo.hub.occupancy.hindsight.PastSlot.Likelihood;
import org.terzo.hub.occupancy.hindsight.PastSlot.Shown;
import org.terzo.hub.occupancy.saved.ReasonText;
import org.terzo.hub.occupancy.saved.StateReader;
import org.terzo.hub.occupancy.saved.StateWriter;
import org.terzo.hub.occupancy.watch.Sense;
import org.terzo.hub.occupancy.watch.Sense.Level;
import org.terzo.hub.occupancy.watch.Watching;

/// The smoothed answer of a desk or room: each slot is decided once the half hour behind it is known (inference.md 4.3). A time in which
/// nobody looked is unknown from its first second, though it turned out only later.
public final class Hindsight {
    private static final long LAG_MILLIS = 1_800_000;

    private final SlotModel model;
    private final long slotMillis;
    private final Decision decision;
    private final List<Sense> senses;
    private final Window window;
    private final Retained retained = new Retained();
    private final Deque<Blind> blinds = new ArrayDeque<>();
    private boolean nextIsFirst = true;

    /// @param senses whose words are given as reasons
    public Hindsight(SlotModel model, long slotMillis, Decision decision, List<Sense> senses) {
        this(model, slotMillis, decision, senses, new Window(model));
        blinds.addLast(Blind.SINCE_EVER);
    }

    private Hindsight(SlotModel model, long slotMillis, Decision decision, List<Sense> senses, Window window) {
        this.model = model;
        this.slotMillis = slotMillis;
        this.decision = decision;
        this.senses = senses;
        this.window = window;
    }

    /// The slot from `start` on is over.
    ///
    /// @param openFrom what is said of a time from here on may have to be taken back
    public void slot(long start, Level[] levels, Gate gate, double[] likelihood, long openFrom, Consumer<OccupancyChange> out) {
        boolean isFirst = nextIsFirst || window.isEmpty() || window.latest().start() + slotMillis != start;
        nextIsFirst = false;
        window.add(new PastSlot(start, isFirst, new Shown(Arrays.asList(levels), gate, new Likelihood(likelihood))));
        while (window.oldest().start() + slotMillis + LAG_MILLIS <= start + slotMillis) {
            sayOldest();
        }
        retained.release(openFrom - slotMillis, out);
    }

    /// A sensor was stuck from `from` up to `to`, so that nothing that was said of that time holds, nor of the slot in which it made one
    /// expect somebody.
    public void retract(long from, long to, Reason why) {
        if (retained.dropFrom(from - slotMillis)) {
            decision.loseAnew(from, why, retained::add);
        } else {
            decision.lose(from, why, retained::add);
        }
        blinds.clear();
        blinds.addLast(new Blind(from, to, why));
    }

    /// The door of the slot that was over last stood open.
    public void reopen() {
        if (!window.isEmpty()) {
            Shown shown = window.latest().shown();
            window.reopenLast(new Shown(shown.levels(), Gate.OPEN, shown.likelihood()));
        }
    }

    /// What was believed up to now says nothing of what follows.
    public void forget() {
        nextIsFirst = true;
    }

    /// Nobody looks from `from` on.
    public void lose(long from, Reason why) {
        if (!isBlind()) {
            blinds.addLast(new Blind(from, Watching.FOREVER, why));
        }
    }

    public boolean isBlind() {
        return !blinds.isEmpty() && blinds.getLast().to() == Watching.FOREVER;
    }

    /// Somebody looks again.
    public void see(long at) {
        if (isBlind()) {
            Blind last = blinds.removeLast();
            if (at > last.from()) {
                blinds.addLast(new Blind(last.from(), at, last.why()));
            }
        }
    }

    /// The rest, by what is known.
    public void conclude(Consumer<OccupancyChange> out) {
        while (!window.isEmpty()) {
            sayOldest();
        }
        if (isBlind()) {
            decision.lose(blinds.getLast().from(), blinds.getLast().why(), retained::add);
        }
        retained.release(Watching.FOREVER, out);
    }

    /// The first instant of which nothing was said; empty: of all that is over something was.
    public OptionalLong saidTo() {
        if (window.isEmpty()) {
            return retained.first();
        }
        return OptionalLong.of(StrictMath.min(window.oldest().start(), retained.first().orElse(Watching.FOREVER)));
    }

    private void sayOldest() {
        say();
        window.dropOldest();
    }

    private void say() {
        PastSlot slot = window.oldest();
        long end = slot.start() + slotMillis;
        Verdict verdict = Verdict.of(model, senses, window, slotMillis);
        if (slot.isFirst()) {
            decision.forget();
        }
        long from = slot.start();
        while (!blinds.isEmpty() && blinds.getFirst().from() < end) {
            Blind blind = blinds.getFirst();
            if (blind.from() > from) {
                say(slot, from, verdict);
            }
            decision.lose(StrictMath.max(blind.from(), slot.start()), blind.why(), retained::add);
            from = StrictMath.max(from, blind.to());
            if (blind.to() > end) {
                return;
            }
            blinds.removeFirst();
        }
        if (from < end) {
            say(slot, from, verdict);
        }
    }

    private void say(PastSlot slot, long at, Verdict verdict) {
        if (slot.shown().hasEvidence() || !decision.isUnknown()) {
            decision.decide(Belief.of(at, model, verdict.p(), verdict::reason), retained::add);
        }
    }

    /// A time in which nobody looked.
    private record Blind(long from, long to, Reason why) {
        private static final Blind SINCE_EVER = new Blind(Watching.NEVER, Watching.FOREVER, Reason.NEVER_WATCHED);
    }

    /// @param copies of the senses
    public Hindsight copy(List<Sense> copies) {
        Hindsight copy = new Hindsight(model, slotMillis, decision.copy(), copies, window.copy());
        copy.blinds.addAll(blinds);
        copy.nextIsFirst = nextIsFirst;
        retained.copyTo(copy.retained);
        return copy;
    }

    public void write(StateWriter out) {
        window.write(out);
        retained.write(out);
        decision.write(out);
        out.number(nextIsFirst ? 1 : 0).number(blinds.size());
        for (Blind blind : blinds) {
            out.number(blind.from()).number(blind.to());
            ReasonText.write(blind.why(), out);
        }
    }

    /// Begins anew where nothing was written.
    public void read(StateReader in) {
        window.clear();
        retained.clear();
        blinds.clear();
        nextIsFirst = true;
        if (in.isAtEnd()) {
            blinds.addLast(Blind.SINCE_EVER);
            return;
        }
        window.read(in, slotMillis);
        retained.read(in);
        decision.read(in);
        nextIsFirst = in.number() == 1;
        for (long left = in.number(); left > 0; left--) {
            blinds.addLast(new Blind(in.number(), in.number(), ReasonText.read(in)));
        }
    }
}
