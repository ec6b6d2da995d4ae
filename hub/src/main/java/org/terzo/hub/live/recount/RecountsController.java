package org.terzo.hub.live.recount;

import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Status;
import io.micronaut.http.exceptions.HttpStatusException;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.authentication.Authentication;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.terzo.hub.history.Horizon;
import org.terzo.hub.ingest.Intake;
import org.terzo.hub.ingest.journal.Journal;
import org.terzo.hub.ingest.journal.JournalEntry.Recounted;
import org.terzo.hub.occupancy.filter.HeadcountFilter;
import org.terzo.hub.site.Site;
import org.terzo.hub.site.SiteRegistry;
import org.terzo.wire.SiteId;
import org.terzo.wire.WireTime;
import org.terzo.wire.ZoneId;

/// Manual counts, which set a headcount right: kept for ever with who and when.
@Controller("/api/v1/sites/{site}")
@Secured("admin")
@ExecuteOn(TaskExecutors.BLOCKING)
final class RecountsController {
    private static final long PATIENCE_S = 5;
    /// Counts of earlier times cannot be worked out again, however long passages are kept.
    private static final Duration CORRECTED = Duration.ofDays(2);
    /// A count is worked out again from one of these.
    private static final Duration BETWEEN_STATES = Duration.ofMinutes(70);

    private final Intake intake;
    private final Journal journal;
    private final SiteRegistry sites;
    private final Horizon horizon;
    private final InstantSource clock;

    RecountsController(Intake intake, Journal journal, SiteRegistry sites, Horizon horizon, InstantSource clock) {
        this.intake = intake;
        this.journal = journal;
        this.sites = sites;
        this.horizon = horizon;
        this.clock = clock;
    }

    /// @param zone null: the site as a whole
    @Serdeable
    record Recount(@Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable String zone, String at, int count, String by) {
        static Recount of(Recounted recounted) {
            return new Recount(recounted.zone().map(ZoneId::value).orElse(null), WireTime.text(recounted.at()), recounted.people(), recounted.by());
        }
    }

    @Serdeable
    record Recounts(List<Recount> recounts) {}

    /// What is sent; without `at` it was counted now.
    @Serdeable
    record Counted(int count, @Schema(format = "date-time") @Nullable String at) {}

    /// All that were made, in the order in which they were.
    @Get("/recounts")
    Recounts recounts(SiteId site) throws IOException {
        return new Recounts(journal.recounts(site).stream().map(Recount::of).toList());
    }

    /// Somebody counted the people in a zone.
    @Post("/zones/{zone}/recounts")
    @Status(HttpStatus.CREATED)
    Recount recount(
            SiteId site,
            @Parameter(schema = @Schema(implementation = ZoneId.class)) String zone,
            @Body @Schema(implementation = Counted.class) String counted,
            Authentication by)
            throws InterruptedException, ExecutionException {
        Site known = sites.site(site).orElseThrow();
        Optional<Site.Zone> of = ZoneId.parse(zone).flatMap(known::zone);
        Site.Zone place = of.orElseThrow(() -> new HttpStatusException(HttpStatus.NOT_FOUND, "zone: '%s' is none of site %s".formatted(zone, site)));
        return take(known, Optional.of(place.id()), place.capacity().orElse(known.capacity()), counted, by);
    }

    /// Somebody counted the people in the whole site.
    @Post("/recounts")
    @Status(HttpStatus.CREATED)
    Recount recountWhole(SiteId site, @Body @Schema(implementation = Counted.class) String counted, Authentication by)
            throws InterruptedException, ExecutionException {
        Site known = sites.site(site).orElseThrow();
        return take(known, Optional.empty(), known.capacity(), counted, by);
    }

    private Recount take(Site site, Optional<ZoneId> zone, int capacity, String body, Authentication by)
            throws InterruptedException, ExecutionException {
        Instant now = clock.instant();
        RecountRequest request =
                RecountRequest.read(body, new RecountRequest.Limits(HeadcountFilter.most(capacity), now, Horizon.later(horizon.passages().plus(BETWEEN_STATES), now.minus(CORRECTED))));
        if (!site.isCounted(zone)) {
            throw new HttpStatusException(
                    HttpStatus.CONFLICT, "%s: no counter stands at its doors, so it has no headcount to set right".formatted(zone.map(ZoneId::value).orElse(site.id().value())));
        }
        try {
            Instant at = intake.recount(site.id(), zone, request.at(), request.count(), by.getName()).get(PATIENCE_S, TimeUnit.SECONDS);
            return new Recount(zone.map(ZoneId::value).orElse(null), WireTime.text(at), request.count(), by.getName());
        } catch (TimeoutException e) {
            throw new HttpStatusException(
                    HttpStatus.SERVICE_UNAVAILABLE, "not on disk within %d s; counting again is safe".formatted(PATIENCE_S));
        }
    }
}
