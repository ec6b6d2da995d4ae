package org.terzo.hub.site;

import java.time.DateTimeException;
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
import java.util.function.Supplier;
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
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/// Builds a site from its YAML; what is wrong goes into the list and is stood in for, so that the next mistake is found too.
final class SiteReader {
    private static final Set<String> COUNTRIES = Set.of(Locale.getISOCountries());
    private static final Map<String, String> NUTS_PREFIX = Map.of("GR", "EL", "GB", "UK");
    private static final String OUTSIDE = "outside";
    private static final String ID = "an id of a-z, 0-9 and inner '-'";

    private final List<Mistake> mistakes;
    private final Set<ZoneId> zones = new HashSet<>();
    private final Set<ZoneId> deskZones = new HashSet<>();
    private final Set<SensorId> sensors = new HashSet<>();
    private final Set<SensorId> placed = new HashSet<>();
    private final Set<Object> seen = new HashSet<>();

    SiteReader(List<Mistake> mistakes) {
        this.mistakes = mistakes;
    }

    Site site(Node root) {
        Members file = new Members("", root, mistakes);
        List<Sensor> allSensors = file.mappings("sensors", this::sensor);
        SiteId id = file.required("site", SiteId::parse, ID, new SiteId("site"));
        String country = file.required("country", text -> Optional.of(text).filter(COUNTRIES::contains), "two letters, ISO 3166", "IT");
        java.time.ZoneId timeZone = file.required("timeZone", SiteReader::timeZone, "a zone such as Europe/Rome", ZoneOffset.UTC);
        List<Zone> allZones = file.mappings("zones", this::zone);
        Site site = new Site(
                id,
                file.required("revision", whole(1, Integer.MAX_VALUE), "a whole number from 1", 1),
                file.required("name", SiteReader::words, "a name", ""),
                country,
                file.optional("nuts3", text -> Optional.of(text).filter(code -> isNuts3(code, country)), "a NUTS 3 code of " + country),
                file.optional("degurba", whole(1, 3), "1, 2 or 3"),
                timeZone,
                file.scalars("languages", text -> Optional.of(text).filter(code -> code.matches("[a-z]{2}")), "two letters"),
                file.mapping("operator", SiteReader::operator),
                file.optional("openingHours", text -> Optional.of(text).filter(OpeningHours::isUnderstood), "opening hours in OpenStreetMap syntax (weekdays and times, off, 24/7, PH)"),
                file.mappings("closures", SiteReader::closure),
                file.mappings("openings", SiteReader::opening),
                file.required("capacity", whole(1, 100_000), "people allowed inside, from 1", 1),
                file.mapping("publication", SiteReader::publication),
                file.mapping("plan", SiteReader::plan),
                allZones,
                file.mappings("desks", desk -> desk(desk, timeZone)),
                file.mappings("doors", this::door),
                allSensors);
        file.noOthers();
        return site;
    }

    private Sensor sensor(Members item) {
        SensorId id = item.required("sensor", SensorId::parse, ID, new SensorId("none"));
        once(item, "sensor", id);
        sensors.add(id);
        return new Sensor(
                id,
                item.required("gateway", GatewayId::parse, ID, new GatewayId("none")),
                item.required("kind", text -> word(SensorKind.values(), text), "pir, radar, mat, seat, reed, beam-pair, tof-counter, tof or scd41", SensorKind.PIR),
                item.optional("reportSeconds", whole(1, 3_600), "seconds, 1 to 3600"));
    }

    private Zone zone(Members item) {
        ZoneId id = item.required("zone", ZoneId::parse, ID, new ZoneId("none"));
        ZoneKind kind = item.required("kind", text -> word(ZoneKind.values(), text), "desks, room or lobby", ZoneKind.DESKS);
        once(item, "zone", id);
        zones.add(id);
        if (kind == ZoneKind.DESKS) {
            deskZones.add(id);
        }
        List<Point> outline = item.each("outline", this::point);
        if (!outline.isEmpty() && outline.size() < 3) {
            item.mistake("outline", outline.size() + " points", "3 points or more");
        }
        return new Zone(
                id,
                item.required("name", SiteReader::words, "a name", ""),
                kind,
                item.optional("capacity", whole(1, 100_000), "people, from 1"),
                item.optional("public", SiteReader::yesOrNo, "true or false").orElse(false),
                places(item),
                outline);
    }

    private Desk desk(Members item, java.time.ZoneId timeZone) {
        DeskId id = item.required("desk", DeskId::parse, ID, new DeskId("none"));
        once(item, "desk", id);
        ZoneId zone = item.required("zone", ZoneId::parse, ID, new ZoneId("none"));
        if (!deskZones.contains(zone)) {
            item.mistake("zone", zone.value(), zones.contains(zone) ? "a zone of kind desks" : "a zone of this site");
        }
        Supplier<String> when = () -> "a date or an instant";
        return new Desk(
                id,
                zone,
                item.optional("label", SiteReader::words, "a label").orElse(id.value()),
                at(item),
                item.scalars("amenities", SiteReader::words, "a word"),
                places(item),
                item.optional("assigned", SiteReader::yesOrNo, "true or false").orElse(false),
                item.optional("serviceFrom", text -> instant(text, timeZone), when.get()),
                item.optional("serviceTo", text -> instant(text, timeZone), when.get()));
    }

