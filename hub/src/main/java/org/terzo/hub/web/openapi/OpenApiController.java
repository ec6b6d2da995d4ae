package org.terzo.hub.web.openapi;

import io.micronaut.context.BeanProvider;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import io.micronaut.web.router.Router;
import io.swagger.v3.oas.annotations.OpenAPIDefinition;
import io.swagger.v3.oas.annotations.enums.SecuritySchemeIn;
import io.swagger.v3.oas.annotations.enums.SecuritySchemeType;
import io.swagger.v3.oas.annotations.info.Info;
import io.swagger.v3.oas.annotations.info.License;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.security.SecurityScheme;
import java.io.IOException;
import org.terzo.hub.web.Problem;

/// The description of everything the hub serves, OpenAPI 3.1.
@OpenAPIDefinition(
        info = @Info(
                title = "Terzo hub",
                version = "1",
                description = "Which desks are free and how many people are where, now and in the past.",
                license = @License(name = "Apache-2.0", url = "https://www.apache.org/licenses/LICENSE-2.0")))
@SecurityScheme(name = OpenApiDocument.TOKEN, type = SecuritySchemeType.HTTP, scheme = "bearer")
@SecurityScheme(name = OpenApiDocument.SESSION, type = SecuritySchemeType.APIKEY, in = SecuritySchemeIn.COOKIE, paramName = "terzo-session")
@Controller
@Secured(SecurityRule.IS_ANONYMOUS)
@ExecuteOn(TaskExecutors.BLOCKING)
final class OpenApiController {
    private final BeanProvider<Router> router;

    /// Late, because the router is made from the controllers.
    OpenApiController(BeanProvider<Router> router) {
        this.router = router;
    }

    /// This document.
    @Get("/openapi.json")
    @Produces(MediaType.APPLICATION_JSON)
    @ApiResponse(responseCode = "200", description = "OpenAPI 3.1", content = @Content(schema = @Schema(type = "object")))
    @ApiResponse(
            responseCode = "4XX",
            description = "a problem, RFC 9457",
            content = @Content(mediaType = "application/problem+json", schema = @Schema(implementation = Problem.class)))
    byte[] document() throws IOException {
        return OpenApiDocument.of(router.get());
    }
}
