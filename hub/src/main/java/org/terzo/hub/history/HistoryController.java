package org.terzo.hub.history;

import io.micronaut.core.annotation.Nullable;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.http.exceptions.HttpStatusException;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.terzo.hub.history.History.Range;
import org.terzo.hub.site.SiteRegistry;
import org.terzo.wire.DeskId;
import org.terzo.wire.SensorId;
import org.terzo.wire.SiteId;
import org.terzo.wire.ZoneId;

/// What was kept of a site, http.md "Shapes of the histories": `from` inclusive, `to` exclusive, 10,000 items a page.
@Controller("/api/v1/sites/{site}/history")
@Secured("admin")
@ExecuteOn(TaskExecutors.BLOCKING)
final class HistoryController {
    private static final int PAGE = 10_000;

    private final SiteRegistry sites;
    private final PastAnswers past;

    HistoryController(SiteRegistry sites, PastAnswers past) {
        this.sites = sites;
        this.past = past;
    }

    @Get("/observations")
    HttpResponse<?> observations(
            SiteId site,
            @QueryValue Instant from,
            @QueryValue Instant to,
            @QueryValue @Nullable SensorId sensor,
            @QueryValue @Nullable String cursor) {
        return answer(site, () -> past.observations(site, range(from, to, cursor), Optional.ofNullable(sensor)));
    }

    @Get("/states")
    HttpResponse<?> states(
            SiteId site,
            @QueryValue Instant from,
            @QueryValue Instant to,
            @QueryValue @Nullable DeskId desk,
            @QueryValue @Nullable ZoneId zone,
            @QueryValue @Nullable String answer,
            @QueryValue @Nullable String cursor) {
        live(answer);
        return answer(site, () -> past.states(site, range(from, to, cursor), Optional.ofNullable(desk), Optional.ofNullable(zone)));
    }

    @Get("/headcount")
    HttpResponse<?> headcount(
            SiteId site,
            @QueryValue Instant from,
            @QueryValue Instant to,
            @QueryValue @Nullable ZoneId zone,
            @QueryValue @Nullable String answer,
            @QueryValue @Nullable String cursor) {
        live(answer);
        return answer(site, () -> past.headcounts(site, range(from, to, cursor), Optional.ofNullable(zone)));
    }

    @Get("/watching")
    HttpResponse<?> watching(SiteId site, @QueryValue Instant from, @QueryValue Instant to) {
        range(from, to, null);
        return answer(site, () -> past.watching(site, from, to));
    }

    private HttpResponse<?> answer(SiteId site, Question question) {
        if (sites.site(site).isEmpty()) {
            throw new HttpStatusException(HttpStatus.NOT_FOUND, "no site '%s'".formatted(site));
        }
        try {
            return HttpResponse.ok(question.ask());
        } catch (HistoryException e) {
            return HttpResponse.status(HttpStatus.SERVICE_UNAVAILABLE)
                    .header("Retry-After", "5")
                    .contentType("application/problem+json")
                    .body(Map.of(
                            "type", "about:blank",
                            "title", "Service Unavailable",
                            "status", HttpStatus.SERVICE_UNAVAILABLE.getCode(),
                            "detail", String.valueOf(e.getMessage()),
                            "errors", List.of()));
        }
    }

    /// Something only the store can tell.
    private interface Question {
        Object ask() throws HistoryException;
    }

    private static Range range(Instant from, Instant to, @Nullable String cursor) {
        if (!from.isBefore(to)) {
            throw new HttpStatusException(HttpStatus.BAD_REQUEST, "from: %s is not before to: %s".formatted(from, to));
        }
        if (cursor != null && !cursor.matches("\\d{1,15}")) {
            throw new HttpStatusException(HttpStatus.BAD_REQUEST, "cursor: '%s' is none that an answer gave".formatted(cursor));
        }
        return new Range(from, to, Optional.ofNullable(cursor), PAGE);
    }

    /// The smoothed answer is later work; asking for it must not quietly give another.
    private static void live(@Nullable String answer) {
        if (answer != null && !answer.equals("live")) {
            throw new HttpStatusException(HttpStatus.BAD_REQUEST, "answer: '%s' is not live".formatted(answer));
        }
    }
}
