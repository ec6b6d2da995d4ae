package org.terzo.hub.health;

import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import java.util.List;
import java.util.Map;

/// Answers 200 when all is well and 503 when a part is down; the body says which.
@Controller("/health")
@Secured(SecurityRule.IS_ANONYMOUS)
@ExecuteOn(TaskExecutors.BLOCKING)
final class HealthController {
    private final List<Health.Part> parts;

    HealthController(List<Health.Part> parts) {
        this.parts = parts;
    }

    @Get
    HttpResponse<Health> health() {
        return answer(Health.of(parts));
    }

    /// The process answers.
    @Get("/liveness")
    Map<String, String> liveness() {
        return Map.of("status", Health.UP);
    }

    /// Observations can be taken: the journal works. A missing broker or database does not make the hub unready.
    @Get("/readiness")
    HttpResponse<Health> readiness() {
        return answer(Health.of(parts.stream().filter(part -> part.name().equals("journal")).toList()));
    }

    private static HttpResponse<Health> answer(Health health) {
        return HttpResponse.<Health>status(health.status().equals(Health.UP) ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE).body(health);
    }
}
