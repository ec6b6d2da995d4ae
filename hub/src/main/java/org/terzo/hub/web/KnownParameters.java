package org.terzo.hub.web;

import io.micronaut.core.order.Ordered;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.http.filter.ServerFilterPhase;
import io.micronaut.web.router.RouteAttributes;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;

/// Refuses query parameters that a route does not have, by name: a misspelt filter must not look like an empty one.
@ServerFilter("/api/**")
final class KnownParameters implements Ordered {
    @RequestFilter
    void check(HttpRequest<?> request) {
        if (RouteAttributes.getRouteMatch(request).isEmpty() || request.getParameters().isEmpty()) {
            return;
        }
        SortedSet<String> known = RouteInputs.of(request).queryParameters();
        SortedMap<String, String> unknown = new TreeMap<>();
        request.getParameters().names().stream()
                .filter(name -> !known.contains(name))
                .forEach(name -> unknown.put(name, String.valueOf(request.getParameters().get(name))));
        if (!unknown.isEmpty()) {
            throw new UnknownParameters(unknown, known);
        }
    }

    @Override
    public int getOrder() {
        return ServerFilterPhase.SECURITY.after();
    }
}
