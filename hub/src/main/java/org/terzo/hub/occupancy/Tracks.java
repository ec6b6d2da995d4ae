package org.terzo.hub.occupancy;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import org.terzo.hub.occupancy.belief.CountFilter;
import org.terzo.hub.occupancy.belief.Crew;
import org.terzo.hub.occupancy.belief.Decision;
import org.terzo.hub.occupancy.belief.DeskDecision;
import org.terzo.hub.occupancy.belief.Headline;
import org.terzo.hub.occupancy.belief.Place;
import org.terzo.hub.occupancy.belief.RoomDecision;
import org.terzo.hub.occupancy.belief.SlotFilter;
import org.terzo.hub.occupancy.belief.Subject;
import org.terzo.hub.occupancy.filter.DeskModel;
import org.terzo.hub.occupancy.filter.DeskRates;
import org.terzo.hub.occupancy.filter.RoomModel;
import org.terzo.hub.occupancy.filter.SensorFigures;
import org.terzo.hub.occupancy.filter.SensorModel;
import org.terzo.hub.occupancy.filter.SlotModel;
import org.terzo.hub.occupancy.watch.Sense;
import org.terzo.hub.occupancy.watch.Watching;
import org.terzo.hub.site.LocalTimes;
import org.terzo.hub.site.Site.SensorKind;
import org.terzo.hub.site.Site;
import org.terzo.wire.DeskId;
import org.terzo.wire.GatewayId;
import org.terzo.wire.SensorId;
import org.terzo.wire.ZoneId;

/// The tracks of a site: which sensor bears on which desk or zone.
final class Tracks {
    private static final Set<SensorKind> BODIES = Set.of(SensorKind.PIR, SensorKind.RADAR, SensorKind.MAT, SensorKind.SEAT);
    private static final Set<SensorKind> CONTACTS = Set.of(SensorKind.REED);
    static final String WHOLE = "site";
    private static final String DESK = "desk ";
    private static final String ZONE = "zone ";
    private static final long SLOT_MILLIS = 30_000;
    private static final int SLOW_REPORT_SECONDS = 60;
    private static final LocalTime NIGHT_BEGINS = LocalTime.of(2, 0);
    private static final LocalTime NIGHT_ENDS = LocalTime.of(5, 0);

    private static final SensorModel AT_A_DESK = new SensorModel(SensorFigures.AT_A_DESK);
    private static final SensorModel IN_A_ROOM = new SensorModel(SensorFigures.IN_A_ROOM);

    private final Site site;
    private final LocalTimes times;
    private final Set<Answer> answers;
    private final Map<SensorId, Site.Sensor> sensors = new HashMap<>();
    private final Map<String, Track> byKey = new LinkedHashMap<>();
    private final Map<SensorId, List<Track>> bySensor = new HashMap<>();
    private final Map<GatewayId, List<Track>> byGateway = new HashMap<>();
    private final Models halfMinutes = new Models(0.5);
    private final Models minutes = new Models(1);

    private enum Kind {
        DESK,
        ROOM,
        GATED_ROOM
    }

    private record Models(DeskModel desk, RoomModel room) {
        Models(double slotMinutes) {
            this(new DeskModel(DeskRates.DEFAULT, slotMinutes), new RoomModel(slotMinutes));
        }
    }

    Tracks(Site site, Set<Answer> answers) {
        this.site = site;
        this.answers = Set.copyOf(answers);
        times = new LocalTimes(site);
        site.sensors().forEach(sensor -> sensors.put(sensor.id(), sensor));
        site.desks().forEach(desk -> add(deskKey(desk.id()), desk(desk, this.answers)));
        site.zones().forEach(zone -> zoneSubject(zone).ifPresent(subject -> add(zoneKey(zone.id()), subject)));
        counted(Optional.empty(), site.capacity()).ifPresent(subject -> add(WHOLE, subject));
    }

    static String deskKey(DeskId desk) {
        return DESK + desk;
    }

    static String zoneKey(ZoneId zone) {
        return ZONE + zone;
    }

    static Optional<DeskId> deskOf(String key) {
        return key.startsWith(DESK) ? Optional.of(new DeskId(key.substring(DESK.length()))) : Optional.empty();
    }

    static Optional<ZoneId> zoneOf(String key) {
        return key.startsWith(ZONE) ? Optional.of(new ZoneId(key.substring(ZONE.length()))) : Optional.empty();
    }

    Map<String, Track> byKey() {
        return byKey;
    }

    Optional<Track> of(String key) {
        return Optional.ofNullable(byKey.get(key));
    }

    Collection<Track> of(SensorId sensor) {
        return bySensor.getOrDefault(sensor, List.of());
    }

    Collection<Track> of(GatewayId gateway) {
        return byGateway.getOrDefault(gateway, List.of());
    }

    /// What a saved state of the same subject must have been made of.
    static String makeOf(Track track) {
        return makeOf(track.subject().senses());
    }

    private static String makeOf(List<Sense> senses) {
        StringBuilder make = new StringBuilder();
        for (Sense sense : senses) {
            Site.Sensor sensor = sense.sensor();
            String period = sensor.reportSeconds().map(String::valueOf).orElse("-");
            make.append(sensor.id()).append(' ').append(sensor.gateway()).append(' ').append(sensor.kind()).append(' ').append(period).append(' ');
        }
        return make.toString();
    }

    /// Whether a sensor of the track is observed only when this gateway says that it watched.
    static boolean isWatchedBy(Track track, GatewayId gateway) {
        return track.subject().told().stream()
                .map(Sense::sensor)
                .anyMatch(sensor -> sensor.gateway().equals(gateway) && sensor.reportSeconds().isEmpty());
    }

