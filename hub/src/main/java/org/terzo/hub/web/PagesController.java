package org.terzo.hub.web;

import io.micronaut.core.io.ResourceLoader;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.server.types.files.StreamedFile;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import java.io.InputStream;
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

    @Get("/")
    Optional<HttpResponse<StreamedFile>> landing() {
        return page("landing.html");
    }

    @Get("/s/{site}")
    Optional<HttpResponse<StreamedFile>> member(SiteId site) {
        return page("member.html");
    }

    @Get("/manage/{site}")
    Optional<HttpResponse<StreamedFile>> manager(SiteId site) {
        return page("manage.html");
    }

    @Get("/assets/{name:[A-Za-z0-9._-]+}")
    Optional<HttpResponse<StreamedFile>> asset(String name) {
        return file("assets/" + name, "no-cache");
    }

    private Optional<HttpResponse<StreamedFile>> page(String name) {
        return file(name, "no-cache");
    }

    private Optional<HttpResponse<StreamedFile>> file(String name, String cacheControl) {
        Optional<InputStream> content = files.getResourceAsStream(FOLDER + name);
        MediaType type = MediaType.forFilename(name);
        return content.map(stream -> HttpResponse.ok(new StreamedFile(stream, type))
                .contentType(type)
                .header(HttpHeaders.CACHE_CONTROL, cacheControl)
                .header("Content-Security-Policy", "default-src 'self'; style-src 'self' 'unsafe-inline'; object-src 'none'; frame-ancestors 'none'; base-uri 'none'")
                .header("X-Content-Type-Options", "nosniff")
                .header("Referrer-Policy", "same-origin"));
    }
}
