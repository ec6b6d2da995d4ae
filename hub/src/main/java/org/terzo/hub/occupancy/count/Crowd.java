package org.terzo.hub.occupancy.count;

import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.terzo.hub.occupancy.CountGround;
import org.terzo.hub.occupancy.CountGround.Warning;
import org.terzo.hub.occupancy.Headcount;
import org.terzo.hub.occupancy.OccupancyChange.Quality;
import org.terzo.hub.occupancy.filter.HeadcountFilter;
import org.terzo.hub.occupancy.filter.Passing;
import org.terzo.hub.occupancy.saved.StateReader;
import org.terzo.hub.occupancy.saved.StateWriter;
import org.terzo.hub.occupancy.watch.Watching;

/// How many are believed to be inside, on what that rests, and what was learned of the place.
public final class Crowd {
    private static final long DAY_MILLIS = 24 * 3_600_000L;
    private static final long ADRIFT_MILLIS = 7 * DAY_MILLIS;
    private static final int NARROW = 2;
    private static final double SURELY = 0.9;
    private static final double FULL = 0.2;

    private final int capacity;
    private HeadcountFilter filter;
    private final Learned learned;
    private final DeskShare desks;
    /// When it was begun; `NEVER` before.
    private long begunAt = Watching.NEVER;
    /// When the count last stood on firm ground; `NEVER` before.
    private long anchoredAt = Watching.NEVER;
    private long passagesSince;
    /// Since the count last stood on firm ground, or a day turned.
    private double entriesSince;

    private double exitsSince;

    public Crowd(int capacity) {
        this(capacity, HeadcountFilter.flat(capacity), new Learned(), new DeskShare(HeadcountFilter.most(capacity)));
    }

    private Crowd(int capacity, HeadcountFilter filter, Learned learned, DeskShare desks) {
        this.capacity = capacity;
        this.filter = filter;
        this.learned = learned;
        this.desks = desks;
    }

    public Crowd copy() {
        Crowd copy = new Crowd(capacity, HeadcountFilter.of(filter.probabilities()), learned.copy(), desks.copy());
        copy.begunAt = begunAt;
        copy.anchoredAt = anchoredAt;
        copy.passagesSince = passagesSince;
        copy.entriesSince = entriesSince;
        copy.exitsSince = exitsSince;
        return copy;
    }

    public boolean hasBegun() {
        return begunAt != Watching.NEVER;
    }

    /// The first look.
    ///
    /// @param isClosed nobody can be inside
    public void begin(long at, boolean isClosed) {
        begunAt = at;
        if (isClosed) {
            filter = HeadcountFilter.empty(capacity);
            anchor(at);
        } else {
            filter = HeadcountFilter.flat(capacity);
        }
    }

    /// Nobody has looked for so long that nothing of before counts, but for what was learned.
    public void forget() {
        begunAt = Watching.NEVER;
        anchoredAt = Watching.NEVER;
        filter = HeadcountFilter.flat(capacity);
        desks.breakOff();
    }

    private void anchor(long at) {
        anchoredAt = at;
        passagesSince = 0;
        entriesSince = 0;
        exitsSince = 0;
    }

    public void pass(boolean isEntry, int hour) {
        passagesSince++;
        desks.pass(isEntry, learned.passing());
        if (isEntry) {
            entriesSince++;
            filter.entry(learned.passing());
            learned.entry(hour);
        } else {
            exitsSince++;
            filter.exit(learned.passing());
            learned.exit(hour);
        }
    }

    /// All counters looked, and nobody went through.
    public void silence(int hour, double minutes) {
        learned.watch(hour, filter.mean(), minutes);
        filter.silence(learned.passing().leaving(), learned.hazard(hour), minutes);
    }

    /// Some counters did not look.
    ///
    /// @param share of all passages that go by them
    public void drift(int hour, double minutes, double share) {
        learned.drift(filter, hour, minutes, share);
        desks.breakOff();
    }

    /// What the desks of the place show; it is firm ground once it is known what that means here.
    public void look(long at, DeskShare.Look look) {
        if (hasBegun() && look.observed() > 0) {
            filter.weigh(desks.likelihood(look));
            if (desks.isLearned()) {
                anchor(at);
            }
        }
    }

    /// Two hours are over.
    public void turnDesks(DeskShare.Look look) {
        desks.turn(look, learned.passing());
    }

    /// A day is over. What it taught of missed passages is set right at once for those since the count last stood on firm ground: until now
    /// they were counted by what was supposed before.
    public void turnDay() {
        double before = net(learned.passing());
        learned.turnDay();
        desks.turnDay();
        filter.shift(net(learned.passing()) - before);
        entriesSince = 0;
        exitsSince = 0;
    }

    /// People who came, less those who left.
    private double net(Passing passing) {
        return entriesSince / (1 - passing.missIn()) - exitsSince / (1 - passing.missOut());
    }

    /// The middle of a time for which the site is closed.
    public void closed(long at) {
        filter.closed();
        anchor(at);
    }

    public void counted(long at, int people) {
        filter.counted(people);
        anchor(at);
    }

    /// Whether surely nobody is believed to be inside.
    public boolean isEmpty() {
        return filter.empty() >= SURELY;
    }

    public CountGround ground(boolean isAnySwapped) {
        if (!hasBegun()) {
            return CountGround.NONE;
        }
        Set<Warning> warnings = EnumSet.noneOf(Warning.class);
        if (filter.full() >= FULL) {
            warnings.add(Warning.CAPACITY_REACHED);
        }
        if (isAnySwapped) {
            warnings.add(Warning.DIRECTION_SWAPPED);
        }
        Optional<Instant> anchor = Optional.of(anchoredAt).filter(at -> at != Watching.NEVER).map(Instant::ofEpochMilli);
        return new CountGround(anchor, passagesSince, Optional.of(filter.mean()), warnings);
    }

    public Headcount headcount() {
        return new Headcount(filter.quantile(0.05), filter.quantile(0.5), filter.quantile(0.95));
    }

    /// @param allLook whether every counter does
    public Quality quality(Headcount count, long at, boolean allLook) {
        if (!allLook || at - StrictMath.max(anchoredAt, begunAt) > ADRIFT_MILLIS) {
            return Quality.LOW;
        }
        boolean isNarrow = count.high() - count.low() <= StrictMath.max(NARROW, 0.1 * count.best());
        return isNarrow && at - anchoredAt < DAY_MILLIS ? Quality.HIGH : Quality.MEDIUM;
    }

    public void write(StateWriter out) {
        out.number(begunAt).number(anchoredAt).number(passagesSince).real(entriesSince).real(exitsSince).reals(filter.probabilities());
        learned.write(out);
        desks.write(out);
    }

    public void read(StateReader in) {
        begunAt = in.number();
        anchoredAt = in.number();
        passagesSince = in.number();
        entriesSince = in.real();
        exitsSince = in.real();
        filter = HeadcountFilter.fitted(in.reals(), capacity);
        learned.read(in);
        desks.read(in);
    }
}