    private void add(String key, Subject subject) {
        Track track = new Track(key, subject);
        byKey.put(key, track);
        Set<GatewayId> gateways = new TreeSet<>((left, right) -> left.value().compareTo(right.value()));
        for (Sense sense : subject.told()) {
            bySensor.computeIfAbsent(sense.sensor().id(), _ -> new ArrayList<>()).add(track);
            gateways.add(sense.sensor().gateway());
        }
        gateways.forEach(gateway -> byGateway.computeIfAbsent(gateway, _ -> new ArrayList<>()).add(track));
    }

    private Optional<Subject> zoneSubject(Site.Zone zone) {
        int capacity = zone.capacity().orElse(site.capacity());
        Optional<Subject> counted = counted(Optional.of(zone.id()), capacity);
        List<Sense> own = senses(zone.sensors(), BODIES::contains);
        if (counted.isPresent() || zone.kind() != Site.ZoneKind.ROOM || own.isEmpty()) {
            return counted;
        }
        List<Sense> contacts = contacts(zone);
        Kind kind = contacts.isEmpty() ? Kind.ROOM : Kind.GATED_ROOM;
        return Optional.of(slots(own, contacts, kind, answers, _ -> new RoomDecision(capacity, new Headline(Optional.of(zone.id())))));
    }

    private static Decision decision(Site.Desk desk, Answer answer) {
        return new DeskDecision(desk, switch (answer) {
            case LIVE -> DeskDecision.Thresholds.LIVE;
            case SMOOTHED -> DeskDecision.Thresholds.SMOOTHED;
        });
    }

    /// The room's own, and those at its doors.
    private List<Sense> contacts(Site.Zone room) {
        Set<SensorId> ids = new LinkedHashSet<>(room.sensors());
        Optional<ZoneId> id = Optional.of(room.id());
        site.doors().stream()
                .filter(door -> door.from().equals(id) || door.to().equals(id))
                .forEach(door -> ids.addAll(door.sensors()));
        return senses(List.copyOf(ids), CONTACTS::contains);
    }

    /// Empty when no counter stands at the zone's doors; `zone` empty: the doors to the outside.
    private Optional<Subject> counted(Optional<ZoneId> zone, int capacity) {
        List<Sense> counters = new ArrayList<>();
        Set<SensorId> outward = new TreeSet<>();
        for (Site.Door door : site.doors()) {
            if (door.leadsInto(zone) == door.leadsOutOf(zone)) {
                continue;
            }
            for (Sense counter : senses(door.sensors(), SensorKind::counts)) {
                counters.add(counter);
                if (door.leadsOutOf(zone)) {
                    outward.add(counter.sensor().id());
                }
            }
        }
        CountFilter.Place place = new CountFilter.Place(capacity, outward, times);
        return counters.isEmpty() ? Optional.empty() : Optional.of(new CountFilter(place, new Headline(zone), counters, crew(zone)));
    }

    /// The desks of a zone or, where it is empty, of the site.
    private Crew crew(Optional<ZoneId> zone) {
        List<Crew.Desk> desks = new ArrayList<>();
        for (Site.Desk desk : site.desks()) {
            SlotFilter filter = desk(desk, Set.of(Answer.LIVE));
            if (!filter.senses().isEmpty() && zone.map(desk.zone()::equals).orElse(true)) {
                desks.add(new Crew.Desk(desk.id().value(), makeOf(filter.senses()), filter));
            }
        }
        return Crew.of(desks);
    }

    private SlotFilter desk(Site.Desk desk, Set<Answer> of) {
        return slots(senses(desk.sensors(), BODIES::contains), List.of(), Kind.DESK, of, answer -> decision(desk, answer));
    }

    /// Where the site does not say when it is open, it has no nights.
    private long nightBefore(long at) {
        ZonedDateTime local = Instant.ofEpochMilli(at).atZone(site.timeZone());
        LocalDate day = local.toLocalTime().isBefore(NIGHT_ENDS) ? local.toLocalDate().minusDays(1) : local.toLocalDate();
        boolean isNight = true;
        for (LocalTime time = NIGHT_BEGINS; isNight && time.isBefore(NIGHT_ENDS); time = time.plusHours(1)) {
            isNight = times.isClosed(day.atTime(time).atZone(site.timeZone()).toInstant().toEpochMilli());
        }
        return isNight ? day.atTime(NIGHT_BEGINS).atZone(site.timeZone()).toInstant().toEpochMilli() : Watching.NEVER;
    }

    private SlotFilter slots(List<Sense> senses, List<Sense> contacts, Kind kind, Set<Answer> of, Function<Answer, Decision> decisions) {
        boolean isSlow = senses.stream().anyMatch(sense -> sense.sensor().reportSeconds().orElse(0) >= SLOW_REPORT_SECONDS);
        Models models = isSlow ? minutes : halfMinutes;
        SlotModel model = kind == Kind.GATED_ROOM ? models.room() : models.desk();
        SensorModel sensor = kind == Kind.GATED_ROOM ? IN_A_ROOM : AT_A_DESK;
        Place place = new Place(
                model, isSlow ? 2 * SLOT_MILLIS : SLOT_MILLIS, kind != Kind.DESK, Collections.nCopies(senses.size(), sensor));
        Optional<Decision> later = Optional.of(Answer.SMOOTHED).filter(of::contains).map(decisions);
        return new SlotFilter(place, decisions.apply(Answer.LIVE), later, senses, contacts);
    }

    private List<Sense> senses(List<SensorId> ids, Predicate<SensorKind> kinds) {
        List<Sense> senses = new ArrayList<>();
        for (SensorId id : ids) {
            Optional.ofNullable(sensors.get(id)).filter(sensor -> kinds.test(sensor.kind())).map(sensor -> new Sense(sensor, this::nightBefore)).ifPresent(senses::add);
        }
        return senses;
    }
}
