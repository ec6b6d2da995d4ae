package org.terzo.hub.site.shown;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.micronaut.serde.annotation.Serdeable;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.terzo.hub.site.Site;
import org.terzo.wire.SensorId;
import org.terzo.wire.ZoneId;

/// A site as the API shows it: the members of its site file (run.md section 4); what the file leaves out is null.
@Serdeable
record SiteJson(
        String site,
        int revision,
        String name,
        String country,
        @Nullable String nuts3,
        @Nullable Integer degurba,
        String timeZone,
        List<String> languages,
        @Nullable Operator operator,
        @Nullable String openingHours,
        List<Closure> closures,
        List<Opening> openings,
        int capacity,
        @Nullable Publication publication,
        @Nullable Plan plan,
        List<Zone> zones,
        List<Desk> desks,
        List<Door> doors,
        List<Sensor> sensors) {

    @Serdeable
    record Operator(String id, String kind) {}

    @Serdeable
    record Closure(String from, String to, @Nullable String reason) {}

    @Serdeable
    record Opening(String date, String from, String to) {}

    @Serdeable
    record Publication(int level, String signedBy, String from) {}

    @Serdeable
    record Plan(double width, double height, @Nullable String image) {}

    @Serdeable
    record Zone(
            String zone,
            String name,
            String kind,
            @Nullable Integer capacity,
            @JsonProperty("public") boolean isPublic,
            List<String> sensors,
            List<List<Double>> outline) {}

    @Serdeable
    record Desk(
            String desk,
            String zone,
            String label,
            @Nullable List<Double> at,
            List<String> amenities,
            List<String> sensors,
            boolean assigned,
            @Nullable String serviceFrom,
            @Nullable String serviceTo) {}

    @Serdeable
    record Door(String door, String from, String to, @Nullable List<Double> at, List<String> sensors) {}

    @Serdeable
    record Sensor(String sensor, String gateway, String kind, @Nullable Integer reportSeconds) {}

    static SiteJson of(Site site) {
        return new SiteJson(
                site.id().value(),
                site.revision(),
                site.name(),
                site.country(),
                site.nuts3().orElse(null),
                site.degurba().orElse(null),
                site.timeZone().getId(),
                site.languages(),
                site.operator().map(operator -> new Operator(operator.id(), operator.kind())).orElse(null),
                site.openingHours().orElse(null),
                site.closures().stream().map(each -> new Closure(each.from().toString(), each.to().toString(), each.reason().orElse(null))).toList(),
                site.openings().stream().map(each -> new Opening(each.date().toString(), each.from().toString(), each.to().toString())).toList(),
                site.capacity(),
                site.publication().map(each -> new Publication(each.level(), each.signedBy(), each.from().toString())).orElse(null),
                site.plan().map(plan -> new Plan(plan.width(), plan.height(), plan.image().orElse(null))).orElse(null),
                site.zones().stream().map(SiteJson::of).toList(),
                site.desks().stream().map(SiteJson::of).toList(),
                site.doors().stream().map(SiteJson::of).toList(),
                site.sensors().stream().map(SiteJson::of).toList());
    }

    private static Zone of(Site.Zone zone) {
        return new Zone(
                zone.id().value(),
                zone.name(),
                zone.kind().text(),
                zone.capacity().orElse(null),
                zone.isPublic(),
                ids(zone.sensors()),
                zone.outline().stream().map(SiteJson::of).toList());
    }

    private static Desk of(Site.Desk desk) {
        return new Desk(
                desk.id().value(),
                desk.zone().value(),
                desk.label(),
                desk.at().map(SiteJson::of).orElse(null),
                desk.amenities(),
                ids(desk.sensors()),
                desk.assigned(),
                desk.serviceFrom().map(Object::toString).orElse(null),
                desk.serviceTo().map(Object::toString).orElse(null));
    }

    private static Door of(Site.Door door) {
        return new Door(door.id().value(), end(door.from()), end(door.to()), door.at().map(SiteJson::of).orElse(null), ids(door.sensors()));
    }

    private static Sensor of(Site.Sensor sensor) {
        return new Sensor(sensor.id().value(), sensor.gateway().value(), sensor.kind().text(), sensor.reportSeconds().orElse(null));
    }

    private static String end(Optional<ZoneId> zone) {
        return zone.map(ZoneId::value).orElse("outside");
    }

    private static List<String> ids(List<SensorId> sensors) {
        return sensors.stream().map(SensorId::value).toList();
    }

    private static List<Double> of(Site.Point point) {
        return List.of(point.x(), point.y());
    }
}
