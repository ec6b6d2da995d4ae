package org.terzo.hub.live;

import io.micronaut.core.annotation.Nullable;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Header;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import java.time.InstantSource;
import java.util.Optional;
import org.terzo.hub.site.OpeningHours;
import org.terzo.wire.SiteId;

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

    /// Empty is a 404: no such site.
    @Get
    Optional<LiveJson.FreeDesks> list(
            SiteId site,
            @QueryValue @Nullable String zone,
            @QueryValue @Nullable String amenity,
            @Header("Accept-Language") @Nullable String languages) {
        return sites.of(site).map(answer -> FreeDesks.of(
                answer,
                OpeningHours.of(answer.moment().site()).map(hours -> hours.isOpen(clock.instant())),
                FreeRule.sentence(Optional.ofNullable(languages)),
                Optional.ofNullable(zone),
                Optional.ofNullable(amenity)));
    }
}
