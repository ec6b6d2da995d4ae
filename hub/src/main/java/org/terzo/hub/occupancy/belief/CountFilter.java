package org.terzo.hub.occupancy.belief;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.terzo.hub.occupancy.Headcount;
import org.terzo.hub.occupancy.OccupancyChange;
import org.terzo.hub.occupancy.filter.HeadcountFilter;
import org.terzo.hub.occupancy.saved.StateReader;
import org.terzo.hub.occupancy.saved.StateWriter;
import org.terzo.hub.occupancy.watch.Evidence;
import org.terzo.hub.occupancy.watch.Sense;
import org.terzo.hub.occupancy.watch.Sight;
import org.terzo.hub.occupancy.watch.Vigil;
import org.terzo.wire.SensorId;

/// The headcount of a zone or site from what its doors count.
public final class CountFilter implements Subject {
    private static final long MINUTE_MILLIS = 60_000;

    private final int capacity;
    private final Headline headline;
    private final List<Sense> senses;
    /// The counters whose passage `in` leaves this zone.
    private final Set<SensorId> outward;

    private final Vigil vigil;
    private HeadcountFilter filter;
    private long minuteStart;
    /// Silence up to here has been counted.
    private long countedTo;

    public CountFilter(int capacity, Headline headline, List<Sense> senses, Set<SensorId> outward) {
        this(capacity, headline, senses, outward, new Vigil(senses));
    }

    private CountFilter(int capacity, Headline headline, List<Sense> senses, Set<SensorId> outward, Vigil vigil) {
        this.capacity = capacity;
        this.headline = headline;
        this.senses = senses;
        this.outward = Set.copyOf(outward);
        this.vigil = vigil;
        this.filter = HeadcountFilter.flat(capacity);
    }

    @Override
    public List<Sense> senses() {
        return senses;
    }

    @Override
    public Vigil vigil() {
        return vigil;
    }

    public Headline headline() {
        return headline;
    }

    @Override
    public void advance(long to, Sight.Of sights, Consumer<OccupancyChange> out) {
        while (minuteStart + MINUTE_MILLIS <= to) {
            if (vigil.isAsleep(minuteStart, sights)) {
                filter = HeadcountFilter.flat(capacity);
                long wake = StrictMath.min(to, vigil.nextObserved(minuteStart, sights));
                long start = wake - StrictMath.floorMod(wake, MINUTE_MILLIS);
                if (start > minuteStart) {
                    minuteStart = start;
                    countedTo = start;
                    continue;
                }
            }
            endMinute(minuteStart + MINUTE_MILLIS, sights, out);
        }
    }

    private void endMinute(long end, Sight.Of sights, Consumer<OccupancyChange> out) {
        watch(end, sights, out);
        boolean wasWatched = countSilence(end, sights);
        minuteStart = end;
        if (wasWatched || !headline.isUnknown()) {
            say(end, sights, out);
        }
    }

    private void watch(long t, Sight.Of sights, Consumer<OccupancyChange> out) {
        vigil.lapse(t, sights).ifPresent(at -> lose(at, at - Vigil.LAPSE_MILLIS, out));
    }

    /// Silence counts only where every counter watched.
    private boolean countSilence(long end, Sight.Of sights) {
        boolean wasWatched = true;
        for (Sense sense : senses) {
            wasWatched &= sense.watched(countedTo, end, sights.apply(sense.sensor().gateway()));
        }
        if (wasWatched) {
            filter.silence((end - countedTo) / (double) MINUTE_MILLIS);
        }
        countedTo = end;
        return wasWatched || vigil.observedUntil(end, sights) == end;
    }

    @Override
    public void apply(Evidence evidence, Sight.Of sights, Consumer<OccupancyChange> out) {
        advance(evidence.at(), sights, out);
        watch(evidence.at(), sights, out);
        countSilence(evidence.at(), sights);
        senses.stream().filter(sense -> sense.sensor().id().equals(evidence.sensor())).forEach(sense -> sense.take(evidence));
        if (evidence.sign() != Evidence.Sign.IN && evidence.sign() != Evidence.Sign.OUT) {
            return;
        }
        boolean isEntry = (evidence.sign() == Evidence.Sign.IN) != outward.contains(evidence.sensor());
        if (isEntry) {
            filter.entry();
        } else {
            filter.exit();
        }
        say(evidence.at(), sights, out);
    }

    private void say(long at, Sight.Of sights, Consumer<OccupancyChange> out) {
        if (vigil.isLapsed(at, sights)) {
            return;
        }
        boolean allLook = true;
        for (Sense sense : senses) {
            long observed = sense.observedUntil(at, sights.apply(sense.sensor().gateway()));
            allLook &= at - observed < Vigil.LAPSE_MILLIS;
        }
        Headcount count = new Headcount(filter.quantile(0.05), filter.quantile(0.5), filter.quantile(0.95));
        headline.say(at, Optional.of(count), allLook ? OccupancyChange.Quality.MEDIUM : OccupancyChange.Quality.LOW, out);
    }

    @Override
    public void lose(long at, long observedTo, Consumer<OccupancyChange> out) {
        headline.say(at, Optional.empty(), OccupancyChange.Quality.LOW, out);
    }

    @Override
    public Subject copy() {
        List<Sense> copies = new ArrayList<>(senses.size());
        senses.forEach(sense -> copies.add(sense.copy()));
        CountFilter copy = new CountFilter(capacity, headline.copy(), copies, outward, vigil.copy(copies));
        copy.filter = HeadcountFilter.of(filter.probabilities());
        copy.minuteStart = minuteStart;
        copy.countedTo = countedTo;
        return copy;
    }

    @Override
    public void write(StateWriter out) {
        out.number(minuteStart).number(countedTo).reals(filter.probabilities());
        vigil.write(out);
        headline.write(out);
        senses.forEach(sense -> sense.write(out));
    }

    @Override
    public void read(StateReader in) {
        minuteStart = in.number();
        countedTo = in.number();
        filter = HeadcountFilter.of(in.reals());
        vigil.read(in);
        headline.read(in);
        senses.forEach(sense -> sense.read(in));
    }
}
