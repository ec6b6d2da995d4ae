package org.terzo.simulator.scene;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.terzo.simulator.site.SimulatedSite.Door;
import org.terzo.wire.Reading.Direction;
import org.terzo.wire.ZoneId;

/// The shortest way through doors. Between places that no door connects people go unnoticed.
final class DoorGraph {
    private final List<Door> doors;
    private final Set<ZoneId> bounded = new HashSet<>();

    DoorGraph(List<Door> doors) {
        this.doors = List.copyOf(doors);
        for (Door door : doors) {
            door.from().ifPresent(bounded::add);
            door.to().ifPresent(bounded::add);
        }
    }

    /// Whether doors say who is in it.
    boolean isBounded(ZoneId zone) {
        return bounded.contains(zone);
    }

    record Step(Door door, Direction direction) {}

    private record Reached(Optional<ZoneId> zone, List<Step> steps) {}

    /// @param taste which of several doors that lead the same way
    List<Step> way(Optional<ZoneId> from, Optional<ZoneId> to, int taste) {
        return shortest(from.flatMap(this::within), to.flatMap(this::within), taste);
    }

    /// What no door leads to lies behind the entrance.
    private Optional<ZoneId> within(ZoneId zone) {
        return isBounded(zone) ? Optional.of(zone) : doors.stream().filter(Door::isOuter).findFirst().flatMap(door -> door.to().or(door::from));
    }

    private List<Step> shortest(Optional<ZoneId> from, Optional<ZoneId> to, int taste) {
        List<Door> inOrder = new ArrayList<>(doors);
        Collections.rotate(inOrder, doors.isEmpty() ? 0 : taste % doors.size());
        Deque<Reached> open = new ArrayDeque<>(List.of(new Reached(from, List.of())));
        Set<Optional<ZoneId>> seen = new HashSet<>(Set.of(from));
        while (!open.isEmpty()) {
            Reached here = open.remove();
            if (here.zone().equals(to)) {
                return here.steps();
            }
            for (Door door : inOrder) {
                next(here, door).filter(reached -> seen.add(reached.zone())).ifPresent(open::add);
            }
        }
        return List.of();
    }

    private static Optional<Reached> next(Reached here, Door door) {
        if (door.from().equals(here.zone())) {
            return Optional.of(reached(here, door, door.to(), Direction.IN));
        }
        return door.to().equals(here.zone()) ? Optional.of(reached(here, door, door.from(), Direction.OUT)) : Optional.empty();
    }

    private static Reached reached(Reached here, Door door, Optional<ZoneId> zone, Direction direction) {
        List<Step> steps = new ArrayList<>(here.steps());
        steps.add(new Step(door, direction));
        return new Reached(zone, List.copyOf(steps));
    }
}
