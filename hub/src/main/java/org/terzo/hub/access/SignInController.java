package org.terzo.hub.access;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.net.URI;

/// One-time links: opened once, they leave a session in a cookie.
@Controller
@Secured(SecurityRule.IS_ANONYMOUS)
final class SignInController {
    private static final String GONE = """
            <!doctype html>
            <html lang="en">
              <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <meta name="color-scheme" content="light dark">
                <title>Terzo</title>
              </head>
              <body>
                <h1>This link does not work any more</h1>
                <p>A sign-in link works once, and for 30 minutes. This one was used, is too old, or was mistyped. Ask for a new one.</p>
                <h1 lang="fr">Ce lien ne fonctionne plus</h1>
                <p lang="fr">Un lien de connexion fonctionne une seule fois, pendant 30 minutes. Demandez-en un nouveau.</p>
              </body>
            </html>
            """;

    private final Sessions sessions;
    private final SessionCookie cookie;

    SignInController(Sessions sessions, SessionCookie cookie) {
        this.sessions = sessions;
        this.cookie = cookie;
    }

    /// Opens a one-time link. Asking only for its head does not use it up.
    @Get(value = "/sign-in/{link}", headRoute = false)
    @Produces(MediaType.TEXT_HTML)
    @ApiResponse(responseCode = "303", description = "signed in; the cookie holds the session")
    @ApiResponse(responseCode = "410", description = "the link was used, is too old, or never was", content = @Content(mediaType = MediaType.TEXT_HTML, schema = @Schema(type = "string")))
    HttpResponse<?> signIn(String link) {
        return sessions.open(link)
                .<HttpResponse<?>>map(session -> HttpResponse.seeOther(URI.create("/"))
                        .header(HttpHeaders.CACHE_CONTROL, "no-store")
                        .cookie(cookie.holding(session)))
                .orElseGet(() -> HttpResponse.status(HttpStatus.GONE).header(HttpHeaders.CACHE_CONTROL, "no-store").body(GONE));
    }

    /// Signs out.
    @Delete("/api/v1/session")
    @ApiResponse(responseCode = "204", description = "signed out")
    HttpResponse<?> signOut(HttpRequest<?> request) {
        cookie.findToken(request).ifPresent(sessions::close);
        return HttpResponse.noContent().cookie(cookie.none());
    }
}
