package org.terzo.hub.site;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
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
        plan = file.mapping("plan", SiteDetails::plan);
        List<Sensor> allSensors = file.mappings("sensors", this::sensor);
        SiteId id = file.required("site", SiteId::parse, ID, new SiteId("site"));
        Optional<String> country = SiteDetails.country(file);
        java.time.ZoneId timeZone = file.required("timeZone", Scalars::timeZone, "a zone such as Europe/Rome", ZoneOffset.UTC);
        List<Zone> allZones = file.mappings("zones", this::zone);
        Site site = new Site(
                id,
                file.required("revision", Scalars.whole(1, Integer.MAX_VALUE), "a whole number from 1", 1),
                file.required("name", Scalars::words, "a name", ""),
                country.orElse(""),
                file.optional("nuts3", text -> Optional.of(text).filter(code -> SiteDetails.isNuts3(code, country)), "a NUTS 3 code" + country.map(" of "::concat).orElse("")),
                file.optional("degurba", Scalars.whole(1, 3), "1, 2 or 3"),
                timeZone,
                file.scalars("languages", text -> Optional.of(text).filter(code -> code.matches("[a-z]{2}")), "two letters"),
                file.mapping("operator", SiteDetails::operator),
                SiteDetails.openingHours(file),
                file.mappings("closures", SiteDetails::closure),
                file.mappings("openings", SiteDetails::opening),
                file.required("capacity", Scalars.whole(1, 100_000), "people allowed inside, from 1", 1),
                file.mapping("publication", SiteDetails::publication),
                plan,
                allZones,
                file.mappings("desks", desk -> desk(desk, timeZone)),
                file.mappings("doors", this::door),
                allSensors);
        file.noOthers();
        return site;
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
}
