package org.terzo.hub.site;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.terzo.hub.site.Site.Desk;
import org.terzo.hub.site.Site.Door;
import org.terzo.hub.site.Site.Point;
import org.terzo.hub.site.Site.Sensor;
import org.terzo.hub.site.Site.SensorKind;
import org.terzo.hub.site.Site.Zone;
import org.terzo.hub.site.Site.ZoneKind;
import org.terzo.hub.site.SiteFile.Mistake;
import org.terzo.hub.site.hours.OpeningSyntax;
import org.terzo.wire.DeskId;
import org.terzo.wire.DoorId;
import org.terzo.wire.GatewayId;
import org.terzo.wire.SensorId;
import org.terzo.wire.SiteId;
import org.terzo.wire.ZoneId;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.SequenceNode;

/// Builds a site from its YAML; what is wrong goes into the list and is stood in for, so that the next mistake is found too.
final class SiteReader {
    private static final Set<String> COUNTRIES = Set.of(Locale.getISOCountries());
    private static final Map<String, String> NUTS_PREFIX = Map.of("GR", "EL", "GB", "UK");
    private static final OpeningSyntax.Parsed ALWAYS = new OpeningSyntax.Parsed.Understood(List.of());
    private static final String OUTSIDE = "outside";
    private static final String END = "a zone of this site or outside";
    private static final String ID = "an id of a-z, 0-9 and inner '-'";

    private final List<Mistake> mistakes;
    private final Set<ZoneId> zones = new HashSet<>();
    private final Set<ZoneId> deskZones = new HashSet<>();
    private final Set<SensorId> sensors = new HashSet<>();
    private final Set<SensorId> placed = new HashSet<>();
    private Optional<Site.Plan> plan = Optional.empty();
    private final Set<Object> seen = new HashSet<>();

    SiteReader(List<Mistake> mistakes) {
        this.mistakes = mistakes;
    }

    Site site(Node root) {
        Members file = new Members("", root, mistakes);
        plan = file.mapping("plan", SiteReader::plan);
        List<Sensor> allSensors = file.mappings("sensors", this::sensor);
        SiteId id = file.required("site", SiteId::parse, ID, new SiteId("site"));
        Optional<String> country = file.needed("country", text -> Optional.of(text).filter(COUNTRIES::contains), "two letters, ISO 3166");
        java.time.ZoneId timeZone = file.required("timeZone", Scalars::timeZone, "a zone such as Europe/Rome", ZoneOffset.UTC);
        List<Zone> allZones = file.mappings("zones", this::zone);
        Site site = new Site(
                id,
                file.required("revision", Scalars.whole(1, Integer.MAX_VALUE), "a whole number from 1", 1),
                file.required("name", Scalars::words, "a name", ""),
                country.orElse(""),
                file.optional("nuts3", text -> Optional.of(text).filter(code -> isNuts3(code, country)), "a NUTS 3 code" + country.map(" of "::concat).orElse("")),
                file.optional("degurba", Scalars.whole(1, 3), "1, 2 or 3"),
                timeZone,
                file.scalars("languages", text -> Optional.of(text).filter(code -> code.matches("[a-z]{2}")), "two letters"),
                file.mapping("operator", SiteReader::operator),
                openingHours(file),
                file.mappings("closures", SiteReader::closure),
                file.mappings("openings", SiteReader::opening),
                file.required("capacity", Scalars.whole(1, 100_000), "people allowed inside, from 1", 1),
                file.mapping("publication", SiteReader::publication),
                plan,
                allZones,
                file.mappings("desks", desk -> desk(desk, timeZone)),
                file.mappings("doors", this::door),
                allSensors);
        file.noOthers();
        return site;
    }

    private static boolean isNuts3(String code, Optional<String> country) {
        return code.matches(country.map(each -> NUTS_PREFIX.getOrDefault(each, each)).orElse("[A-Z]{2}") + "[0-9A-Z]{3}");
    }

