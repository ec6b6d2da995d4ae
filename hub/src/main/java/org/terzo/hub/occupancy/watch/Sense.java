package org.terzo.hub.occupancy.watch;

import java.util.Optional;
import org.terzo.hub.occupancy.filter.SensorModel;
import org.terzo.hub.occupancy.saved.StateReader;
import org.terzo.hub.occupancy.saved.StateWriter;
import org.terzo.hub.site.Site;

/// One sensor as a filter sees it: its level, its slot so far, and when it could be believed.
public final class Sense {
    private static final int REPORTS_LAST = 3;

    private final Site.Sensor sensor;
    private final Nights nights;
    private Run run = new Run();
    private boolean feelsMotion;
    private Level level = Level.NONE;
    private Level levelBefore = Level.NONE;
    /// What it said in the running slot: its last level; of motion, `ON` once there was any.
    private Level said = Level.NONE;

    private long readAt = Watching.NEVER;
    private long faultAt = Watching.FOREVER;

    public enum Level {
        NONE,
        OFF,
        ON;

        static Level of(boolean on) {
            return on ? ON : OFF;
        }
    }

    public Sense(Site.Sensor sensor) {
        this(sensor, Nights.NONE);
    }

    public Sense(Site.Sensor sensor, Nights nights) {
        this.sensor = sensor;
        this.nights = nights;
        feelsMotion = sensor.kind() == Site.SensorKind.PIR;
    }

    public Sense copy() {
        Sense copy = new Sense(sensor, nights);
        copy.run = run.copy();
        copy.feelsMotion = feelsMotion;
        copy.level = level;
        copy.levelBefore = levelBefore;
        copy.said = said;
        copy.readAt = readAt;
        copy.faultAt = faultAt;
        return copy;
    }

    public Site.Sensor sensor() {
        return sensor;
    }

    public boolean feelsMotion() {
        return feelsMotion;
    }

    /// Its level says that somebody is there.
    public boolean isOn() {
        return !feelsMotion && level == Level.ON;
    }

    /// @param slotStart of the running slot: a movement that ends with it was not in it
    public void take(Evidence evidence, long slotStart) {
        switch (evidence.sign()) {
            case MOTION -> {
                run.moves(evidence.at());
                feel(true, false);
            }
            case NO_MOTION -> {
                run.rests(evidence.at());
                feel(false, evidence.at() > slotStart);
            }
            case PRESENT -> read(true);
            case ABSENT -> {
                run.falls(evidence.at());
                read(false);
            }
            case IN, OUT, OPEN, CLOSED, OTHER, FAULT, RECOUNT -> {
                // no level
            }
        }
        if (run.isStuck(evidence.at())) {
            said = Level.NONE;
        }
        if (evidence.sign() == Evidence.Sign.FAULT) {
            faultAt = StrictMath.min(faultAt, evidence.at());
            level = Level.NONE;
        } else {
            faultAt = Watching.FOREVER;
            readAt = evidence.at();
        }
    }

    private void feel(boolean moves, boolean mayHaveMoved) {
        feelsMotion = true;
        boolean moved = mayHaveMoved && sensor.reportSeconds().isEmpty() && level == Level.ON;
        level = Level.of(moves);
        said = moves || moved || said == Level.ON ? Level.ON : Level.OFF;
    }

    private void read(boolean present) {
        feelsMotion = false;
        level = Level.of(present);
        said = level;
    }

    /// The latest instant up to `t` at which it was observed.
    public long observedUntil(long t, Sight sight) {
        return StrictMath.min(StrictMath.min(heardUntil(t, sight), faultAt), run.stuckFrom(t));
    }

    private long heardUntil(long t, Sight sight) {
        return reportMillis().map(life -> StrictMath.min(t, readAt + life)).orElseGet(() -> sight.lastWatched(t));
    }

    /// From when on it says nothing any more: its fault, or 75 s after it was last observed.
    public long goneFrom(long t, Sight sight) {
        return StrictMath.min(StrictMath.min(heardUntil(t, sight) + Vigil.LAPSE_MILLIS, faultAt), run.stuckFrom(t));
    }

