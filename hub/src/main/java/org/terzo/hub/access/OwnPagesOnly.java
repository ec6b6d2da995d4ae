package org.terzo.hub.access;

import io.micronaut.core.order.Ordered;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpMethod;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.http.exceptions.HttpStatusException;
import io.micronaut.http.filter.ServerFilterPhase;
import java.net.URI;
import java.util.Optional;
import java.util.Set;

/// A browser sends its cookie whoever made it ask. So a change that comes with a session must come from a page of this hub, as the
/// browser's `Origin` says; a program sends its token instead.
@ServerFilter("/**")
final class OwnPagesOnly implements Ordered {
    private static final Set<HttpMethod> READS = Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);

    private final SessionCookie cookie;

    OwnPagesOnly(SessionCookie cookie) {
        this.cookie = cookie;
    }

    @RequestFilter
    void check(HttpRequest<?> request) {
        boolean isBySession = cookie.findToken(request).isPresent() && request.getHeaders().get(HttpHeaders.AUTHORIZATION) == null;
        if (isBySession && !READS.contains(request.getMethod()) && !isFromOwnPage(request)) {
            throw new HttpStatusException(HttpStatus.FORBIDDEN, "a change by a browser's session must come from a page of this hub");
        }
    }

    private static boolean isFromOwnPage(HttpRequest<?> request) {
        Optional<String> host = Optional.ofNullable(request.getHeaders().get(HttpHeaders.HOST));
        Optional<String> origin = Optional.ofNullable(request.getHeaders().get(HttpHeaders.ORIGIN)).flatMap(OwnPagesOnly::authority);
        return host.isPresent() && host.equals(origin);
    }

    private static Optional<String> authority(String origin) {
        try {
            return Optional.ofNullable(URI.create(origin).getAuthority());
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    @Override
    public int getOrder() {
        return ServerFilterPhase.SECURITY.after();
    }
}
