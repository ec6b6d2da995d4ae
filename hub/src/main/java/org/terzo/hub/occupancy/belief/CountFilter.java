package org.terzo.hub.occupancy.belief;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.terzo.hub.occupancy.CountGround;
import org.terzo.hub.occupancy.Headcount;
import org.terzo.hub.occupancy.OccupancyChange;
import org.terzo.hub.occupancy.OccupancyChange.Quality;
import org.terzo.hub.occupancy.Reason;
import org.terzo.hub.occupancy.count.Counters;
import org.terzo.hub.occupancy.count.Crowd;
import org.terzo.hub.occupancy.count.DeskShare;
import org.terzo.hub.occupancy.saved.CheckpointRule;
import org.terzo.hub.occupancy.saved.StateReader;
import org.terzo.hub.occupancy.saved.StateWriter;
import org.terzo.hub.occupancy.watch.Evidence;
import org.terzo.hub.occupancy.watch.Evidence.Sign;
import org.terzo.hub.occupancy.watch.Sense;
import org.terzo.hub.occupancy.watch.Sight;
import org.terzo.hub.occupancy.watch.Vigil;
import org.terzo.hub.occupancy.watch.Watching;
import org.terzo.hub.site.LocalTimes;
import org.terzo.wire.SensorId;

/// The headcount of a zone or site from what its doors count. While some counters are away it drifts, with low quality; while all are, it
/// is unknown.
public final class CountFilter implements Subject {
    private static final long MINUTE_MILLIS = 60_000;
    private static final long QUARTER_MILLIS = 15 * MINUTE_MILLIS;
    private static final long TWO_HOURS_MILLIS = 120 * MINUTE_MILLIS;
    /// After so long without a look nothing of before counts.
    private static final long FORGOTTEN_MILLIS = 48 * 3_600_000L;

    private final Place place;
    private final Headline headline;
    private final List<Sense> senses;
    private final Vigil vigil;
    private final Crowd crowd;
    private final Counters counters;
    private final Crew desks;
    private long minuteStart;
    /// Silence up to here has been counted.
    private long countedTo;
    /// When a counter last said anything.
    private long heardAt = Watching.NEVER;

    /// What is counted.
    ///
    /// @param outward the counters whose passage `in` leaves the place
    public record Place(int capacity, Set<SensorId> outward, LocalTimes times) {
        public Place {
            outward = Set.copyOf(outward);
        }
    }

    /// @param desks of the place
    public CountFilter(Place place, Headline headline, List<Sense> senses, Crew desks) {
        this(place, headline, senses, new Vigil(senses), new Crowd(place.capacity()), new Counters(senses.size()), desks);
    }

    private CountFilter(Place place, Headline headline, List<Sense> senses, Vigil vigil, Crowd crowd, Counters counters, Crew desks) {
        this.place = place;
        this.headline = headline;
        this.senses = senses;
        this.vigil = vigil;
        this.crowd = crowd;
        this.counters = counters;
        this.desks = desks;
    }

    @Override
    public List<Sense> senses() {
        return senses;
    }

    @Override
    public List<Sense> told() {
        List<Sense> told = new ArrayList<>(senses);
        told.addAll(desks.senses());
        return told;
    }

    @Override
    public Vigil vigil() {
        return vigil;
    }

    public Headline headline() {
        return headline;
    }

    /// What the count rests on.
    public CountGround ground() {
        return crowd.ground(counters.isAnySwapped());
    }

    @Override
    public void begin(long at) {
        minuteStart = at - StrictMath.floorMod(at, MINUTE_MILLIS);
        vigil.nothingLapsed(minuteStart);
        desks.begin(minuteStart);
    }

    @Override
    public void advance(long to, Sight.Of sights, Consumer<OccupancyChange> out) {
        while (minuteStart + MINUTE_MILLIS <= to) {
            long start = crowd.hasBegun() ? minuteStart : firstMinute(to, sights);
            if (start > minuteStart) {
                watch(start, sights, out);
                minuteStart = start;
            } else {
                endMinute(minuteStart + MINUTE_MILLIS, sights, out);
            }
        }
    }

    /// Of the first look, if that comes before `to`.
    private long firstMinute(long to, Sight.Of sights) {
        long next = StrictMath.min(to, vigil.nextObserved(minuteStart, sights));
        return next - StrictMath.floorMod(next, MINUTE_MILLIS);
    }

    private void endMinute(long end, Sight.Of sights, Consumer<OccupancyChange> out) {
        watch(end, sights, out);
        pass(end, sights);
        if (place.times().closedMiddle(end - MINUTE_MILLIS).orElse(Watching.NEVER) == end) {
            crowd.closed(end);
        }
        if (end % QUARTER_MILLIS == 0) {
            endQuarter(end, sights);
        }
        minuteStart = end;
        say(end, sights, out);
        if (end - StrictMath.max(heardAt, vigil.observedUntil(end, sights)) > FORGOTTEN_MILLIS) {
            crowd.forget();
        }
    }

