package org.terzo.hub.occupancy.watch;

import java.util.Locale;
import java.util.Optional;
import org.terzo.hub.occupancy.filter.DeskModel;
import org.terzo.hub.occupancy.saved.StateReader;
import org.terzo.hub.occupancy.saved.StateWriter;
import org.terzo.hub.site.Site;

/// One sensor as a filter sees it: its level, its slot so far, and when it could be believed.
public final class Sense {
    private static final int REPORTS_LAST = 3;

    private final Site.Sensor sensor;
    private Level level = Level.NONE;
    private Level levelBefore = Level.NONE;
    private Level levelAtStart = Level.NONE;
    private Level signalled = Level.NONE;
    private boolean feelsMotion;
    private long reportedAt = Watching.NEVER;
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
        this.sensor = sensor;
        feelsMotion = sensor.kind() == Site.SensorKind.PIR;
    }

    public Sense copy() {
        Sense copy = new Sense(sensor);
        copy.level = level;
        copy.levelBefore = levelBefore;
        copy.levelAtStart = levelAtStart;
        copy.signalled = signalled;
        copy.feelsMotion = feelsMotion;
        copy.reportedAt = reportedAt;
        copy.faultAt = faultAt;
        return copy;
    }

    public Site.Sensor sensor() {
        return sensor;
    }

    public boolean feelsMotion() {
        return feelsMotion;
    }

    public boolean signalledOn() {
        return signalled == Level.ON;
    }

    /// How a sighting by it reads in a reason.
    public String text() {
        return feelsMotion ? "motion" : sensor.kind().name().toLowerCase(Locale.ROOT) + " present";
    }

    public String absence() {
        return feelsMotion ? "no motion" : sensor.kind().name().toLowerCase(Locale.ROOT) + " absent";
    }

    public void take(Evidence evidence) {
        switch (evidence.sign()) {
            case MOTION, NO_MOTION -> read(true, evidence.sign() == Evidence.Sign.MOTION);
            case PRESENT, ABSENT -> read(false, evidence.sign() == Evidence.Sign.PRESENT);
            case IN, OUT, OTHER, FAULT -> {
                // no level
            }
        }
        if (evidence.sign() == Evidence.Sign.FAULT) {
            faultAt = StrictMath.min(faultAt, evidence.at());
            level = Level.NONE;
        } else {
            faultAt = Watching.FOREVER;
            reportedAt = evidence.at();
        }
    }

    private void read(boolean motion, boolean on) {
        feelsMotion = motion;
        level = Level.of(on);
        signalled = on || signalled == Level.ON ? Level.ON : Level.OFF;
    }

    /// The latest instant up to `t` at which it was observed.
    public long observedUntil(long t, Sight sight) {
        long until = reportMillis().map(life -> StrictMath.min(t, reportedAt + life)).orElseGet(() -> sight.lastWatched(t));
        return StrictMath.min(until, faultAt);
    }

    /// The first instant from `t` on at which it is observed without another reading of its own.
    public long nextObserved(long t, Sight sight) {
        if (faultAt <= t) {
            return Watching.FOREVER;
        }
        return reportMillis().map(life -> reportedAt + life >= t ? t : Watching.FOREVER).orElseGet(() -> sight.nextWatched(t));
    }

    private Optional<Long> reportMillis() {
        return sensor.reportSeconds().map(seconds -> seconds * 1_000L * REPORTS_LAST);
    }

    /// Whether its silence from `from` to `to` is known.
    public boolean watched(long from, long to, Sight sight) {
        return reportMillis().map(life -> reportedAt + life >= to && faultAt >= to).orElseGet(() -> faultAt >= to && sight.covers(from, to));
    }

    /// What the slot showed; `NONE` when it says nothing.
    public Level slot(long from, long to, Sight sight) {
        boolean watched = sensor.reportSeconds().isEmpty() && faultAt >= to && sight.covers(from, to);
        boolean heldOn = levelAtStart == Level.ON && sensor.reportSeconds().isEmpty() && (watched || signalled == Level.OFF);
        if (signalled == Level.ON || heldOn) {
            return Level.ON;
        }
        if (signalled == Level.OFF) {
            return Level.OFF;
        }
        return watched && (feelsMotion || level != Level.NONE) ? Level.OFF : Level.NONE;
    }

    public double[] likelihood(Level slot) {
        boolean on = slot == Level.ON;
        if (feelsMotion) {
            return DeskModel.motion(on);
        }
        return levelBefore == Level.NONE ? DeskModel.firstLevel(on) : DeskModel.level(on, levelBefore == Level.ON);
    }

    public void endSlot(Level slot) {
        levelBefore = slot == Level.NONE ? levelBefore : slot;
        levelAtStart = level;
        signalled = Level.NONE;
    }

    /// What was known before a long break says nothing after it.
    public void forget() {
        level = Level.NONE;
        levelBefore = Level.NONE;
        levelAtStart = Level.NONE;
        signalled = Level.NONE;
    }

    public void write(StateWriter out) {
        out.word(level.name()).word(levelBefore.name()).word(levelAtStart.name()).word(signalled.name());
        out.word(Boolean.toString(feelsMotion)).number(reportedAt).number(faultAt);
    }

    public void read(StateReader in) {
        level = Level.valueOf(in.word());
        levelBefore = Level.valueOf(in.word());
        levelAtStart = Level.valueOf(in.word());
        signalled = Level.valueOf(in.word());
        feelsMotion = Boolean.parseBoolean(in.word());
        reportedAt = in.number();
        faultAt = in.number();
    }
}
