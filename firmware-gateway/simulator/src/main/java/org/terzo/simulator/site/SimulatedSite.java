package org.terzo.simulator.site;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.terzo.gateway.sensor.SensorKind;
import org.terzo.wire.DeskId;
import org.terzo.wire.DoorId;
import org.terzo.wire.GatewayId;
import org.terzo.wire.SensorId;
import org.terzo.wire.SiteId;
import org.terzo.wire.ZoneId;

/// What of a site matters to the people and sensors in it.
public record SimulatedSite(SiteId id, Hours hours, int capacity, List<Zone> zones, List<Desk> desks, List<Door> doors, List<Sensor> sensors) {
    public SimulatedSite {
        zones = List.copyOf(zones);
        desks = List.copyOf(desks);
        doors = List.copyOf(doors);
        sensors = List.copyOf(sensors);
    }

    /// What people do in a zone.
    public enum ZoneKind {
        DESKS,
        ROOM,
        LOBBY
    }

    /// Metres from the plan's upper left corner.
    public record Point(double x, double y) {
        public double to(Point other) {
            return StrictMath.hypot(x - other.x, y - other.y);
        }
    }

    public record Zone(ZoneId id, ZoneKind kind, int capacity, List<SensorId> sensors) {
        public Zone {
            sensors = List.copyOf(sensors);
        }
    }

    /// @param assigned belongs to one person
    public record Desk(DeskId id, ZoneId zone, Optional<Point> at, List<SensorId> sensors, boolean assigned) {
        public Desk {
            sensors = List.copyOf(sensors);
        }
    }

    /// A passage `in` goes from `from` to `to`; an empty end is outside.
    public record Door(DoorId id, Optional<ZoneId> from, Optional<ZoneId> to, Optional<Point> at, List<SensorId> sensors) {
        public Door {
            sensors = List.copyOf(sensors);
        }

        public boolean isOuter() {
            return from.isEmpty() || to.isEmpty();
        }
    }

    /// @param repeats how often it repeats its level; empty: it speaks on change only
    public record Sensor(SensorId id, GatewayId gateway, SensorKind kind, Optional<Duration> repeats) {}

    public List<GatewayId> gateways() {
        return sensors.stream().map(Sensor::gateway).distinct().sorted().toList();
    }

    /// Their sensors in the order of the file.
    public List<Sensor> sensorsOf(SensorKind kind) {
        return sensors.stream().filter(sensor -> sensor.kind() == kind).toList();
    }

    public List<Zone> zones(ZoneKind kind) {
        return zones.stream().filter(zone -> zone.kind() == kind).toList();
    }

    /// Where people stay: zones with desks, or lobbies where there are none.
    public List<Zone> halls() {
        List<Zone> halls = zones(ZoneKind.DESKS);
        return halls.isEmpty() ? zones(ZoneKind.LOBBY) : halls;
    }

    public SimulatedSite openAt(Hours other) {
        return new SimulatedSite(id, other, capacity, zones, desks, doors, sensors);
    }
}
