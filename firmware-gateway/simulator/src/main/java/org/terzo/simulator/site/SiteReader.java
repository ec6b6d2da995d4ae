package org.terzo.simulator.site;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.terzo.gateway.sensor.SensorKind;
import org.terzo.simulator.site.SimulatedSite.Desk;
import org.terzo.simulator.site.SimulatedSite.Door;
import org.terzo.simulator.site.SimulatedSite.Point;
import org.terzo.simulator.site.SimulatedSite.Sensor;
import org.terzo.simulator.site.SimulatedSite.Zone;
import org.terzo.simulator.site.SimulatedSite.ZoneKind;
import org.terzo.wire.DeskId;
import org.terzo.wire.DoorId;
import org.terzo.wire.GatewayId;
import org.terzo.wire.SensorId;
import org.terzo.wire.SiteId;
import org.terzo.wire.ZoneId;

/// Reads of a `*.site.yaml` what a simulation needs. It is no judge of the rest: `terzo-hub check-site` is.
public final class SiteReader {
    private static final String ID = "an id of a-z, 0-9 and inner '-'";
    private static final String OUTSIDE = "outside";

    private final List<String> wrong = new ArrayList<>();
    private final Set<ZoneId> zones = new HashSet<>();
    private final Set<SensorId> sensors = new HashSet<>();

    private SiteReader() {}

    /// Empty when there are mistakes, each told as `file:line: place: …`.
    public static Optional<SimulatedSite> read(Path file, Consumer<String> mistakes) {
        try {
            return parse(Files.readString(file), mistake -> mistakes.accept(file + ":" + mistake));
        } catch (CharacterCodingException e) {
            mistakes.accept(file + ": is no UTF-8");
        } catch (IOException e) {
            mistakes.accept(file + ": cannot be read: " + e.getMessage());
        }
        return Optional.empty();
    }

    /// The same of a file's text.
    public static Optional<SimulatedSite> parse(String yaml, Consumer<String> mistakes) {
        SiteReader reader = new SiteReader();
        Optional<SimulatedSite> site = Members.root(yaml, reader.wrong::add).flatMap(reader::site);
        reader.wrong.forEach(mistakes);
        return site.filter(_ -> reader.wrong.isEmpty());
    }

    private Optional<SimulatedSite> site(Members file) {
        Optional<SiteId> id = file.required("site", SiteId::parse, ID);
        int capacity = file.required("capacity", SiteReader::whole, "a whole number of people").orElse(1);
        List<Sensor> allSensors = all(file, "sensors", this::sensor);
        List<Zone> allZones = all(file, "zones", zone -> zone(zone, capacity));
        List<Desk> desks = all(file, "desks", this::desk);
        List<Door> doors = all(file, "doors", this::door);
        return hours(file).flatMap(hours -> id.map(site -> new SimulatedSite(site, hours, capacity, allZones, desks, doors, allSensors)));
    }

    private static <T> List<T> all(Members file, String name, Function<Members, Optional<T>> read) {
        return file.mappings(name).stream().flatMap(item -> read.apply(item).stream()).toList();
    }

    private static Optional<Hours> hours(Members file) {
        Optional<java.time.ZoneId> zone = file.required("timeZone", text -> attempt(() -> java.time.ZoneId.of(text)), "a zone such as Europe/Rome");
        List<Hours.Rule> rules = file.optional("openingHours", HoursText::parse, "rules of months, dates, weekdays, PH, times, off or 24/7, with ';' between them")
                .orElseGet(() -> Hours.always(java.time.ZoneOffset.UTC).rules());
        List<Hours.Closure> closures = all(file, "closures", item -> day(item, "from").flatMap(from -> day(item, "to").map(to -> new Hours.Closure(from, to))));
        List<Hours.Opening> openings = all(file, "openings", item -> day(item, "date")
                .flatMap(date -> time(item, "from").flatMap(from -> time(item, "to").map(to -> new Hours.Opening(date, from, to)))));
        return zone.map(at -> new Hours(at, rules, closures, openings));
    }

