package org.terzo.hub.demo;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import org.terzo.hub.site.Site;
import org.terzo.hub.site.Site.SensorKind;
import org.terzo.wire.Observation;
import org.terzo.wire.Reading;
import org.terzo.wire.Reading.Direction;
import org.terzo.wire.SensorId;

/// The people of a made-up day and what the sensors see of them, in order of time, without end. The same seed gives the same day.
///
/// Half of them sit for long and take breaks, as people do. The other half comes and goes quickly, so that a screen has something to show.
final class SiteLife {
    private static final Duration ARRIVING = Duration.ofMinutes(70);
    private static final Duration WAY = Duration.ofSeconds(25);
    private static final int LONG_SITTINGS = 3;
    private static final int RESTLESS_SITTINGS = 5;
    private static final Duration SEEN = Duration.ofSeconds(2);

    private final PriorityQueue<Moment> moments = new PriorityQueue<>(Comparator.comparing(Moment::at));
    private final List<SensorId> doors;
    private final SplittableRandom random;

    /// @param opening when the first people come; before it nobody is there
    SiteLife(Site site, Instant opening, long seed) {
        this.random = new SplittableRandom(seed);
        this.doors = sensorsOf(site, site.doors().stream().flatMap(door -> door.sensors().stream()).toList()).stream().map(Site.Sensor::id).toList();
        List<Place> places = new ArrayList<>();
        site.desks().forEach(desk -> places.add(new Place(sensorsOf(site, desk.sensors()), random.nextInt(2) == 0)));
        site.zones().stream()
                .filter(zone -> !zone.sensors().isEmpty())
                .forEach(zone -> places.add(new Place(sensorsOf(site, zone.sensors()), true)));
        places.forEach(place -> moments.add(new Turn(opening.plus(upTo(ARRIVING)), place)));
    }

    private sealed interface Moment {
        Instant at();
    }

    private record Seen(Observation observation) implements Moment {
        @Override
        public Instant at() {
            return observation.at();
        }
    }

    /// When somebody comes to `place` next.
    private record Turn(Instant at, Place place) implements Moment {}

    private record Place(List<Site.Sensor> sensors, boolean isRestless) {}

    private static List<Site.Sensor> sensorsOf(Site site, List<SensorId> ids) {
        return site.sensors().stream().filter(sensor -> ids.contains(sensor.id())).toList();
    }

    Observation next() {
        while (true) {
            switch (moments.remove()) {
                case Seen(Observation observation) -> {
                    return observation;
                }
                case Turn(Instant at, Place place) -> visit(at, place);
            }
        }
    }

    /// Comes, sits down some times with breaks between, and goes. Only coming and going passes the doors.
    private void visit(Instant comes, Place place) {
        pass(comes, Direction.IN);
        Instant leaves = comes.plus(SEEN).plus(upTo(WAY));
        int sittings = place.isRestless() ? RESTLESS_SITTINGS : LONG_SITTINGS;
        for (int sitting = 0; sitting < sittings; sitting++) {
            Instant sits = sitting == 0 ? leaves : leaves.plus(place.isRestless() ? between(8, 15) : between(5, 12));
            leaves = sits.plus(place.isRestless() ? between(1, 4) : between(12, 35));
            sit(sits, leaves, place);
        }
        Instant goes = leaves.plus(SEEN).plus(upTo(WAY));
        pass(goes, Direction.OUT);
        moments.add(new Turn(goes.plus(between(20, 90)), place));
    }

    private void pass(Instant at, Direction direction) {
        doors.forEach(door -> see(at.plus(upTo(WAY)), door, new Reading.Passage(direction)));
    }

    private void sit(Instant sits, Instant leaves, Place place) {
        for (Site.Sensor sensor : place.sensors()) {
            switch (sensor.kind()) {
                case PIR -> fidget(sits, leaves, sensor.id());
                case RADAR, MAT, SEAT, TOF -> {
                    see(sits, sensor.id(), new Reading.Presence(true));
                    see(leaves, sensor.id(), new Reading.Presence(false));
                }
                case REED -> {
                    openAndClose(sits, sensor.id());
                    openAndClose(leaves, sensor.id());
                }
                case BEAM_PAIR, TOF_COUNTER, SCD41 -> {
                    // not at a place
                }
            }
        }
    }

    private void fidget(Instant sits, Instant leaves, SensorId sensor) {
        for (Instant moves = sits; moves.isBefore(leaves); moves = moves.plus(upTo(Duration.ofSeconds(50))).plus(SEEN)) {
            see(moves, sensor, new Reading.Motion(true));
            see(moves.plus(SEEN), sensor, new Reading.Motion(false));
        }
    }

    private void openAndClose(Instant at, SensorId sensor) {
        see(at.minus(SEEN), sensor, new Reading.Contact(true));
        see(at.plus(SEEN), sensor, new Reading.Contact(false));
    }

    private void see(Instant at, SensorId sensor, Reading reading) {
        moments.add(new Seen(new Observation(at.truncatedTo(ChronoUnit.MILLIS), sensor, reading)));
    }

    private Duration between(int leastMinutes, int mostMinutes) {
        return Duration.ofMinutes(leastMinutes).plus(upTo(Duration.ofMinutes(mostMinutes - leastMinutes)));
    }

    private Duration upTo(Duration longest) {
        return Duration.ofMillis(random.nextLong(longest.toMillis()));
    }
}
