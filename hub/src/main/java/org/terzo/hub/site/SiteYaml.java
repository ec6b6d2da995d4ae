package org.terzo.hub.site;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.terzo.wire.ZoneId;

/// Writes a site as its site file (run.md section 4): reading it again gives an equal site. What is absent is left out.
public final class SiteYaml {
    private static final Pattern PLAIN = Pattern.compile("[\\p{L}\\p{N}]([\\p{L}\\p{N} ./-]*[\\p{L}\\p{N}])?");
    private static final Pattern MEANS_NOTHING = Pattern.compile("null|Null|NULL");

    private SiteYaml() {}

    /// The members of one mapping, in the order given.
    private static final class Line {
        private final List<String> members = new ArrayList<>();

        Line with(String name, Object value) {
            return written(name, scalar(value.toString()));
        }

        Line with(String name, Optional<?> value) {
            value.ifPresent(each -> with(name, each));
            return this;
        }

        Line with(String name, Collection<?> values) {
            return values.isEmpty() ? this : written(name, list(values, each -> scalar(each.toString())));
        }

        Line written(String name, String yaml) {
            members.add(name + (yaml.startsWith("\n") ? ":" : ": ") + yaml);
            return this;
        }

        String inBraces() {
            return "{" + String.join(", ", members) + "}";
        }

        String onLines() {
            return String.join("\n", members) + "\n";
        }
    }

    public static String write(Site site) {
        Line head = new Line()
                .with("site", site.id())
                .with("revision", site.revision())
                .with("name", site.name())
                .with("country", site.country())
                .with("nuts3", site.nuts3())
                .with("degurba", site.degurba())
                .with("timeZone", site.timeZone().getId())
                .with("languages", site.languages());
        site.operator().ifPresent(operator ->
                head.written("operator", new Line().with("id", operator.id()).with("kind", operator.kind()).inBraces()));
        head.with("openingHours", site.openingHours());
        lines(head, "closures", site.closures(), each -> new Line().with("from", each.from()).with("to", each.to()).with("reason", each.reason()));
        lines(head, "openings", site.openings(), each -> new Line().with("date", each.date()).with("from", each.from()).with("to", each.to()));
        head.with("capacity", site.capacity());
        site.publication().ifPresent(each -> head.written("publication",
                new Line().with("level", each.level()).with("signedBy", each.signedBy()).with("from", each.from()).inBraces()));
        site.plan().ifPresent(each -> head.written("plan",
                new Line().written("width", metres(each.width())).written("height", metres(each.height())).with("image", each.image()).inBraces()));
        lines(head, "zones", site.zones(), SiteYaml::zone);
        lines(head, "desks", site.desks(), SiteYaml::desk);
        lines(head, "doors", site.doors(), SiteYaml::door);
        lines(head, "sensors", site.sensors(), SiteYaml::sensor);
        return head.onLines();
    }

    private static Line zone(Site.Zone zone) {
        Line line = new Line().with("zone", zone.id()).with("name", zone.name()).with("kind", zone.kind().text()).with("capacity", zone.capacity());
        if (zone.isPublic()) {
            line.with("public", true);
        }
        line.with("sensors", zone.sensors());
        return zone.outline().isEmpty() ? line : line.written("outline", list(zone.outline(), SiteYaml::point));
    }

    private static Line desk(Site.Desk desk) {
        Line line = new Line().with("desk", desk.id()).with("zone", desk.zone()).with("label", desk.label());
        desk.at().ifPresent(at -> line.written("at", point(at)));
        line.with("amenities", desk.amenities()).with("sensors", desk.sensors());
        if (desk.assigned()) {
            line.with("assigned", true);
        }
        return line.with("serviceFrom", desk.serviceFrom()).with("serviceTo", desk.serviceTo());
    }

    private static Line door(Site.Door door) {
        Line line = new Line().with("door", door.id()).with("from", end(door.from())).with("to", end(door.to()));
        door.at().ifPresent(at -> line.written("at", point(at)));
        return line.with("sensors", door.sensors());
    }

    private static Line sensor(Site.Sensor sensor) {
        return new Line()
                .with("sensor", sensor.id())
                .with("gateway", sensor.gateway())
                .with("kind", sensor.kind().text())
                .with("reportSeconds", sensor.reportSeconds());
    }

    private static String end(Optional<ZoneId> zone) {
        return zone.map(ZoneId::value).orElse("outside");
    }

    private static <T> void lines(Line head, String name, List<T> things, Function<T, Line> write) {
        if (!things.isEmpty()) {
            List<String> lines = things.stream().map(each -> "  - " + write.apply(each).inBraces()).toList();
            head.written(name, "\n" + String.join("\n", lines));
        }
    }

    private static <T> String list(Collection<T> values, Function<T, String> write) {
        return "[" + String.join(", ", values.stream().map(write).toList()) + "]";
    }

    private static String point(Site.Point point) {
        return "[" + metres(point.x()) + ", " + metres(point.y()) + "]";
    }

    private static String metres(double metres) {
        return BigDecimal.valueOf(metres).toPlainString();
    }

    /// Plain where YAML takes it for text or a number, otherwise in double quotes with everything unusual escaped.
    private static String scalar(String text) {
        if (PLAIN.matcher(text).matches() && !MEANS_NOTHING.matcher(text).matches()) {
            return text;
        }
        StringBuilder quoted = new StringBuilder("\"");
        text.chars().forEach(each -> quoted.append(escaped((char) each)));
        return quoted.append('"').toString();
    }

    private static String escaped(char each) {
        if (each == '"' || each == '\\') {
            return "\\" + each;
        }
        boolean isPrintable = (each >= ' ' && each < 0x7F) || (Character.isLetterOrDigit(each) && !Character.isSurrogate(each));
        return isPrintable || Character.isSurrogate(each) ? String.valueOf(each) : String.format(Locale.ROOT, "\\u%04x", (int) each);
    }
}
