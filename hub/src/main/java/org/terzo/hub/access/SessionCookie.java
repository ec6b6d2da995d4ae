package org.terzo.hub.access;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.cookie.Cookie;
import io.micronaut.http.cookie.SameSite;
import io.micronaut.security.token.reader.TokenReader;
import java.net.URI;
import java.util.Optional;

/// Where a browser carries its session: no script can read it, no other site's page can send it.
public final class SessionCookie implements TokenReader<HttpRequest<?>> {
    static final String NAME = "terzo-session";

    private final boolean isEncryptedOnly;

    /// @param publicUrl where people reach the hub; over https the cookie is never sent in the clear
    public SessionCookie(Optional<URI> publicUrl) {
        this.isEncryptedOnly = publicUrl.filter(url -> "https".equalsIgnoreCase(url.getScheme())).isPresent();
    }

    @Override
    public Optional<String> findToken(HttpRequest<?> request) {
        return request.getCookies().findCookie(NAME).map(Cookie::getValue).filter(value -> !value.isBlank());
    }

    Cookie holding(String session) {
        return cookie(session).maxAge(Sessions.SESSION_LIFE.toSeconds());
    }

    /// Makes the browser forget it.
    Cookie none() {
        return cookie("").maxAge(0);
    }

    private Cookie cookie(String value) {
        return Cookie.of(NAME, value).httpOnly(true).secure(isEncryptedOnly).sameSite(SameSite.Strict).path("/");
    }
}
