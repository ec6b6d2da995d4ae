package org.terzo.hub.occupancy.belief;

import java.time.Instant;
import java.util.function.Consumer;
import org.terzo.hub.occupancy.DeskState;
import org.terzo.hub.occupancy.OccupancyChange;
import org.terzo.hub.occupancy.Reason;
import org.terzo.hub.occupancy.SiteNow;
import org.terzo.hub.occupancy.saved.ReasonText;
import org.terzo.hub.occupancy.saved.StateReader;
import org.terzo.hub.occupancy.saved.StateWriter;
import org.terzo.hub.occupancy.watch.Watching;
import org.terzo.hub.site.Site;

/// The state of a desk, with thresholds far enough apart that it does not flicker (inference.md 4.2).
public final class DeskDecision implements Decision {
    private static final double HELD_FROM = 0.30;
    private static final double SURE_FROM = 0.55;
    private static final long SITTING_MILLIS = 600_000;
    private static final long HELD_AT_MOST_MILLIS = 1_800_000;
    private static final long UNSURE_MILLIS = 600_000;

    private final Site.Desk desk;
    private final Thresholds thresholds;
    private DeskState state = DeskState.UNKNOWN;
    private long since;
    private double confidence;
    private Reason reason = Reason.NEVER_WATCHED;
    private long unsureSince = Watching.FOREVER;
    /// Which side of the thresholds the desk is on; it outlives a time in which nothing is said.
    private Side side = Side.NEITHER;

    private long satFrom;
    /// `NEVER` when the last sitting was too short to come back to.
    private long leftAt = Watching.NEVER;

    private enum Side {
        NEITHER,
        IN_USE,
        LEFT
    }

    /// How sure one must be that a desk is in use, and how little sure to say that it no longer is.
    public record Thresholds(double occupied, double left) {
        public static final Thresholds LIVE = new Thresholds(0.60, 0.40);
        /// With what came after in sight nothing flickers.
        public static final Thresholds SMOOTHED = new Thresholds(0.50, 0.50);
    }

    public DeskDecision(Site.Desk desk, Thresholds thresholds) {
        this.desk = desk;
        this.thresholds = thresholds;
    }

    @Override
    public void decide(Belief belief, Consumer<OccupancyChange> out) {
        unsureSince = belief.surest() < SURE_FROM ? StrictMath.min(unsureSince, belief.at()) : Watching.FOREVER;
        take(sideBy(belief.occupied()), belief.at());
        if (belief.at() - unsureSince > UNSURE_MILLIS) {
            confidence = 0;
            enter(DeskState.UNKNOWN, belief.at(), Reason.UNDECIDED, out);
            return;
        }
        DeskState next = stateBy(belief);
        confidence = probabilityOf(next, belief);
        if (next != state) {
            enter(next, belief.at(), belief.reason().get(), out);
        }
    }

    private Side sideBy(double occupied) {
        boolean isInUse = switch (side) {
            case IN_USE -> occupied > thresholds.left();
            case LEFT -> occupied >= thresholds.occupied();
            case NEITHER -> occupied > 0.5;
        };
        return isInUse ? Side.IN_USE : Side.LEFT;
    }

    private void take(Side next, long at) {
        if (side != Side.IN_USE && next == Side.IN_USE) {
            satFrom = at;
        }
        if (side == Side.IN_USE && next == Side.LEFT) {
            leftAt = at - satFrom >= SITTING_MILLIS ? at : Watching.NEVER;
        }
        side = next;
    }

    private DeskState stateBy(Belief belief) {
        if (side == Side.IN_USE) {
            return DeskState.OCCUPIED;
        }
        boolean mayComeBack = belief.at() - leftAt < HELD_AT_MOST_MILLIS && belief.back() >= HELD_FROM;
        return mayComeBack ? DeskState.HELD : DeskState.FREE;
    }

    private static double probabilityOf(DeskState state, Belief belief) {
        return switch (state) {
            case OCCUPIED -> belief.occupied();
            case HELD -> belief.back();
            case FREE -> belief.free();
            case UNKNOWN -> 0;
        };
    }

    @Override
    public void lose(long at, Reason why, Consumer<OccupancyChange> out) {
        confidence = 0;
        unsureSince = Watching.FOREVER;
        enter(DeskState.UNKNOWN, at, why, out);
    }

    @Override
    public void loseAnew(long at, Reason why, Consumer<OccupancyChange> out) {
        confidence = 0;
        unsureSince = Watching.FOREVER;
        say(DeskState.UNKNOWN, at, why, out);
    }

    private void enter(DeskState next, long at, Reason why, Consumer<OccupancyChange> out) {
        if (next != state) {
            say(next, at, why, out);
        }
    }

    private void say(DeskState next, long at, Reason why, Consumer<OccupancyChange> out) {
        state = next;
        since = at;
        reason = why;
        out.accept(new OccupancyChange.OfDesk(desk.id(), desk.zone(), Instant.ofEpochMilli(at), state, confidence, reason.text()));
    }

    @Override
    public void forget() {
        side = Side.NEITHER;
        leftAt = Watching.NEVER;
    }

    @Override
    public boolean isUnknown() {
        return state == DeskState.UNKNOWN;
    }

    public SiteNow.DeskNow now(Instant observedAt, Instant validUntil) {
        return new SiteNow.DeskNow(
                desk.id(), desk.zone(), state, Instant.ofEpochMilli(since), confidence, reason.text(), observedAt, validUntil, reason);
    }

    @Override
    public DeskDecision copy() {
        DeskDecision copy = new DeskDecision(desk, thresholds);
        copy.state = state;
        copy.since = since;
        copy.confidence = confidence;
        copy.reason = reason;
        copy.unsureSince = unsureSince;
        copy.side = side;
        copy.satFrom = satFrom;
        copy.leftAt = leftAt;
        return copy;
    }

    @Override
    public void write(StateWriter out) {
        out.word(state.name()).number(since).real(confidence);
        ReasonText.write(reason, out);
        out.number(unsureSince).word(side.name()).number(satFrom).number(leftAt);
    }

    @Override
    public void read(StateReader in) {
        state = DeskState.valueOf(in.word());
        since = in.number();
        confidence = in.real();
        reason = ReasonText.read(in);
        unsureSince = in.number();
        side = Side.valueOf(in.word());
        satFrom = in.number();
        leftAt = in.number();
    }
}