    private static Optional<String> openingHours(Members file) {
        Optional<String> hours = file.optional("openingHours", Scalars::words, "opening hours in OpenStreetMap syntax");
        if (hours.map(OpeningSyntax::parse).orElse(ALWAYS) instanceof OpeningSyntax.Parsed.NotUnderstood(String why)) {
            file.mistake("openingHours", hours.orElse(""), "opening hours in OpenStreetMap syntax: " + why);
        }
        return hours;
    }

    private Sensor sensor(Members item) {
        SensorId id = own(item, "sensor", SensorId::parse, new SensorId("none"));
        sensors.add(id);
        return new Sensor(
                id,
                item.required("gateway", GatewayId::parse, ID, new GatewayId("none")),
                item.required("kind", text -> Scalars.word(SensorKind.values(), SensorKind::text, text), "pir, radar, mat, seat, reed, beam-pair, tof-counter, tof or scd41", SensorKind.PIR),
                item.optional("reportSeconds", Scalars.whole(1, 3_600), "seconds, 1 to 3600"));
    }

    private Zone zone(Members item) {
        ZoneId id = own(item, "zone", ZoneId::parse, new ZoneId("none"));
        ZoneKind kind = item.required("kind", text -> Scalars.word(ZoneKind.values(), ZoneKind::text, text), "desks, room or lobby", ZoneKind.DESKS);
        if (id.value().equals(OUTSIDE)) {
            item.mistake("zone", OUTSIDE, "another id: this one means the street");
        }
        zones.add(id);
        if (kind == ZoneKind.DESKS) {
            deskZones.add(id);
        }
        List<Point> outline = item.each("outline", this::corner);
        if (item.hasList("outline") && outline.size() < 3) {
            item.mistake("outline", outline.size() + " points", "3 points or more");
        }
        return new Zone(
                id,
                item.required("name", Scalars::words, "a name", ""),
                kind,
                item.optional("capacity", Scalars.whole(1, 100_000), "people, from 1"),
                item.optional("public", Scalars::yesOrNo, "true or false").orElse(false),
                places(item),
                outline);
    }

    private Desk desk(Members item, java.time.ZoneId timeZone) {
        DeskId id = own(item, "desk", DeskId::parse, new DeskId("none"));
        Optional<ZoneId> zone = item.needed("zone", ZoneId::parse, "a zone of this site");
        if (zone.isPresent() && !deskZones.contains(zone.get())) {
            item.mistake("zone", zone.get().value(), zones.contains(zone.get()) ? "a zone of kind desks" : "a zone of this site");
        }
        Optional<Instant> from = item.optional("serviceFrom", text -> Scalars.instant(text, timeZone), "a date or an instant");
        Optional<Instant> to = item.optional("serviceTo", text -> Scalars.instant(text, timeZone), "a date or an instant");
        if (from.isPresent() && to.isPresent() && !to.get().isAfter(from.get())) {
            item.mistake("serviceTo", to.get().toString(), "a moment after serviceFrom");
        }
        return new Desk(
                id,
                zone.orElse(new ZoneId("none")),
                item.optional("label", Scalars::words, "a label").orElse(id.value()),
                at(item),
                item.scalars("amenities", Scalars::words, "a word"),
                places(item),
                item.optional("assigned", Scalars::yesOrNo, "true or false").orElse(false),
                from,
                to);
    }

    private Door door(Members item) {
        DoorId id = own(item, "door", DoorId::parse, new DoorId("none"));
        Optional<String> from = end(item, "from");
        Optional<String> to = end(item, "to");
        if (from.isPresent() && from.equals(to)) {
            item.mistake("to", to.get(), "another place than from");
        }
        return new Door(id, from.flatMap(ZoneId::parse).filter(zones::contains), to.flatMap(ZoneId::parse).filter(zones::contains), at(item), places(item));
    }

