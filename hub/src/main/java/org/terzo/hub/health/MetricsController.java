package org.terzo.hub.health;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Header;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The hub's figures for Prometheus, which signs in with a token like everybody else.
@Controller("/prometheus")
@Secured("admin")
@ExecuteOn(TaskExecutors.BLOCKING)
final class MetricsController {
    private final HubMetrics metrics;
    private final PrometheusText text = new PrometheusText();

    MetricsController(HubMetrics metrics) {
        this.metrics = metrics;
    }

    /// Text in Prometheus' own format, or OpenMetrics where it is asked for.
    @Get
    @Produces(MediaType.ALL)
    @ApiResponse(responseCode = "200", description = "the figures", content = @Content(mediaType = "text/plain", schema = @Schema(type = "string")))
    HttpResponse<byte[]> metrics(@Parameter(hidden = true) @Header(HttpHeaders.ACCEPT) @Nullable String accept) throws IOException {
        PrometheusText.Page page = text.page(metrics.now(), Optional.ofNullable(accept));
        return HttpResponse.ok(page.body()).header(HttpHeaders.CONTENT_TYPE, page.type()).header(HttpHeaders.CACHE_CONTROL, "no-store");
    }
}
