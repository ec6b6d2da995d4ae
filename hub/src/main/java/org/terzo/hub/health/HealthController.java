package org.terzo.hub.health;

import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;

/// Answers 200 when all is well and 503 when a part is down; the body says which.
@Controller("/health")
@Secured(SecurityRule.IS_ANONYMOUS)
@ExecuteOn(TaskExecutors.BLOCKING)
final class HealthController {
    private final HubHealth health;

    HealthController(HubHealth health) {
        this.health = health;
    }

    /// Broker, journal, history and gateways.
    @Get
    @ApiResponse(responseCode = "200", description = "all is well", content = @Content(schema = @Schema(implementation = HealthJson.class)))
    @ApiResponse(responseCode = "503", description = "a part is down", content = @Content(schema = @Schema(implementation = HealthJson.class)))
    HttpResponse<HealthJson> health() {
        HealthJson all = health.all();
        return answer(all, all.isUp());
    }

    /// The process answers.
    @Get("/liveness")
    @ApiResponse(responseCode = "200", description = "it is alive", content = @Content(schema = @Schema(implementation = HealthJson.Alive.class)))
    HttpResponse<HealthJson.Alive> liveness() {
        return answer(HealthJson.Alive.now(), true);
    }

    /// Observations can be taken: the journal works. A missing broker or database does not make the hub unready.
    @Get("/readiness")
    @ApiResponse(responseCode = "200", description = "it is ready", content = @Content(schema = @Schema(implementation = HealthJson.Journal.class)))
    @ApiResponse(responseCode = "503", description = "the journal fails", content = @Content(schema = @Schema(implementation = HealthJson.Journal.class)))
    HttpResponse<HealthJson.Journal> readiness() {
        HealthJson.Journal journal = health.journal();
        return answer(journal, journal.isUp());
    }

    private static <T> MutableHttpResponse<T> answer(T body, boolean isUp) {
        return HttpResponse.<T>status(isUp ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE).body(body).header("Cache-Control", "no-store");
    }
}
