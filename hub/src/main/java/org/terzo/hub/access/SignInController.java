package org.terzo.hub.access;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.CookieValue;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.cookie.Cookie;
import io.micronaut.http.cookie.SameSite;
import io.micronaut.http.exceptions.HttpStatusException;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/// One-time links: opened once, they leave a session in a cookie.
@Controller
@Secured(SecurityRule.IS_ANONYMOUS)
final class SignInController {
    static final String COOKIE = "terzo-session";

    private final Sessions sessions;

    SignInController(Sessions sessions) {
        this.sessions = sessions;
    }

    @Get("/sign-in/{link}")
    MutableHttpResponse<?> signIn(String link) {
        String session = sessions.open(link)
                .orElseThrow(() -> new HttpStatusException(HttpStatus.GONE, "this link was used, is too old, or never was"));
        return HttpResponse.seeOther(URI.create("/"))
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .cookie(cookie(session).maxAge(Sessions.SESSION_LIFE.toSeconds()));
    }

    @Delete("/api/v1/session")
    HttpResponse<?> signOut(@CookieValue(COOKIE) @Nullable String session) {
        if (session != null) {
            sessions.close(session);
        }
        return HttpResponse.noContent().cookie(cookie("").maxAge(0));
    }

    private static Cookie cookie(String value) {
        return Cookie.of(COOKIE, value).httpOnly(true).sameSite(SameSite.Strict).path("/");
    }
}
