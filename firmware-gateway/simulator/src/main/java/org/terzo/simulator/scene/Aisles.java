package org.terzo.simulator.scene;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.terzo.simulator.chance.Chance;
import org.terzo.simulator.site.SimulatedSite;
import org.terzo.simulator.site.SimulatedSite.Desk;
import org.terzo.simulator.site.SimulatedSite.Point;
import org.terzo.wire.DeskId;
import org.terzo.wire.ZoneId;

/// Whose sensors see somebody who is on the way to a desk, or fidgets at the next one.
final class Aisles {
    private static final double WAY_SEEN_M = 1.3;
    private static final double NEIGHBOUR_M = 2.6;
    private static final int UNPLACED_ON_WAY = 2;

    private final Map<DeskId, List<DeskId>> alongside = new HashMap<>();
    private final Map<DeskId, List<DeskId>> neighbours = new HashMap<>();

    Aisles(SimulatedSite site, long seed) {
        for (Desk desk : site.desks()) {
            List<Desk> others = site.desks().stream().filter(other -> !other.id().equals(desk.id()) && other.zone().equals(desk.zone())).toList();
            alongside.put(desk.id(), desk.at().map(at -> passed(entrance(site, desk.zone()), at, others)).orElseGet(() -> some(desk, others, seed)));
            neighbours.put(desk.id(), desk.at().map(at -> within(at, others)).orElse(List.of()));
        }
    }

    /// The desks one passes on the way between the door and this one.
    List<DeskId> alongside(DeskId desk) {
        return alongside.getOrDefault(desk, List.of());
    }

    List<DeskId> neighbours(DeskId desk) {
        return neighbours.getOrDefault(desk, List.of());
    }

    private static Point entrance(SimulatedSite site, ZoneId zone) {
        return site.doors().stream()
                .filter(door -> door.from().equals(Optional.of(zone)) || door.to().equals(Optional.of(zone)))
                .flatMap(door -> door.at().stream())
                .findFirst()
                .orElse(new Point(0, 0));
    }


    private static List<DeskId> passed(Point entrance, Point desk, List<Desk> others) {
        List<DeskId> passed = new ArrayList<>();
        for (Desk other : others) {
            other.at().filter(at -> distance(at, entrance, desk) < WAY_SEEN_M).ifPresent(_ -> passed.add(other.id()));
        }
        return passed;
    }

    private static double distance(Point point, Point from, Point to) {
        double dx = to.x() - from.x();
        double dy = to.y() - from.y();
        double length = dx * dx + dy * dy;
        double along = length == 0 ? 0 : Math.clamp(((point.x() - from.x()) * dx + (point.y() - from.y()) * dy) / length, 0, 1);
        return point.to(new Point(from.x() + along * dx, from.y() + along * dy));
    }

    private static List<DeskId> some(Desk desk, List<Desk> others, long seed) {
        List<Desk> shuffled = Chance.of(seed, "aisle", desk.id()).shuffled(others);
        return shuffled.subList(0, Math.min(UNPLACED_ON_WAY, shuffled.size())).stream().map(Desk::id).toList();
    }

    private static List<DeskId> within(Point desk, List<Desk> others) {
        return others.stream().filter(other -> other.at().filter(at -> at.to(desk) < NEIGHBOUR_M).isPresent()).map(Desk::id).toList();
    }
}
