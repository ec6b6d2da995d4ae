package org.terzo.hub.site.shown;

import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Header;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.annotation.Put;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.terzo.hub.site.Site;
import org.terzo.hub.site.SiteDocument;
import org.terzo.hub.site.SiteFile;
import org.terzo.hub.site.SiteRegistry;
import org.terzo.hub.site.SiteYaml;
import org.terzo.wire.SiteId;

/// The map of each site: as JSON for screens, as YAML for people. A site's tag is its revision.
@Controller("/api/v1/sites")
@Secured("admin")
@ExecuteOn(TaskExecutors.BLOCKING)
final class SitesController {
    private static final String YAML = "application/yaml";

    private final SiteRegistry sites;

    SitesController(SiteRegistry sites) {
        this.sites = sites;
    }

    @Serdeable
    record SiteList(List<SiteJson> sites) {}

    /// Every site of this hub.
    @Get
    SiteList list() {
        return new SiteList(sites.sites().stream().map(SiteJson::of).toList());
    }

    /// One site. Empty is a 404: no such site.
    @Get("/{site}")
    @ApiResponse(responseCode = "200", description = "the site", content = @Content(schema = @Schema(implementation = SiteJson.class)))
    Optional<MutableHttpResponse<?>> one(SiteId site) {
        return sites.site(site).map(SitesController::answer);
    }

    /// The site file in force, as it came.
    @Get("/{site}/site.yaml")
    @Produces(YAML)
    @ApiResponse(responseCode = "200", description = "the site file", content = @Content(mediaType = YAML, schema = @Schema(type = "string")))
    Optional<MutableHttpResponse<?>> yaml(SiteId site) {
        return sites.site(site).flatMap(known -> sites.yaml(site).map(yaml -> HttpResponse.ok(yaml).header("ETag", tag(known))));
    }

    /// Takes a site at a higher revision. A site that is known is replaced only by `If-Match` with its tag.
    @Put("/{site}")
    @Consumes(MediaType.APPLICATION_JSON)
    @ApiResponse(responseCode = "200", description = "the site in force", content = @Content(schema = @Schema(implementation = SiteJson.class)))
    @ApiResponse(responseCode = "201", description = "a new site", content = @Content(schema = @Schema(implementation = SiteJson.class)))
    HttpResponse<?> put(SiteId site, @Header("If-Match") @Nullable String ifMatch, @Body @Schema(implementation = SiteJson.class) String document) {
        return switch (SiteDocument.read(document)) {
            case SiteFile.Result.Refused(List<SiteFile.Mistake> mistakes) -> SiteProblem.of(mistakes);
            case SiteFile.Result.Read(Site read) -> put(site, read, SiteYaml.write(read), Optional.ofNullable(ifMatch));
        };
    }

    /// Takes a site file at a higher revision. A site that is known is replaced only by `If-Match` with its tag.
    @Put("/{site}/site.yaml")
    @Consumes({YAML, "text/yaml", "application/x-yaml", "text/plain"})
    @Produces(MediaType.APPLICATION_JSON)
    @ApiResponse(responseCode = "200", description = "the site in force", content = @Content(schema = @Schema(implementation = SiteJson.class)))
    @ApiResponse(responseCode = "201", description = "a new site", content = @Content(schema = @Schema(implementation = SiteJson.class)))
    HttpResponse<?> putYaml(SiteId site, @Header("If-Match") @Nullable String ifMatch, @Body String yaml) {
        return switch (SiteFile.read(yaml)) {
            case SiteFile.Result.Refused(List<SiteFile.Mistake> mistakes) -> SiteProblem.of(mistakes);
            case SiteFile.Result.Read(Site read) -> put(site, read, yaml, Optional.ofNullable(ifMatch));
        };
    }

    private HttpResponse<?> put(SiteId site, Site read, String yaml, Optional<String> ifMatch) {
        if (!read.id().equals(site)) {
            return SiteProblem.of(List.of(new SiteFile.Mistake(1, "site", read.id().value(), site.value())));
        }
        boolean isNew = sites.site(site).isEmpty();
        return switch (sites.put(read, yaml, expected(ifMatch))) {
            case SiteRegistry.Outcome.Stored(Site stored) -> answer(stored).status(isNew ? HttpStatus.CREATED : HttpStatus.OK);
            case SiteRegistry.Outcome.Known(Site known) ->
                SiteProblem.of(List.of(new SiteFile.Mistake(1, "revision", Integer.toString(read.revision()), "a revision above " + known.revision())));
            case SiteRegistry.Outcome.Unexpected(Optional<Site> inForce) -> SiteProblem.unexpected(site, inForce, ifMatch);
            case SiteRegistry.Outcome.Refused(List<SiteFile.Mistake> mistakes) -> SiteProblem.of(mistakes);
        };
    }

    /// Without the header only a site that is not there yet is meant.
    private static Predicate<Optional<Site>> expected(Optional<String> ifMatch) {
        return known -> ifMatch.map(header -> known.isPresent() && names(header, tag(known.get()))).orElse(known.isEmpty());
    }

    private static boolean names(String header, String tag) {
        return Arrays.stream(header.split(",")).map(String::strip).anyMatch(each -> each.equals("*") || each.equals(tag));
    }

    private static MutableHttpResponse<?> answer(Site site) {
        return HttpResponse.ok(SiteJson.of(site)).header("ETag", tag(site));
    }

    static String tag(Site site) {
        return "\"" + site.revision() + "\"";
    }
}
