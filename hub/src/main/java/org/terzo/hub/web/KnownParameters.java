package org.terzo.hub.web;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.http.exceptions.HttpStatusException;
import io.micronaut.web.router.RouteAttributes;
import io.micronaut.web.router.RouteMatch;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// Refuses query parameters that a route does not have, by name: a misspelt filter must not look like an empty one.
@ServerFilter("/api/**")
final class KnownParameters {
    @RequestFilter
    void check(HttpRequest<?> request) {
        Optional<RouteMatch> route = RouteAttributes.getRouteMatch(request);
        if (route.isEmpty() || request.getParameters().isEmpty()) {
            return;
        }
        Set<String> known = Arrays.stream(route.get().getArguments())
                .filter(argument -> argument.getAnnotationMetadata().hasAnnotation(QueryValue.class))
                .map(argument -> argument.getName())
                .collect(Collectors.toUnmodifiableSet());
        Set<String> unknown = new TreeSet<>(request.getParameters().names());
        unknown.removeAll(known);
        if (!unknown.isEmpty()) {
            throw new HttpStatusException(
                    HttpStatus.BAD_REQUEST, "unknown query parameter %s; known here: %s".formatted(unknown, new TreeSet<>(known)));
        }
    }
}
