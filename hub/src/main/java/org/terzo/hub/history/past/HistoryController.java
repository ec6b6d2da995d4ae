package org.terzo.hub.history.past;

import io.micronaut.core.annotation.Nullable;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.http.exceptions.HttpStatusException;
import io.micronaut.http.uri.UriBuilder;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.terzo.hub.history.History.DeskKey;
import org.terzo.hub.history.History.ObservationKey;
import org.terzo.hub.history.History.Range;
import org.terzo.hub.history.HistoryException;
import org.terzo.hub.history.past.Cursors.CountKey;
import org.terzo.hub.site.SiteRegistry;
import org.terzo.wire.DeskId;
import org.terzo.wire.SensorId;
import org.terzo.wire.SiteId;
import org.terzo.wire.ZoneId;

/// What was kept of a site, http.md "Shapes of the histories": `from` inclusive, `to` exclusive, 10,000 items a page; JSON, or CSV.
@Controller("/api/v1/sites/{site}/history")
@Secured("admin")
@ExecuteOn(TaskExecutors.BLOCKING)
@Produces({MediaType.APPLICATION_JSON, MediaType.TEXT_CSV})
final class HistoryController {
    static final int PAGE = 10_000;

    private static final Patience PATIENCE = new Patience(Duration.ofSeconds(5));

    private final SiteRegistry sites;
    private final PastAnswers past;

    HistoryController(SiteRegistry sites, PastAnswers past) {
        this.sites = sites;
        this.past = past;
    }

    @Get("/observations")
    HttpResponse<?> observations(
            HttpRequest<?> request,
            SiteId site,
            @QueryValue Instant from,
            @QueryValue Instant to,
            @QueryValue @Nullable SensorId sensor,
            @QueryValue @Nullable String cursor) {
        Parameters parameters = new Parameters(from, to);
        Optional<ObservationKey> after = parameters.cursor(cursor, Cursors::observation);
        return answer(request, site, parameters, () -> past.observations(site, range(parameters, after), Optional.ofNullable(sensor)));
    }

    @Get("/states")
    HttpResponse<?> states(
            HttpRequest<?> request,
            SiteId site,
            @QueryValue Instant from,
            @QueryValue Instant to,
            @QueryValue @Nullable DeskId desk,
            @QueryValue @Nullable ZoneId zone,
            @QueryValue @Nullable String answer,
            @QueryValue @Nullable String cursor) {
        Parameters parameters = new Parameters(from, to);
        parameters.live(answer);
        Optional<DeskKey> after = parameters.cursor(cursor, Cursors::desk);
        return answer(request, site, parameters, () -> past.states(site, range(parameters, after), Optional.ofNullable(desk), Optional.ofNullable(zone)));
    }

    @Get("/headcount")
    HttpResponse<?> headcount(
            HttpRequest<?> request,
            SiteId site,
            @QueryValue Instant from,
            @QueryValue Instant to,
            @QueryValue @Nullable ZoneId zone,
            @QueryValue @Nullable String step,
            @QueryValue @Nullable String answer,
            @QueryValue @Nullable String cursor) {
        Parameters parameters = new Parameters(from, to);
        parameters.live(answer);
        Optional<ZoneId> place = Optional.ofNullable(zone);
        Optional<Duration> steps = parameters.step(step);
        Optional<CountKey> after = parameters.cursor(cursor, Cursors::count);
        return answer(request, site, parameters, () -> {
            Range<Instant> range = range(parameters, after.map(CountKey::at));
            return steps.isPresent()
                    ? past.headcounts().steps(site, range, steps.get(), place)
                    : past.headcounts().changes(site, range, after.map(CountKey::isKnown).orElse(false), place);
        });
    }

    @Get("/watching")
    HttpResponse<?> watching(HttpRequest<?> request, SiteId site, @QueryValue Instant from, @QueryValue Instant to) {
        Parameters parameters = new Parameters(from, to);
        return answer(request, site, parameters, () -> past.watching(site, parameters.from(), parameters.to()));
    }

    private static <K> Range<K> range(Parameters parameters, Optional<K> after) {
        return new Range<>(parameters.from(), parameters.to(), after, PAGE);
    }

    private HttpResponse<?> answer(HttpRequest<?> request, SiteId site, Parameters parameters, Patience.Question<Listing> question) {
        if (sites.site(site).isEmpty()) {
            throw new HttpStatusException(HttpStatus.NOT_FOUND, "no site '%s'".formatted(site));
        }
        if (!parameters.mistakes().isEmpty()) {
            return problem(HttpStatus.BAD_REQUEST, parameters.mistakes().getFirst().detail(), parameters.mistakes());
        }
        try {
            Listing listing = PATIENCE.of(question);
            MutableHttpResponse<?> answer = prefersCsv(request)
                    ? HttpResponse.ok(listing.csv()).contentType(MediaType.of(MediaType.TEXT_CSV + ";charset=utf-8"))
                    : HttpResponse.ok(listing.json()).contentType(MediaType.APPLICATION_JSON_TYPE);
            listing.next().ifPresent(cursor -> answer.header("Link", "<%s>; rel=\"next\"".formatted(next(request, cursor))));
            return answer;
        } catch (HistoryException e) {
            return problem(HttpStatus.SERVICE_UNAVAILABLE, String.valueOf(e.getMessage()), List.of()).header("Retry-After", "5");
        }
    }

    private static boolean prefersCsv(HttpRequest<?> request) {
        for (MediaType accepted : request.getHeaders().accept()) {
            if (accepted.getName().equals(MediaType.TEXT_CSV)) {
                return true;
            }
            if (accepted.matches(MediaType.APPLICATION_JSON_TYPE)) {
                return false;
            }
        }
        return false;
    }

    private static String next(HttpRequest<?> request, String cursor) {
        return UriBuilder.of(request.getUri()).replaceQueryParam("cursor", cursor).build().toString();
    }

    private static MutableHttpResponse<?> problem(HttpStatus status, String detail, List<Parameters.Mistake> mistakes) {
        Map<String, Object> problem = new LinkedHashMap<>();
        problem.put("type", "about:blank");
        problem.put("title", status.getReason());
        problem.put("status", status.getCode());
        problem.put("detail", detail);
        problem.put("errors", mistakes.stream().map(HistoryController::error).toList());
        return HttpResponse.status(status).body(problem).contentType("application/problem+json");
    }

    private static Map<String, Object> error(Parameters.Mistake mistake) {
        Map<String, Object> error = new LinkedHashMap<>();
        error.put("field", mistake.field());
        error.put("value", mistake.value());
        error.put("detail", mistake.detail());
        return error;
    }
}
