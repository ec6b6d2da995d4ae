package org.terzo.hub.site;

import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.annotation.Put;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.terzo.wire.SiteId;
import org.terzo.wire.ZoneId;

/// The map of each site: as JSON for screens, as YAML for people.
@Controller("/api/v1/sites")
@Secured("admin")
@ExecuteOn(TaskExecutors.BLOCKING)
final class SitesController {
    private static final String YAML = "application/yaml";

    private final SiteRegistry sites;

    SitesController(SiteRegistry sites) {
        this.sites = sites;
    }

    @Get
    Map<String, Object> list() {
        return Map.of("sites", sites.sites().stream().map(SitesController::json).toList());
    }

    /// Empty is a 404: no such site.
    @Get("/{site}")
    Optional<MutableHttpResponse<Map<String, Object>>> one(SiteId site) {
        return sites.site(site).map(each -> HttpResponse.ok(json(each)).header("ETag", "\"" + each.revision() + "\""));
    }

    @Get("/{site}/site.yaml")
    @Produces(YAML)
    Optional<String> yaml(SiteId site) {
        return sites.yaml(site);
    }

    @Put("/{site}/site.yaml")
    @Consumes({YAML, "text/yaml", "text/plain"})
    HttpResponse<?> put(SiteId site, @Body String yaml) {
        if (SiteFile.read(yaml) instanceof SiteFile.Result.Read(Site read) && !read.id().equals(site)) {
            return refused(List.of(new SiteFile.Mistake(1, "site", read.id().value(), site.value())));
        }
        return switch (sites.put(yaml)) {
            case SiteRegistry.Outcome.Stored(Site stored) -> HttpResponse.ok(json(stored));
            case SiteRegistry.Outcome.Known(Site known) ->
                refused(List.of(new SiteFile.Mistake(1, "revision", "not above " + known.revision(), "a higher revision")));
            case SiteRegistry.Outcome.Refused(List<SiteFile.Mistake> mistakes) -> refused(mistakes);
        };
    }

    private static HttpResponse<?> refused(List<SiteFile.Mistake> mistakes) {
        return HttpResponse.status(HttpStatus.UNPROCESSABLE_ENTITY)
                .contentType("application/problem+json")
                .body(Map.of(
                        "type", "about:blank",
                        "title", "the site file is not valid",
                        "status", HttpStatus.UNPROCESSABLE_ENTITY.getCode(),
                        "detail", mistakes.size() + " mistakes; nothing was changed",
                        "errors", mistakes.stream().map(SitesController::json).toList()));
    }

    private static Map<String, Object> json(SiteFile.Mistake mistake) {
        return Map.of(
                "field", mistake.place(), "line", mistake.line(), "value", mistake.value(), "detail", "expected " + mistake.expected());
    }

    private static Map<String, Object> json(Site site) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("site", site.id().value());
        json.put("revision", site.revision());
        json.put("name", site.name());
        json.put("country", site.country());
        json.put("timeZone", site.timeZone().getId());
        json.put("languages", site.languages());
        json.put("openingHours", site.openingHours().orElse(null));
        json.put("capacity", site.capacity());
        json.put("plan", site.plan().map(plan -> Map.of("width", plan.width(), "height", plan.height())).orElse(null));
        json.put("zones", site.zones().stream().map(SitesController::json).toList());
        json.put("desks", site.desks().stream().map(SitesController::json).toList());
        json.put("doors", site.doors().stream().map(SitesController::json).toList());
        json.put("sensors", site.sensors().stream().map(SitesController::json).toList());
        return json;
    }

    private static Map<String, Object> json(Site.Zone zone) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("zone", zone.id().value());
        json.put("name", zone.name());
        json.put("kind", zone.kind().text());
        json.put("capacity", zone.capacity().orElse(null));
        json.put("public", zone.isPublic());
        json.put("outline", zone.outline().stream().map(SitesController::json).toList());
        return json;
    }

    private static Map<String, Object> json(Site.Desk desk) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("desk", desk.id().value());
        json.put("zone", desk.zone().value());
        json.put("label", desk.label());
        json.put("at", desk.at().map(SitesController::json).orElse(null));
        json.put("amenities", desk.amenities());
        json.put("sensors", desk.sensors().stream().map(Object::toString).toList());
        json.put("assigned", desk.assigned());
        return json;
    }

    private static Map<String, Object> json(Site.Door door) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("door", door.id().value());
        json.put("from", door.from().map(ZoneId::value).orElse("outside"));
        json.put("to", door.to().map(ZoneId::value).orElse("outside"));
        json.put("at", door.at().map(SitesController::json).orElse(null));
        json.put("sensors", door.sensors().stream().map(Object::toString).toList());
        return json;
    }

    private static Map<String, Object> json(Site.Sensor sensor) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("sensor", sensor.id().value());
        json.put("gateway", sensor.gateway().value());
        json.put("kind", sensor.kind().text());
        json.put("reportSeconds", sensor.reportSeconds().orElse(null));
        return json;
    }

    private static List<Double> json(Site.Point point) {
        return List.of(point.x(), point.y());
    }
}
