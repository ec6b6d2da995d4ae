package org.terzo.hub.access;

import io.micronaut.core.async.publisher.Publishers;
import io.micronaut.http.HttpRequest;
import io.micronaut.security.authentication.Authentication;
import io.micronaut.security.token.validator.TokenValidator;
import jakarta.inject.Singleton;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;

/// Tells the framework whose a bearer token or a session's cookie is.
@Singleton
final class AdminTokens implements TokenValidator<HttpRequest<?>> {
    private final Sessions sessions;

    AdminTokens(Sessions sessions) {
        this.sessions = sessions;
    }

    @Override
    public Publisher<Authentication> validateToken(String token, @Nullable HttpRequest<?> request) {
        return sessions.isAdmin(token) ? Publishers.just(Authentication.build("admin", List.of("admin"))) : Publishers.empty();
    }
}
