package org.terzo.hub.site;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.terzo.wire.DeskId;
import org.terzo.wire.DoorId;
import org.terzo.wire.GatewayId;
import org.terzo.wire.SensorId;
import org.terzo.wire.SiteId;
import org.terzo.wire.ZoneId;

/// A coworking site at one revision, as its site file says it (run.md section 4).
///
/// @param openingHours in OpenStreetMap syntax
/// @param capacity people allowed inside
public record Site(
        SiteId id,
        int revision,
        String name,
        String country,
        Optional<String> nuts3,
        Optional<Integer> degurba,
        java.time.ZoneId timeZone,
        List<String> languages,
        Optional<Operator> operator,
        Optional<String> openingHours,
        List<Closure> closures,
        List<Opening> openings,
        int capacity,
        Optional<Publication> publication,
        Optional<Plan> plan,
        List<Zone> zones,
        List<Desk> desks,
        List<Door> doors,
        List<Sensor> sensors) {
    public Site {
        languages = List.copyOf(languages);
        closures = List.copyOf(closures);
        openings = List.copyOf(openings);
        zones = List.copyOf(zones);
        desks = List.copyOf(desks);
        doors = List.copyOf(doors);
        sensors = List.copyOf(sensors);
    }

    public Optional<Zone> zone(ZoneId zone) {
        return zones.stream().filter(each -> each.id().equals(zone)).findFirst();
    }

    public Optional<Desk> desk(DeskId desk) {
        return desks.stream().filter(each -> each.id().equals(desk)).findFirst();
    }

    public Optional<Sensor> sensor(SensorId sensor) {
        return sensors.stream().filter(each -> each.id().equals(sensor)).findFirst();
    }

    /// Whether a counter stands at a door of the zone or, when it is empty, at a door to the outside.
    public boolean isCounted(Optional<ZoneId> zone) {
        return doors.stream()
                .filter(door -> door.leadsInto(zone) != door.leadsOutOf(zone))
                .flatMap(door -> door.sensors().stream())
                .anyMatch(id -> sensor(id).filter(sensor -> sensor.kind().counts()).isPresent());
    }

    public record Operator(String id, String kind) {}

    /// Days the site is shut, both included.
    public record Closure(LocalDate from, LocalDate to, Optional<String> reason) {}

    /// An exceptional opening.
    public record Opening(LocalDate date, LocalTime from, LocalTime to) {}

    /// What the operator agreed to publish.
    public record Publication(int level, String signedBy, LocalDate from) {}

    /// Metres; `image` names an SVG backdrop.
    public record Plan(double width, double height, Optional<String> image) {
        boolean holds(Point point) {
            return point.x() <= width && point.y() <= height;
        }
    }

    /// Metres from the plan's upper left corner.
    public record Point(double x, double y) {}

    public record Zone(
            ZoneId id, String name, ZoneKind kind, Optional<Integer> capacity, boolean isPublic, List<SensorId> sensors, List<Point> outline) {
        public Zone {
            sensors = List.copyOf(sensors);
            outline = List.copyOf(outline);
        }
    }

    public enum ZoneKind {
        DESKS,
        ROOM,
        LOBBY;

        public String text() {
            return word(this);
        }
    }

    /// A kind as files and answers write it: `beam-pair`.
    private static String word(Enum<?> kind) {
        return kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// @param assigned belongs to a named person, so is never shown by itself to members
    /// @param serviceTo excluded
    public record Desk(
            DeskId id,
            ZoneId zone,
            String label,
            Optional<Point> at,
            List<String> amenities,
            List<SensorId> sensors,
            boolean assigned,
            Optional<Instant> serviceFrom,
            Optional<Instant> serviceTo) {
        public Desk {
            amenities = List.copyOf(amenities);
            sensors = List.copyOf(sensors);
        }
    }

    /// A passage `in` goes from `from` to `to`; an empty end is outside.
    public record Door(DoorId id, Optional<ZoneId> from, Optional<ZoneId> to, Optional<Point> at, List<SensorId> sensors) {
        public Door {
            sensors = List.copyOf(sensors);
        }

        /// @param zone empty: the site as a whole
        public boolean leadsInto(Optional<ZoneId> zone) {
            return zone.isPresent() ? to.equals(zone) : to.isPresent();
        }

        /// @param zone empty: the site as a whole
        public boolean leadsOutOf(Optional<ZoneId> zone) {
            return zone.isPresent() ? from.equals(zone) : from.isPresent();
        }
    }

    /// @param reportSeconds how often it repeats its level; empty: only on change
    public record Sensor(SensorId id, GatewayId gateway, SensorKind kind, Optional<Integer> reportSeconds) {}

    public enum SensorKind {
        PIR,
        RADAR,
        MAT,
        SEAT,
        REED,
        BEAM_PAIR,
        TOF_COUNTER,
        TOF,
        SCD41;

        public String text() {
            return word(this);
        }

        /// Whether it tells who passes a door, and which way.
        public boolean counts() {
            return this == BEAM_PAIR || this == TOF_COUNTER;
        }
    }
}