    private void endQuarter(long end, Sight.Of sights) {
        DeskShare.Look look = desks.look(end, sights);
        crowd.look(end, look);
        if (end % TWO_HOURS_MILLIS == 0) {
            crowd.turnDesks(look);
        }
        if (place.times().isTurnOfDay(end)) {
            crowd.turnDay();
            counters.turnDay();
        }
    }

    private void watch(long t, Sight.Of sights, Consumer<OccupancyChange> out) {
        vigil.lapse(t, sights).ifPresent(at -> lose(at, vigil.why(at, sights), out));
    }

    /// Time passes without a passage.
    private void pass(long end, Sight.Of sights) {
        long from = countedTo;
        if (!crowd.hasBegun()) {
            from = StrictMath.min(end, vigil.nextObserved(minuteStart, sights));
            crowd.begin(from, place.times().isClosed(from));
        }
        int hour = place.times().hourOfWeek(from);
        double minutes = (end - from) / (double) MINUTE_MILLIS;
        List<Integer> away = away(end, sights);
        if (!away.isEmpty()) {
            crowd.drift(hour, minutes, counters.share(away));
        } else if (everyCounterWatched(from, end, sights)) {
            crowd.silence(hour, minutes);
        }
        countedTo = end;
    }

    /// The counters that do not look.
    private List<Integer> away(long at, Sight.Of sights) {
        List<Integer> away = new ArrayList<>();
        for (int i = 0; i < senses.size(); i++) {
            Sense sense = senses.get(i);
            if (at >= sense.goneFrom(at, sights.apply(sense.sensor().gateway()))) {
                away.add(i);
            }
        }
        return away;
    }

    /// With one of them away the silence of the others says little.
    private boolean everyCounterWatched(long from, long to, Sight.Of sights) {
        return senses.stream().allMatch(sense -> sense.watched(from, to, sights.apply(sense.sensor().gateway())));
    }

    @Override
    public void apply(Evidence evidence, Sight.Of sights, Consumer<OccupancyChange> out) {
        long at = evidence.at();
        advance(at, sights, out);
        boolean isRecount = evidence.sign() == Sign.RECOUNT;
        if (!isRecount && desks.take(evidence, sights)) {
            return;
        }
        watch(at, sights, out);
        pass(at, sights);
        heardAt = at;
        for (int i = 0; i < senses.size(); i++) {
            if (!isRecount && senses.get(i).sensor().id().equals(evidence.sensor())) {
                senses.get(i).take(evidence, minuteStart);
                count(i, evidence);
            }
        }
        if (isRecount) {
            crowd.counted(at, evidence.people());
        }
        if (evidence.sign() == Sign.IN || evidence.sign() == Sign.OUT || isRecount) {
            say(at, sights, out);
        } else if (vigil.isGone(at, sights)) {
            lose(at, vigil.why(at, sights), out);
        }
    }

    private void count(int counter, Evidence evidence) {
        if (evidence.sign() == Sign.IN || evidence.sign() == Sign.OUT) {
            counters.pass(counter);
            boolean isEntry = (evidence.sign() == Sign.IN) != place.outward().contains(evidence.sensor());
            if (!isEntry) {
                counters.exit(counter, crowd.isEmpty());
            }
            crowd.pass(isEntry, place.times().hourOfWeek(evidence.at()));
        }
    }

    private void say(long at, Sight.Of sights, Consumer<OccupancyChange> out) {
        if (!vigil.isGone(at, sights)) {
            Headcount count = crowd.headcount();
            headline.say(at, Optional.of(count), crowd.quality(count, at, away(at, sights).isEmpty()), out);
        }
    }

    @Override
    public void lose(long at, Reason why, Consumer<OccupancyChange> out) {
        headline.say(at, Optional.empty(), Quality.LOW, out);
    }

    /// A count is made of passages, and those are gone after a day.
    @Override
    public CheckpointRule checkpoints() {
        return CheckpointRule.HOURLY;
    }

    @Override
    public Subject copy() {
        List<Sense> copies = new ArrayList<>(senses.size());
        senses.forEach(sense -> copies.add(sense.copy()));
        CountFilter copy = new CountFilter(place, headline.copy(), copies, vigil.copy(copies), crowd.copy(), counters.copy(), desks.copy());
        copy.minuteStart = minuteStart;
        copy.countedTo = countedTo;
        copy.heardAt = heardAt;
        return copy;
    }

    @Override
    public void write(StateWriter out) {
        out.number(minuteStart).number(countedTo).number(heardAt);
        crowd.write(out);
        counters.write(out);
        vigil.write(out);
        headline.write(out);
        senses.forEach(sense -> sense.write(out));
        desks.write(out);
    }

    @Override
    public void read(StateReader in) {
        minuteStart = in.number();
        countedTo = in.number();
        heardAt = in.number();
        crowd.read(in);
        counters.read(in);
        vigil.read(in);
        headline.read(in);
        senses.forEach(sense -> sense.read(in));
        desks.read(in, minuteStart);
    }
}
