package org.terzo.simulator.scene;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.terzo.simulator.chance.Chance;
import org.terzo.simulator.life.Habits;
import org.terzo.simulator.life.Seat;
import org.terzo.simulator.life.Where;
import org.terzo.simulator.scene.DoorGraph.Step;
import org.terzo.simulator.scene.Place.AtDesk;
import org.terzo.simulator.scene.Place.AtDoor;
import org.terzo.simulator.scene.Place.InZone;
import org.terzo.simulator.scene.Stimulus.Bustled;
import org.terzo.simulator.scene.Stimulus.Crossed;
import org.terzo.simulator.scene.Stimulus.Opened;
import org.terzo.simulator.site.SimulatedSite;
import org.terzo.simulator.site.SimulatedSite.Desk;
import org.terzo.simulator.site.SimulatedSite.Door;
import org.terzo.simulator.site.SimulatedSite.Zone;
import org.terzo.simulator.site.SimulatedSite.ZoneKind;
import org.terzo.wire.DeskId;
import org.terzo.wire.Reading.Direction;
import org.terzo.wire.ZoneId;

/// How people get from one place to the next, through which doors and past whose desks.
final class Ways {
    private static final double BETWEEN_DOORS_S = 6;
    private static final double SEEN_ALONGSIDE = 0.07;

    private final DoorGraph graph;
    private final Habits habits;
    private final Aisles aisles;
    private final Story story;
    private final Set<ZoneId> rooms;

    Ways(SimulatedSite site, Habits habits, Aisles aisles, Story story) {
        this.graph = new DoorGraph(site.doors());
        this.habits = habits;
        this.aisles = aisles;
        this.story = story;
        this.rooms = site.zones(ZoneKind.ROOM).stream().map(Zone::id).collect(Collectors.toSet());
    }

    /// @param leaves when the old place is left
    record Walk(Instant leaves, Instant arrives) {}

    /// @param at when the outer door is passed, where it is; else when somebody gets up
    Walk walk(int person, Where from, Where to, Instant at, Chance chance) {
        List<Step> steps = graph.way(from.within(), to.within(), person / 2);
        int anchor = from.within().isPresent() && to.within().isEmpty() ? Math.max(0, steps.size() - 1) : 0;
        Instant firstDoor = at.minus(Chance.ofSeconds(anchor * BETWEEN_DOORS_S));
        boolean isTimedAtDoor = !steps.isEmpty() && (from.within().isEmpty() || to.within().isEmpty());
        Duration toDoor = chance.seconds(4, 14);
        Duration fromDoor = chance.seconds(5, 20);
        Instant leaves = isTimedAtDoor ? firstDoor.minus(toDoor) : at;
        Instant passes = isTimedAtDoor ? firstDoor : at.plus(toDoor);
        for (int i = 0; i < steps.size(); i++) {
            pass(steps.get(i), passes.plus(Chance.ofSeconds(i * BETWEEN_DOORS_S)), to, chance);
        }
        Instant last = passes.plus(Chance.ofSeconds(Math.max(0, steps.size() - 1) * BETWEEN_DOORS_S));
        Instant arrives = steps.isEmpty() ? at.plus(fromDoor) : last.plus(fromDoor);
        roomDoor(from, leaves.plusSeconds(1), new Where.Outside(), chance);
        roomDoor(to, arrives.minusSeconds(1), to, chance);
        brush(from, leaves, chance);
        brush(to, arrives.minusSeconds(3), chance);
        return new Walk(leaves, arrives);
    }

    private void pass(Step step, Instant at, Where to, Chance chance) {
        Door door = step.door();
        story.add(new AtDoor(door.id()), new Crossed(at, step.direction()));
        leaf(new AtDoor(door.id()), at, to.within().filter(rooms::contains).isPresent() && !door.isOuter() ? to : new Where.Outside(), chance);
        if (door.isOuter() && chance.in(habits.doorway().turnBacks())) {
            Instant later = at.plus(chance.seconds(20, 90));
            story.add(new AtDoor(door.id()), new Crossed(later, Direction.ABORTED));
            leaf(new AtDoor(door.id()), later, new Where.Outside(), chance);
        }
    }

    /// The door of a room that the site file does not name as a door.
    private void roomDoor(Where where, Instant at, Where entered, Chance chance) {
        Optional<ZoneId> room = where.within().filter(zone -> rooms.contains(zone) && !graph.isBounded(zone));
        room.ifPresent(zone -> leaf(new InZone(zone), at, entered, chance));
    }

    /// Open for some seconds; behind somebody who enters a room at times for much longer.
    private void leaf(Place door, Instant at, Where entered, Chance chance) {
        Duration open = chance.seconds(2.5, 6.5);
        Duration forgotten = chance.minutes(15, 170);
        boolean isForgotten = chance.in(habits.rooms().leftOpen()) && entered instanceof Where.InRoom;
        story.add(door, new Opened(at.minusSeconds(1), at.plus(isForgotten ? forgotten : open)));
    }

    private void brush(Where where, Instant at, Chance chance) {
        if (where instanceof Where.AtSeat(Seat seat)) {
            for (DeskId near : seat.desk().map(Desk::id).map(aisles::alongside).orElse(List.of())) {
                if (chance.in(SEEN_ALONGSIDE)) {
                    story.add(new AtDesk(near), new Bustled(at, chance.seconds(0.4, 1.4)));
                }
            }
        }
    }
}