    private Optional<Sensor> sensor(Members item) {
        Optional<SensorId> id = item.required("sensor", SensorId::parse, ID);
        Optional<GatewayId> gateway = item.required("gateway", GatewayId::parse, ID);
        Optional<SensorKind> kind = item.required("kind", SensorKind::parse, SensorKind.all());
        Optional<Duration> repeats = item.optional("reportSeconds", SiteReader::whole, "whole seconds").map(Duration::ofSeconds);
        id.ifPresent(sensors::add);
        return id.flatMap(sensor -> gateway.flatMap(at -> kind.map(what -> new Sensor(sensor, at, what, repeats))));
    }

    private Optional<Zone> zone(Members item, int siteCapacity) {
        Optional<ZoneId> id = item.required("zone", ZoneId::parse, ID);
        Optional<ZoneKind> kind = item.required("kind", SiteReader::zoneKind, "desks, room or lobby");
        int capacity = item.optional("capacity", SiteReader::whole, "a whole number of people").orElse(siteCapacity);
        List<SensorId> here = places(item);
        id.ifPresent(zones::add);
        return id.flatMap(zone -> kind.map(what -> new Zone(zone, what, capacity, here)));
    }

    private Optional<Desk> desk(Members item) {
        Optional<DeskId> id = item.required("desk", DeskId::parse, ID);
        Optional<ZoneId> zone = item.required("zone", text -> ZoneId.parse(text).filter(zones::contains), "a zone of this site");
        List<SensorId> here = places(item);
        boolean assigned = item.text("assigned").filter("true"::equals).isPresent();
        return id.flatMap(desk -> zone.map(in -> new Desk(desk, in, at(item), here, assigned)));
    }

    private Optional<Door> door(Members item) {
        Optional<DoorId> id = item.required("door", DoorId::parse, ID);
        Function<String, Optional<String>> end = text -> Optional.of(text)
                .filter(each -> each.equals(OUTSIDE) || ZoneId.parse(each).filter(zones::contains).isPresent());
        Optional<String> from = item.required("from", end, "a zone of this site or outside");
        Optional<String> to = item.required("to", end, "a zone of this site or outside");
        List<SensorId> here = places(item);
        return id.flatMap(door -> from.flatMap(a -> to.map(b -> new Door(door, end(a), end(b), at(item), here))));
    }

    private static Optional<ZoneId> end(String text) {
        return text.equals(OUTSIDE) ? Optional.empty() : ZoneId.parse(text);
    }

    private List<SensorId> places(Members item) {
        List<String> names = item.texts("sensors");
        names.stream().filter(name -> SensorId.parse(name).filter(sensors::contains).isEmpty())
                .forEach(name -> item.mistake("sensors", "'%s', expected a sensor of this site".formatted(name)));
        return names.stream().flatMap(name -> SensorId.parse(name).stream()).toList();
    }

    private static Optional<Point> at(Members item) {
        List<String> numbers = item.texts("at");
        return numbers.size() == 2 ? attempt(() -> new Point(Double.parseDouble(numbers.get(0)), Double.parseDouble(numbers.get(1)))) : Optional.empty();
    }

    private static Optional<ZoneKind> zoneKind(String text) {
        return Arrays.stream(ZoneKind.values()).filter(kind -> kind.name().toLowerCase(Locale.ROOT).equals(text)).findFirst();
    }

    private static Optional<Integer> whole(String text) {
        return text.matches("[0-9]{1,6}") ? Optional.of(Integer.parseInt(text)) : Optional.empty();
    }

    private static Optional<LocalDate> day(Members item, String name) {
        return item.required(name, text -> attempt(() -> LocalDate.parse(text)), "a date such as 2026-12-24");
    }

    private static Optional<LocalTime> time(Members item, String name) {
        return item.required(name, text -> attempt(() -> LocalTime.parse(text)), "a time such as 10:00");
    }

    private static <T> Optional<T> attempt(java.util.function.Supplier<T> parse) {
        try {
            return Optional.of(parse.get());
        } catch (DateTimeException | NumberFormatException notOne) {
            return Optional.empty();
        }
    }
}
