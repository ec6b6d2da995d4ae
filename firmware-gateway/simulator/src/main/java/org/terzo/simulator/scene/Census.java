package org.terzo.simulator.scene;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.terzo.simulator.life.DayPlan.Booking;
import org.terzo.simulator.scene.Fact.Kind;
import org.terzo.simulator.scene.Stimulus.Bustled;
import org.terzo.simulator.scene.Stimulus.Came;
import org.terzo.simulator.scene.Stimulus.Crossed;
import org.terzo.simulator.scene.Stimulus.LaidDown;
import org.terzo.simulator.scene.Stimulus.Moved;
import org.terzo.simulator.scene.Stimulus.Opened;
import org.terzo.simulator.scene.Stimulus.TakenAway;
import org.terzo.simulator.scene.Stimulus.Went;
import org.terzo.simulator.site.SimulatedSite;
import org.terzo.simulator.site.SimulatedSite.Desk;
import org.terzo.simulator.site.SimulatedSite.Door;
import org.terzo.wire.DeskId;
import org.terzo.wire.DoorId;
import org.terzo.wire.Reading.Direction;
import org.terzo.wire.ZoneId;

/// Who is where, kept up to date by what happens: the truth of a simulation.
public final class Census {
    private final SimulatedSite site;
    private final Map<DeskId, TreeSet<Integer>> desks = new TreeMap<>();
    private final Map<ZoneId, Integer> zones = new TreeMap<>();
    private final Map<DoorId, Door> doors = new HashMap<>();
    private final DoorGraph graph;
    private int inside;

    public Census(SimulatedSite site) {
        this.site = site;
        this.graph = new DoorGraph(site.doors());
        site.desks().stream().map(Desk::id).forEach(desk -> desks.put(desk, new TreeSet<>()));
        site.zones().forEach(zone -> zones.put(zone.id(), 0));
        site.doors().forEach(door -> doors.put(door.id(), door));
    }

    /// How all is at `at`.
    public List<Fact> state(Instant at) {
        List<Fact> facts = new ArrayList<>();
        desks.keySet().forEach(desk -> facts.add(desk(at, desk)));
        zones.keySet().forEach(zone -> facts.add(zone(at, zone)));
        if (site.doors().stream().anyMatch(Door::isOuter)) {
            facts.add(inside(at));
        }
        return facts;
    }

    /// What becomes true when `felt` happens.
    public List<Fact> observe(Felt felt) {
        return switch (felt.place()) {
            case Place.AtDesk(DeskId desk) -> atDesk(desk, felt.what());
            case Place.InZone(ZoneId zone) -> graph.isBounded(zone) ? List.of() : inZone(zone, felt.what());
            case Place.AtDoor(DoorId door) -> felt.what() instanceof Crossed(Instant at, Direction direction)
                    ? crossed(Optional.ofNullable(doors.get(door)).orElseThrow(), at, direction)
                    : List.of();
        };
    }

    private List<Fact> atDesk(DeskId desk, Stimulus what) {
        TreeSet<Integer> sitting = desks.computeIfAbsent(desk, _ -> new TreeSet<>());
        return switch (what) {
            case Came(Instant at, int person) -> sitting.add(person) ? List.of(desk(at, desk)) : List.of();
            case Went(Instant at, int person) -> sitting.remove(person) ? List.of(desk(at, desk)) : List.of();
            case LaidDown(Instant at, Stimulus.Spot spot) -> List.of(new Fact(at, Kind.BELONGINGS, desk.value(), spot.name().toLowerCase(Locale.ROOT)));
            case TakenAway(Instant at, var _) -> List.of(new Fact(at, Kind.BELONGINGS, desk.value(), Fact.NONE));
            case Moved _, Bustled _, Crossed _, Opened _ -> List.of();
        };
    }

    private List<Fact> inZone(ZoneId zone, Stimulus what) {
        return switch (what) {
            case Came(Instant at, int _) -> List.of(changed(zone, 1, at));
            case Went(Instant at, int _) -> List.of(changed(zone, -1, at));
            case LaidDown _, TakenAway _, Moved _, Bustled _, Crossed _, Opened _ -> List.of();
        };
    }

    private List<Fact> crossed(Door door, Instant at, Direction direction) {
        if (direction == Direction.ABORTED) {
            return List.of();
        }
        Optional<ZoneId> left = direction == Direction.IN ? door.from() : door.to();
        Optional<ZoneId> entered = direction == Direction.IN ? door.to() : door.from();
        List<Fact> facts = new ArrayList<>();
        left.ifPresent(zone -> facts.add(changed(zone, -1, at)));
        entered.ifPresent(zone -> facts.add(changed(zone, 1, at)));
        if (door.isOuter()) {
            inside += entered.isPresent() ? 1 : -1;
            facts.add(inside(at));
        }
        return facts;
    }

    private Fact changed(ZoneId zone, int by, Instant at) {
        zones.merge(zone, by, Integer::sum);
        return zone(at, zone);
    }

    private Fact desk(Instant at, DeskId desk) {
        Set<Integer> sitting = desks.getOrDefault(desk, new TreeSet<>());
        String value = sitting.isEmpty() ? Fact.FREE : sitting.stream().map(String::valueOf).collect(Collectors.joining("+"));
        return new Fact(at, Kind.DESK, desk.value(), value);
    }

    private Fact zone(Instant at, ZoneId zone) {
        return new Fact(at, Kind.ZONE, zone.value(), Integer.toString(zones.getOrDefault(zone, 0)));
    }

    private Fact inside(Instant at) {
        return new Fact(at, Kind.SITE, site.id().value(), Integer.toString(inside));
    }

    /// A reservation becomes and ceases to be true.
    public static List<Fact> of(Booking booking) {
        String desk = booking.desk().value();
        return List.of(
                new Fact(booking.from(), Kind.BOOKED, desk, Integer.toString(booking.person())),
                new Fact(booking.to(), Kind.BOOKED, desk, Fact.NONE));
    }
}
