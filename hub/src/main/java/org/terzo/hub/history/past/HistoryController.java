package org.terzo.hub.history.past;

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
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.terzo.hub.history.History.DeskKey;
import org.terzo.hub.history.History.ObservationKey;
import org.terzo.hub.history.History.Range;
import org.terzo.hub.history.HistoryException;
import org.terzo.hub.history.past.Cursors.CountKey;
import org.terzo.hub.occupancy.Answer;
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

    private static final String NO_ID = "no id of 1 to 32 of a-z, 0-9 and inner '-'";
    private static final Patience PATIENCE = new Patience(Duration.ofSeconds(5));

    private final PastAnswers past;

    HistoryController(PastAnswers past) {
        this.past = past;
    }

    /// Each observation as it was sensed.
    @Get("/observations")
    @ApiResponse(
            responseCode = "200",
            description = "a page, oldest first",
            content = {
                @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = PastJson.Observations.class)),
                @Content(mediaType = MediaType.TEXT_CSV, schema = @Schema(type = "string"))
            })
    HttpResponse<?> observations(
            HttpRequest<?> request,
            SiteId site,
            @Parameter(schema = @Schema(type = "string", format = "date-time")) @QueryValue String from,
            @Parameter(schema = @Schema(type = "string", format = "date-time")) @QueryValue String to,
            @Parameter(schema = @Schema(implementation = SensorId.class)) @QueryValue @Nullable String sensor,
            @QueryValue @Nullable String cursor) {
        Parameters parameters = new Parameters(from, to);
        Optional<SensorId> one = parameters.optional("sensor", sensor, SensorId::parse, NO_ID);
        Optional<ObservationKey> after = parameters.cursor(cursor, Cursors::observation);
        return answer(request, parameters, () -> past.observations(site, range(parameters, after), one));
    }

    /// Every change of a desk; the state in force at `from` comes first.
    @Get("/states")
    @ApiResponse(
            responseCode = "200",
            description = "a page, oldest first",
            content = {
                @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = PastJson.States.class)),
                @Content(mediaType = MediaType.TEXT_CSV, schema = @Schema(type = "string"))
            })
    HttpResponse<?> states(
            HttpRequest<?> request,
            SiteId site,
            @Parameter(schema = @Schema(type = "string", format = "date-time")) @QueryValue String from,
            @Parameter(schema = @Schema(type = "string", format = "date-time")) @QueryValue String to,
            @Parameter(schema = @Schema(implementation = DeskId.class)) @QueryValue @Nullable String desk,
            @Parameter(schema = @Schema(implementation = ZoneId.class)) @QueryValue @Nullable String zone,
            @Parameter(schema = @Schema(type = "string", allowableValues = {"live", "smoothed"})) @QueryValue @Nullable String answer,
            @QueryValue @Nullable String cursor) {
        Parameters parameters = new Parameters(from, to);
        Answer which = parameters.answer(answer);
        Optional<DeskId> one = parameters.optional("desk", desk, DeskId::parse, NO_ID);
        Optional<ZoneId> place = parameters.optional("zone", zone, ZoneId::parse, NO_ID);
        Optional<DeskKey> after = parameters.cursor(cursor, Cursors::desk);
        return answer(request, parameters, () -> past.states(site, which, range(parameters, after), one, place));
    }

    /// Each run of `occupied` in the smoothed answer.
    @Get("/stays")
    @ApiResponse(
            responseCode = "200",
            description = "a page, oldest first",
            content = {
                @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = PastJson.Stays.class)),
                @Content(mediaType = MediaType.TEXT_CSV, schema = @Schema(type = "string"))
            })
    HttpResponse<?> stays(
            HttpRequest<?> request,
            SiteId site,
            @Parameter(schema = @Schema(type = "string", format = "date-time")) @QueryValue String from,
            @Parameter(schema = @Schema(type = "string", format = "date-time")) @QueryValue String to,
            @Parameter(schema = @Schema(implementation = DeskId.class)) @QueryValue @Nullable String desk,
            @Parameter(schema = @Schema(implementation = ZoneId.class)) @QueryValue @Nullable String zone,
            @QueryValue @Nullable String cursor) {
        Parameters parameters = new Parameters(from, to);
        Optional<DeskId> one = parameters.optional("desk", desk, DeskId::parse, NO_ID);
        Optional<ZoneId> place = parameters.optional("zone", zone, ZoneId::parse, NO_ID);
        Optional<DeskKey> after = parameters.cursor(cursor, Cursors::desk);
        return answer(request, parameters, () -> past.stays(site, range(parameters, after), one, place));
    }

    /// People in a zone, or in the site as a whole: every change, or the value in force at each step.
    @Get("/headcount")
    @ApiResponse(
            responseCode = "200",
            description = "a page, oldest first",
            content = {
                @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = PastJson.Headcounts.class)),
                @Content(mediaType = MediaType.TEXT_CSV, schema = @Schema(type = "string"))
            })
    HttpResponse<?> headcount(
            HttpRequest<?> request,
            SiteId site,
            @Parameter(schema = @Schema(type = "string", format = "date-time")) @QueryValue String from,
            @Parameter(schema = @Schema(type = "string", format = "date-time")) @QueryValue String to,
            @Parameter(schema = @Schema(implementation = ZoneId.class)) @QueryValue @Nullable String zone,
            @Parameter(schema = @Schema(type = "string", format = "duration")) @QueryValue @Nullable String step,
            @Parameter(schema = @Schema(type = "string", allowableValues = {"live", "smoothed"})) @QueryValue @Nullable String answer,
            @QueryValue @Nullable String cursor) {
        Parameters parameters = new Parameters(from, to);
        Answer which = parameters.answer(answer);
        Optional<ZoneId> place = parameters.optional("zone", zone, ZoneId::parse, NO_ID);
        Optional<Duration> steps = parameters.step(step);
        Optional<CountKey> after = parameters.cursor(cursor, Cursors::count);
        return answer(request, parameters, () -> {
            Range<Instant> range = range(parameters, after.map(CountKey::at));
            return steps.isPresent()
                    ? past.headcounts().steps(site, which, range, steps.get(), place)
                    : past.headcounts().changes(site, which, range, after.map(CountKey::isKnown).orElse(false), place);
        });
    }

    /// When each gateway watched its inputs.
    @Get("/watching")
    @ApiResponse(
            responseCode = "200",
            description = "a page, oldest first",
            content = {
                @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = PastJson.Watchings.class)),
                @Content(mediaType = MediaType.TEXT_CSV, schema = @Schema(type = "string"))
            })
    HttpResponse<?> watching(
            HttpRequest<?> request,
            SiteId site,
            @Parameter(schema = @Schema(type = "string", format = "date-time")) @QueryValue String from,
            @Parameter(schema = @Schema(type = "string", format = "date-time")) @QueryValue String to) {
        Parameters parameters = new Parameters(from, to);
        return answer(request, parameters, () -> past.watching(site, parameters.from(), parameters.to()));
    }

    private static <K> Range<K> range(Parameters parameters, Optional<K> after) {
        return new Range<>(parameters.from(), parameters.to(), after, PAGE);
    }

    private static HttpResponse<?> answer(HttpRequest<?> request, Parameters parameters, Patience.Question<Listing> question) {
        if (!parameters.mistakes().isEmpty()) {
            throw new WrongParameters(parameters.mistakes());
        }
        try {
            Listing listing = PATIENCE.of(question);
            MutableHttpResponse<?> answer = prefersCsv(request)
                    ? HttpResponse.ok(listing.csv()).contentType(MediaType.of(MediaType.TEXT_CSV + ";charset=utf-8"))
                    : HttpResponse.ok(listing.json()).contentType(MediaType.APPLICATION_JSON_TYPE);
            listing.next().ifPresent(cursor -> answer.header("Link", "<%s>; rel=\"next\"".formatted(next(request, cursor))));
            return answer;
        } catch (HistoryException e) {
            throw new HttpStatusException(HttpStatus.SERVICE_UNAVAILABLE, String.valueOf(e.getMessage()));
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
}
