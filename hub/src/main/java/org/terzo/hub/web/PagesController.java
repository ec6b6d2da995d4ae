package org.terzo.hub.web;

import io.micronaut.core.io.ResourceLoader;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.terzo.wire.SiteId;

/// The screens: files of the dashboard. What they show, they ask the API for, so the files themselves are open.
@Controller
@Secured(SecurityRule.IS_ANONYMOUS)
final class PagesController {
    private static final String FOLDER = "classpath:org/terzo/dashboard/static/";

    private final ResourceLoader files;

    PagesController(ResourceLoader files) {
        this.files = files;
    }

    /// Where everybody arrives.
    @Get("/")
    @Produces(MediaType.TEXT_HTML)
    @ApiResponse(responseCode = "200", description = "a page", content = @Content(mediaType = MediaType.TEXT_HTML, schema = @Schema(type = "string")))
    Optional<HttpResponse<byte[]>> landing() {
        return file("landing.html");
    }

    /// The members' page of a site.
    @Get("/s/{site}")
    @Produces(MediaType.TEXT_HTML)
    @ApiResponse(responseCode = "200", description = "a page", content = @Content(mediaType = MediaType.TEXT_HTML, schema = @Schema(type = "string")))
    Optional<HttpResponse<byte[]>> member(SiteId site) {
        return file("member.html");
    }

    /// The manager's live plan of a site.
    @Get("/manage/{site}")
    @Produces(MediaType.TEXT_HTML)
    @ApiResponse(responseCode = "200", description = "a page", content = @Content(mediaType = MediaType.TEXT_HTML, schema = @Schema(type = "string")))
    Optional<HttpResponse<byte[]>> manager(SiteId site) {
        return file("manage.html");
    }

    /// What has arrived of all that a site sensed, and what has not.
    @Get("/manage/{site}/health")
    @Produces(MediaType.TEXT_HTML)
    @ApiResponse(responseCode = "200", description = "a page", content = @Content(mediaType = MediaType.TEXT_HTML, schema = @Schema(type = "string")))
    Optional<HttpResponse<byte[]>> arrival(SiteId site) {
        return file("health.html");
    }

    /// A script or picture of a page.
    @Get("/assets/{name:[A-Za-z0-9._-]+}")
    @Produces(MediaType.ALL)
    @ApiResponse(responseCode = "200", description = "a file", content = @Content(mediaType = "*/*", schema = @Schema(type = "string", format = "binary")))
    Optional<HttpResponse<byte[]>> asset(String name) {
        return file("assets/" + name);
    }

    private Optional<HttpResponse<byte[]>> file(String name) {
        return files.getResourceAsStream(FOLDER + name).map(stream -> HttpResponse.ok(whole(stream))
                .contentType(MediaType.forFilename(name))
                .header(HttpHeaders.CACHE_CONTROL, "no-cache"));
    }

    /// They are tens of kilobytes, and part of the program.
    private static byte[] whole(InputStream stream) {
        try (stream) {
            return stream.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