    /// Since when it is stuck at `t`; `FOREVER` when it is not.
    public long stuckFrom(long t) {
        return run.stuckFrom(t);
    }

    /// Since when it has shown somebody without a break, so that it may turn out to be stuck; `FOREVER` when it has not.
    public long openFrom() {
        return run.openFrom();
    }

    public boolean isFaulty() {
        return faultAt != Watching.FOREVER;
    }

    /// The first instant from `t` on at which it is observed without another reading of its own.
    public long nextObserved(long t, Sight sight) {
        if (faultAt <= t || (run.isStuck(t) && run.freeFrom() == Watching.FOREVER)) {
            return Watching.FOREVER;
        }
        return run.isStuck(t) ? nextHeard(run.freeFrom(), sight) : nextHeard(t, sight);
    }

    private long nextHeard(long t, Sight sight) {
        return reportMillis().map(life -> readAt + life >= t ? t : Watching.FOREVER).orElseGet(() -> sight.nextWatched(t));
    }

    /// The first instant from `t` on at which it is observed, which for one that reports is a reading of its own.
    long seenFrom(long t, Sight sight) {
        long next = nextObserved(t, sight);
        return sensor.reportSeconds().isPresent() && next == t ? StrictMath.max(t, readAt) : next;
    }

    /// Up to where it is surely observed from `t` on, whatever may be supposed besides; `NEVER` when that takes a closer look.
    long observedOnTo(long t, Sight sight) {
        return sensor.reportSeconds().isPresent() || isFaulty() || run.isSuspect() ? Watching.NEVER : sight.claimedOnTo(t);
    }

    private Optional<Long> reportMillis() {
        return sensor.reportSeconds().map(seconds -> seconds * 1_000L * REPORTS_LAST);
    }

    /// Whether its silence from `from` to `to` is known.
    public boolean watched(long from, long to, Sight sight) {
        return reportMillis().map(life -> readAt + life >= to && faultAt >= to).orElseGet(() -> faultAt >= to && sight.covers(from, to));
    }

    /// What it said in the running slot so far.
    public Level said() {
        return said;
    }

    /// What the whole slot showed; `NONE` when it says nothing. A sensor that reports speaks by its reports only.
    public Level slot(long from, long to, Sight sight) {
        if (run.isStuck(from)) {
            return Level.NONE;
        }
        if (said != Level.NONE || sensor.reportSeconds().isPresent() || !watched(from, to, sight)) {
            return said;
        }
        return feelsMotion && level == Level.NONE ? Level.OFF : level;
    }

    public double[] likelihood(Level slot, SensorModel model) {
        boolean on = slot == Level.ON;
        if (feelsMotion) {
            return model.motion(on);
        }
        return levelBefore == Level.NONE ? model.firstLevel(on) : model.level(on, levelBefore == Level.ON);
    }

    /// A movement goes on after a slot only where somebody would have seen it end.
    ///
    /// @return whether it has just turned out to be stuck
    public boolean endSlot(Level slot, long from, long to, Sight sight) {
        levelBefore = slot == Level.NONE ? levelBefore : slot;
        said = Level.NONE;
        if (feelsMotion && level == Level.ON && !sight.covers(StrictMath.max(from, readAt), to)) {
            level = Level.NONE;
        }
        return run.endSlot(slot, feelsMotion, from, to, nights);
    }

    /// What was known before a long break says nothing after it.
    public void forget() {
        level = Level.NONE;
        levelBefore = Level.NONE;
        said = Level.NONE;
        run.forget();
    }

    public void writeRun(StateWriter out) {
        run.write(out);
    }

    public void readRun(StateReader in) {
        run.read(in);
    }

    public void write(StateWriter out) {
        out.word(level.name()).word(levelBefore.name()).word(said.name()).word(Boolean.toString(feelsMotion));
        out.number(readAt).number(faultAt);
    }

    public void read(StateReader in) {
        level = Level.valueOf(in.word());
        levelBefore = Level.valueOf(in.word());
        said = Level.valueOf(in.word());
        feelsMotion = Boolean.parseBoolean(in.word());
        readAt = in.number();
        faultAt = in.number();
    }
}