    /// `outside` or a zone's id; empty after a mistake.
    private Optional<String> end(Members item, String name) {
        Optional<String> text = item.needed(name, Scalars::words, END);
        Optional<String> end = text.filter(each -> each.equals(OUTSIDE) || ZoneId.parse(each).filter(zones::contains).isPresent());
        if (text.isPresent() && end.isEmpty()) {
            item.mistake(name, text.get(), END);
        }
        return end;
    }

    private List<SensorId> places(Members item) {
        List<SensorId> here = item.scalars("sensors", SensorId::parse, ID);
        for (SensorId sensor : here) {
            if (!sensors.contains(sensor)) {
                item.mistake("sensors", sensor.value(), "a sensor of this site");
            } else if (!placed.add(sensor)) {
                item.mistake("sensors", sensor.value(), "a sensor that stands nowhere else");
            }
        }
        return here;
    }

    private Optional<Point> at(Members item) {
        List<String> numbers = item.scalars("at", Optional::of, "metres");
        if (numbers.isEmpty()) {
            return Optional.empty();
        }
        Optional<Point> point = Scalars.point(numbers);
        if (point.isEmpty()) {
            item.mistake("at", numbers.toString(), "two numbers, metres");
        }
        if (point.isPresent() && plan.isPresent() && !plan.get().holds(point.get())) {
            item.mistake("at", numbers.toString(), "a point inside the plan");
        }
        return point;
    }

    private Optional<Point> corner(Node node, String place) {
        Optional<Point> point = node instanceof SequenceNode pair
                ? Scalars.point(pair.getValue().stream().map(Members::text).toList())
                : Optional.empty();
        if (point.isEmpty()) {
            mistakes.add(new Mistake(node.getStartMark().getLine() + 1, place, Members.text(node), "two numbers, metres"));
        }
        return point;
    }

    /// The id of a thing, used once among things of its kind.
    private <T> T own(Members item, String name, Function<String, Optional<T>> parse, T fallback) {
        Optional<T> id = item.needed(name, parse, ID);
        if (id.isPresent() && !seen.add(id.get())) {
            item.mistake(name, id.get().toString(), "an id that is not used twice");
        }
        return id.orElse(fallback);
    }

    private static Site.Operator operator(Members item) {
        return new Site.Operator(item.required("id", Scalars::words, "an id", ""), item.required("kind", Scalars::words, "a kind", ""));
    }

    private static Site.Closure closure(Members item) {
        LocalDate from = item.required("from", Scalars::date, "a date", LocalDate.EPOCH);
        LocalDate to = item.required("to", Scalars::date, "a date", from);
        if (to.isBefore(from)) {
            item.mistake("to", to.toString(), "a date not before from");
        }
        return new Site.Closure(from, to, item.optional("reason", Scalars::words, "a reason"));
    }

    private static Site.Opening opening(Members item) {
        LocalTime from = item.required("from", Scalars::time, "a time such as 10:00", LocalTime.MIN);
        LocalTime to = item.required("to", Scalars::time, "a time such as 16:00", LocalTime.MAX);
        if (!to.isAfter(from)) {
            item.mistake("to", to.toString(), "a time after from");
        }
        return new Site.Opening(item.required("date", Scalars::date, "a date", LocalDate.EPOCH), from, to);
    }

    private static Site.Publication publication(Members item) {
        return new Site.Publication(
                item.required("level", Scalars.whole(0, 5), "0 to 5", 0),
                item.required("signedBy", Scalars::words, "who signed", ""),
                item.required("from", Scalars::date, "a date", LocalDate.EPOCH));
    }

    private static Site.Plan plan(Members item) {
        return new Site.Plan(
                item.required("width", Scalars::length, "metres, above 0", 1.0),
                item.required("height", Scalars::length, "metres, above 0", 1.0),
                item.optional("image", Scalars::words, "a file name"));
    }
}
