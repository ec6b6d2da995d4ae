package org.terzo.hub.live;

import io.micronaut.core.annotation.Nullable;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Header;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.http.exceptions.HttpStatusException;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.time.InstantSource;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.terzo.hub.site.OpeningHours;
import org.terzo.hub.site.Site;
import org.terzo.wire.SiteId;
import org.terzo.wire.ZoneId;

/// Free desks of a site, for members.
@Controller("/api/v1/sites/{site}/free-desks")
@Secured(SecurityRule.IS_ANONYMOUS)
final class FreeDesksController {
    private final LiveSites sites;
    private final InstantSource clock;

    FreeDesksController(LiveSites sites, InstantSource clock) {
        this.sites = sites;
        this.clock = clock;
    }

    /// Which desks are free. Empty is a 404: no such site.
    @Get
    @ApiResponse(responseCode = "200", description = "free desks", content = @Content(schema = @Schema(implementation = LiveJson.FreeDesks.class)))
    Optional<HttpResponse<LiveJson.FreeDesks>> list(
            SiteId site,
            @QueryValue @Nullable ZoneId zone,
            @QueryValue @Nullable String amenity,
            @Header("Accept-Language") @Nullable String languages) {
        return sites.of(site).map(answer -> FreeDesks.of(
                answer,
                OpeningHours.of(answer.moment().site()).map(hours -> hours.isOpen(clock.instant())),
                FreeRule.sentence(Optional.ofNullable(languages)),
                zone(answer.moment().site(), Optional.ofNullable(zone)),
                amenity(answer.moment().site(), Optional.ofNullable(amenity))))
                .map(free -> HttpResponse.ok(free).header("Cache-Control", "no-store"));
    }

    /// A filter for something that the site does not have is a mistake, not an empty answer.
    private static Optional<ZoneId> zone(Site site, Optional<ZoneId> wanted) {
        if (wanted.isPresent() && site.zone(wanted.get()).isEmpty()) {
            throw new HttpStatusException(HttpStatus.BAD_REQUEST, "zone: '%s' is no zone of %s".formatted(wanted.get(), site.id()));
        }
        return wanted;
    }

    private static Optional<String> amenity(Site site, Optional<String> wanted) {
        SortedSet<String> known = new TreeSet<>();
        site.desks().forEach(desk -> known.addAll(desk.amenities()));
        if (wanted.isPresent() && !known.contains(wanted.get())) {
            throw new HttpStatusException(HttpStatus.BAD_REQUEST, "amenity: '%s' is none of %s".formatted(wanted.get(), known));
        }
        return wanted;
    }
}
