package org.terzo.hub.web;

import io.micronaut.http.MutableHttpHeaders;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.ResponseFilter;
import io.micronaut.http.annotation.ServerFilter;

/// What every answer forbids a browser: to guess a type, to show it inside another page, to tell other servers where it came from, to
/// load anything from elsewhere or run what stands in the page itself.
@ServerFilter("/**")
final class SecurityHeaders {
    private static final String POLICY =
            "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    @ResponseFilter
    void guard(MutableHttpResponse<?> response) {
        addTo(response);
    }

    /// For an answer that never passes the filter, because another filter refused the request.
    static void addTo(MutableHttpResponse<?> response) {
        MutableHttpHeaders headers = response.getHeaders();
        headers.set("Content-Security-Policy", POLICY);
        headers.set("X-Content-Type-Options", "nosniff");
        headers.set("X-Frame-Options", "DENY");
        headers.set("Referrer-Policy", "same-origin");
    }
}
