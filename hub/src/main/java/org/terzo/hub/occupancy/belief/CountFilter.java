package org.terzo.hub.occupancy.belief;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongPredicate;
import org.terzo.hub.occupancy.Headcount;
import org.terzo.hub.occupancy.OccupancyChange;
import org.terzo.hub.occupancy.OccupancyChange.Quality;
import org.terzo.hub.occupancy.Reason;
import org.terzo.hub.occupancy.filter.HeadcountFilter;
import org.terzo.hub.occupancy.saved.CheckpointRule;
import org.terzo.hub.occupancy.saved.StateReader;
import org.terzo.hub.occupancy.saved.StateWriter;
import org.terzo.hub.occupancy.watch.Evidence;
import org.terzo.hub.occupancy.watch.Evidence.Sign;
import org.terzo.hub.occupancy.watch.Sense;
import org.terzo.hub.occupancy.watch.Sight;
import org.terzo.hub.occupancy.watch.Vigil;
import org.terzo.hub.occupancy.watch.Watching;
import org.terzo.wire.SensorId;

/// The headcount of a zone or site from what its doors count. While a counter is away the count stands, with low quality.
public final class CountFilter implements Subject {
    private static final long MINUTE_MILLIS = 60_000;
    private static final long ADRIFT_MILLIS = 7 * 24 * 3_600_000L;

    private final Place place;
    private final Headline headline;
    private final List<Sense> senses;
    private final Vigil vigil;
    private HeadcountFilter filter;
    private long minuteStart;
    /// Silence up to here has been counted.
    private long countedTo;
    /// When the count last stood on firm ground: so far, at its first look; `NEVER` before it.
    private long anchoredAt = Watching.NEVER;

    /// What is counted.
    ///
    /// @param outward the counters whose passage `in` leaves the place
    /// @param isClosed whether nobody can be inside at an instant, in epoch milliseconds
    public record Place(int capacity, Set<SensorId> outward, LongPredicate isClosed) {
        public Place {
            outward = Set.copyOf(outward);
        }
    }

    public CountFilter(Place place, Headline headline, List<Sense> senses) {
        this(place, headline, senses, new Vigil(senses), HeadcountFilter.flat(place.capacity()));
    }

    private CountFilter(Place place, Headline headline, List<Sense> senses, Vigil vigil, HeadcountFilter filter) {
        this.place = place;
        this.headline = headline;
        this.senses = senses;
        this.vigil = vigil;
        this.filter = filter;
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
    public void begin(long at) {
        minuteStart = at - StrictMath.floorMod(at, MINUTE_MILLIS);
        vigil.nothingLapsed(minuteStart);
    }

    @Override
    public void advance(long to, Sight.Of sights, Consumer<OccupancyChange> out) {
        while (minuteStart + MINUTE_MILLIS <= to) {
            long next = StrictMath.min(to, vigil.nextObserved(minuteStart, sights));
            long start = next - StrictMath.floorMod(next, MINUTE_MILLIS);
            if (start > minuteStart) {
                watch(start, sights, out);
                minuteStart = start;
            } else {
                endMinute(minuteStart + MINUTE_MILLIS, sights, out);
            }
        }
    }

    private void endMinute(long end, Sight.Of sights, Consumer<OccupancyChange> out) {
        watch(end, sights, out);
        countSilence(end, sights);
        minuteStart = end;
        say(end, sights, out);
    }

    private void watch(long t, Sight.Of sights, Consumer<OccupancyChange> out) {
        vigil.lapse(t, sights).ifPresent(at -> lose(at, vigil.why(at, sights), out));
    }

    private void countSilence(long end, Sight.Of sights) {
        long from = anchoredAt == Watching.NEVER ? begin(end, sights) : countedTo;
        if (everyCounterWatched(from, end, sights)) {
            filter.silence((end - from) / (double) MINUTE_MILLIS);
        }
        countedTo = end;
    }

    /// The first look.
    private long begin(long end, Sight.Of sights) {
        long first = StrictMath.min(end, vigil.nextObserved(minuteStart, sights));
        anchoredAt = first;
        if (place.isClosed().test(first)) {
            filter = HeadcountFilter.empty(place.capacity());
        }
        return first;
    }

    /// With one of them away the silence of the others says little.
    private boolean everyCounterWatched(long from, long to, Sight.Of sights) {
        return senses.stream().allMatch(sense -> sense.watched(from, to, sights.apply(sense.sensor().gateway())));
    }

    @Override
    public void apply(Evidence evidence, Sight.Of sights, Consumer<OccupancyChange> out) {
        advance(evidence.at(), sights, out);
        watch(evidence.at(), sights, out);
        countSilence(evidence.at(), sights);
        senses.stream()
                .filter(sense -> sense.sensor().id().equals(evidence.sensor()))
                .forEach(sense -> sense.take(evidence, minuteStart));
        if (evidence.sign() == Sign.IN || evidence.sign() == Sign.OUT) {
            pass((evidence.sign() == Sign.IN) != place.outward().contains(evidence.sensor()));
            say(evidence.at(), sights, out);
        } else if (vigil.isGone(evidence.at(), sights)) {
            lose(evidence.at(), vigil.why(evidence.at(), sights), out);
        }
    }

    private void pass(boolean isEntry) {
        if (isEntry) {
            filter.entry();
        } else {
            filter.exit();
        }
    }

    private void say(long at, Sight.Of sights, Consumer<OccupancyChange> out) {
        if (vigil.isGone(at, sights)) {
            return;
        }
        boolean allLook = senses.stream().allMatch(sense -> at < sense.goneFrom(at, sights.apply(sense.sensor().gateway())));
        Headcount count = new Headcount(filter.quantile(0.05), filter.quantile(0.5), filter.quantile(0.95));
        boolean isAdrift = at - anchoredAt > ADRIFT_MILLIS;
        headline.say(at, Optional.of(count), allLook && !isAdrift ? Quality.MEDIUM : Quality.LOW, out);
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
        CountFilter copy =
                new CountFilter(place, headline.copy(), copies, vigil.copy(copies), HeadcountFilter.of(filter.probabilities()));
        copy.minuteStart = minuteStart;
        copy.countedTo = countedTo;
        copy.anchoredAt = anchoredAt;
        return copy;
    }

    @Override
    public void write(StateWriter out) {
        out.number(minuteStart).number(countedTo).number(anchoredAt).reals(filter.probabilities());
        vigil.write(out);
        headline.write(out);
        senses.forEach(sense -> sense.write(out));
    }

    @Override
    public void read(StateReader in) {
        minuteStart = in.number();
        countedTo = in.number();
        anchoredAt = in.number();
        filter = HeadcountFilter.of(in.reals());
        vigil.read(in);
        headline.read(in);
        senses.forEach(sense -> sense.read(in));
    }
}
