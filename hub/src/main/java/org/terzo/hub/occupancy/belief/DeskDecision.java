package org.terzo.hub.occupancy.belief;

import java.time.Instant;
import java.util.function.Consumer;
import org.terzo.hub.occupancy.DeskState;
import org.terzo.hub.occupancy.OccupancyChange;
import org.terzo.hub.occupancy.SiteNow;
import org.terzo.hub.occupancy.saved.StateReader;
import org.terzo.hub.occupancy.saved.StateWriter;
import org.terzo.hub.occupancy.watch.Watching;
import org.terzo.hub.site.Site;

/// The state of a desk, with thresholds far enough apart that it does not flicker (inference.md 4.2).
public final class DeskDecision implements Decision {
    private static final double OCCUPIED_FROM = 0.60;
    private static final double LEFT_FROM = 0.40;
    private static final double HELD_FROM = 0.30;
    private static final double SURE_FROM = 0.55;
    private static final long SITTING_MILLIS = 600_000;
    private static final long HELD_AT_MOST_MILLIS = 1_800_000;
    private static final long UNSURE_MILLIS = 600_000;

    private final Site.Desk desk;
    private DeskState state = DeskState.UNKNOWN;
    private long since;
    private double confidence;
    private String reason = "never watched";
    private long unsureSince = Watching.FOREVER;
    /// The last sitting: the epoch for both when there was none.
    private long satFrom;

    private long satTo;

    public DeskDecision(Site.Desk desk) {
        this.desk = desk;
    }

    @Override
    public void decide(Belief belief, Consumer<OccupancyChange> out) {
        unsureSince = belief.surest() < SURE_FROM ? StrictMath.min(unsureSince, belief.at()) : Watching.FOREVER;
        if (state == DeskState.OCCUPIED) {
            satTo = StrictMath.max(satTo, belief.seenAt());
        }
        if (belief.at() - unsureSince > UNSURE_MILLIS) {
            confidence = 0;
            enter(DeskState.UNKNOWN, belief.at(), "undecided for 10 min", out);
            return;
        }
        DeskState next = next(belief);
        confidence = probabilityOf(next, belief);
        if (next != state) {
            enter(next, belief.at(), belief.reason().get(), out);
        }
    }

    private DeskState next(Belief belief) {
        double occupied = belief.occupied();
        return switch (state) {
            case OCCUPIED -> occupied <= LEFT_FROM ? notOccupied(belief) : DeskState.OCCUPIED;
            case HELD -> occupied >= OCCUPIED_FROM ? DeskState.OCCUPIED : notOccupied(belief);
            case FREE -> occupied >= OCCUPIED_FROM ? DeskState.OCCUPIED : DeskState.FREE;
            case UNKNOWN -> occupied > 0.5 ? DeskState.OCCUPIED : notOccupied(belief);
        };
    }

    /// Held follows a sitting; once free a desk is free until it is used again.
    private DeskState notOccupied(Belief belief) {
        boolean wasSitting = satTo - satFrom >= SITTING_MILLIS && belief.at() - satTo < HELD_AT_MOST_MILLIS;
        return wasSitting && belief.back() >= HELD_FROM ? DeskState.HELD : DeskState.FREE;
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
    public void lose(long at, long observedTo, Consumer<OccupancyChange> out) {
        confidence = 0;
        unsureSince = Watching.FOREVER;
        enter(DeskState.UNKNOWN, at, "not watched since " + Instant.ofEpochMilli(observedTo), out);
    }

    private void enter(DeskState next, long at, String why, Consumer<OccupancyChange> out) {
        if (next == state) {
            return;
        }
        if (next == DeskState.OCCUPIED) {
            satFrom = at;
            satTo = at;
        }
        if (next == DeskState.FREE) {
            satFrom = satTo;
        }
        state = next;
        since = at;
        reason = why;
        out.accept(new OccupancyChange.OfDesk(desk.id(), desk.zone(), Instant.ofEpochMilli(at), state, confidence, reason));
    }

    @Override
    public void forget() {
        satFrom = satTo;
    }

    @Override
    public boolean isUnknown() {
        return state == DeskState.UNKNOWN;
    }

    public SiteNow.DeskNow now(Instant observedAt, Instant validUntil) {
        return new SiteNow.DeskNow(
                desk.id(), desk.zone(), state, Instant.ofEpochMilli(since), confidence, reason, observedAt, validUntil);
    }

    @Override
    public DeskDecision copy() {
        DeskDecision copy = new DeskDecision(desk);
        copy.state = state;
        copy.since = since;
        copy.confidence = confidence;
        copy.reason = reason;
        copy.unsureSince = unsureSince;
        copy.satFrom = satFrom;
        copy.satTo = satTo;
        return copy;
    }

    @Override
    public void write(StateWriter out) {
        out.word(state.name()).number(since).real(confidence).word(reason).number(unsureSince).number(satFrom).number(satTo);
    }

    @Override
    public void read(StateReader in) {
        state = DeskState.valueOf(in.word());
        since = in.number();
        confidence = in.real();
        reason = in.word();
        unsureSince = in.number();
        satFrom = in.number();
        satTo = in.number();
    }
}
