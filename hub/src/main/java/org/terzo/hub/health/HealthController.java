package org.terzo.hub.health;

import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import java.util.Map;

/// Answers 200 when all is well and 503 when a part is down; the body says which.
@Controller("/health")
@Secured(SecurityRule.IS_ANONYMOUS)
@ExecuteOn(TaskExecutors.BLOCKING)
final class HealthController {
    private final HubHealth health;

    HealthController(HubHealth health) {
        this.health = health;
    }

    @Get
    HttpResponse<Map<String, Object>> health() {
        return answer(health.all());
    }

    /// The process answers.
    @Get("/liveness")
    Map<String, Object> liveness() {
        return Map.of("status", HubHealth.UP);
    }

    /// Observations can be taken: the journal works. A missing broker or database does not make the hub unready.
    @Get("/readiness")
    HttpResponse<Map<String, Object>> readiness() {
        return answer(health.journal());
    }

    private static HttpResponse<Map<String, Object>> answer(Map<String, Object> body) {
        HttpStatus status = HubHealth.UP.equals(body.get("status")) ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE;
        return HttpResponse.<Map<String, Object>>status(status).body(body);
    }
}