    private Door door(Members item) {
        DoorId id = item.required("door", DoorId::parse, ID, new DoorId("none"));
        once(item, "door", id);
        Optional<ZoneId> from = end(item, "from");
        Optional<ZoneId> to = end(item, "to");
        if (from.equals(to)) {
            item.mistake("to", to.map(ZoneId::value).orElse("outside"), "another place than from");
        }
        return new Door(id, from, to, at(item), places(item));
    }

    private Optional<ZoneId> end(Members item, String name) {
        String text = item.required(name, SiteReader::words, "a zone or outside", OUTSIDE);
        Optional<ZoneId> end = text.equals(OUTSIDE) ? Optional.empty() : ZoneId.parse(text);
        if (end.isEmpty() && !text.equals(OUTSIDE)) {
            item.mistake(name, text, "a zone or outside");
        }
        if (end.isPresent() && !zones.contains(end.get())) {
            item.mistake(name, end.get().value(), "a zone of this site or outside");
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
        List<Double> numbers = item.scalars("at", SiteReader::metres, "metres");
        if (numbers.size() != 2 && !numbers.isEmpty()) {
            item.mistake("at", numbers.toString(), "two numbers");
        }
        return numbers.size() == 2 ? Optional.of(new Point(numbers.get(0), numbers.get(1))) : Optional.empty();
    }

    private Optional<Point> point(Node node, String place) {
        if (node instanceof SequenceNode pair && pair.getValue().size() == 2) {
            List<Double> numbers = pair.getValue().stream()
                    .flatMap(each -> each instanceof ScalarNode scalar ? metres(scalar.getValue()).stream() : Optional.<Double>empty().stream())
                    .toList();
            if (numbers.size() == 2) {
                return Optional.of(new Point(numbers.get(0), numbers.get(1)));
            }
        }
        mistakes.add(new Mistake(node.getStartMark().getLine() + 1, place, Members.text(node), "two numbers"));
        return Optional.empty();
    }

    private void once(Members item, String name, Object id) {
        if (!seen.add(id)) {
            item.mistake(name, id.toString(), "an id that is not used twice");
        }
    }

    private static Site.Operator operator(Members item) {
        return new Site.Operator(item.required("id", SiteReader::words, "an id", ""), item.required("kind", SiteReader::words, "a kind", ""));
    }

    private static Site.Closure closure(Members item) {
        LocalDate from = item.required("from", SiteReader::date, "a date", LocalDate.EPOCH);
        LocalDate to = item.required("to", SiteReader::date, "a date", from);
        if (to.isBefore(from)) {
            item.mistake("to", to.toString(), "a date not before from");
        }
        return new Site.Closure(from, to, item.optional("reason", SiteReader::words, "a reason"));
    }

    private static Site.Opening opening(Members item) {
        LocalTime from = item.required("from", SiteReader::time, "a time such as 10:00", LocalTime.MIN);
        LocalTime to = item.required("to", SiteReader::time, "a time such as 16:00", LocalTime.MAX);
        if (!to.isAfter(from)) {
            item.mistake("to", to.toString(), "a time after from");
        }
        return new Site.Opening(item.required("date", SiteReader::date, "a date", LocalDate.EPOCH), from, to);
    }

    private static Site.Publication publication(Members item) {
        return new Site.Publication(
                item.required("level", whole(0, 5), "0 to 5", 0),
                item.required("signedBy", SiteReader::words, "who signed", ""),
                item.required("from", SiteReader::date, "a date", LocalDate.EPOCH));
    }

    private static Site.Plan plan(Members item) {
        return new Site.Plan(
                item.required("width", SiteReader::metres, "metres", 1.0),
                item.required("height", SiteReader::metres, "metres", 1.0),
                item.optional("image", SiteReader::words, "a file name"));
    }

    private static <E extends Enum<E>> Optional<E> word(E[] values, String text) {
        return List.of(values).stream()
                .filter(value -> value.name().toLowerCase(Locale.ROOT).replace('_', '-').equals(text))
                .findFirst();
    }

    private static Function<String, Optional<Integer>> whole(int least, int most) {
        return text -> text.matches("\\d{1,9}") && Integer.parseInt(text) >= least && Integer.parseInt(text) <= most
                ? Optional.of(Integer.parseInt(text))
                : Optional.empty();
    }

    private static Optional<Double> metres(String text) {
        return text.matches("\\d{1,4}(\\.\\d{1,4})?") ? Optional.of(Double.parseDouble(text)) : Optional.empty();
    }

    private static Optional<String> words(String text) {
        return text.isBlank() ? Optional.empty() : Optional.of(text);
    }

    private static Optional<Boolean> yesOrNo(String text) {
        return text.equals("true") || text.equals("false") ? Optional.of(text.equals("true")) : Optional.empty();
    }

    private static boolean isNuts3(String code, String country) {
        return code.matches(NUTS_PREFIX.getOrDefault(country, country) + "[0-9A-Z]{3}");
    }

    private static Optional<java.time.ZoneId> timeZone(String text) {
        return java.time.ZoneId.getAvailableZoneIds().contains(text) ? Optional.of(java.time.ZoneId.of(text)) : Optional.empty();
    }

    private static Optional<LocalDate> date(String text) {
        return parsed(() -> LocalDate.parse(text));
    }

    private static Optional<LocalTime> time(String text) {
        return parsed(() -> LocalTime.parse(text));
    }

    private static Optional<Instant> instant(String text, java.time.ZoneId timeZone) {
        return date(text).map(date -> date.atStartOfDay(timeZone).toInstant()).or(() -> parsed(() -> Instant.parse(text)));
    }

    private static <T> Optional<T> parsed(Supplier<T> parse) {
        try {
            return Optional.of(parse.get());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
