package org.terzo.hub.web;

import io.micronaut.core.type.Argument;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.annotation.Header;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.web.router.MethodBasedRouteInfo;
import io.micronaut.web.router.RouteAttributes;
import io.micronaut.web.router.RouteMatch;
import java.lang.annotation.Annotation;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/// What the route of a request asks for, and what the request gave.
record RouteInputs(HttpRequest<?> request, List<Argument<?>> arguments, Map<String, Object> pathVariables) {
    /// Nothing is asked for where no route was found.
    static RouteInputs of(HttpRequest<?> request) {
        Optional<RouteMatch<?>> route = RouteAttributes.getRouteMatch(request);
        return new RouteInputs(
                request,
                route.map(match -> match.getRouteInfo() instanceof MethodBasedRouteInfo<?, ?> info
                                ? Arrays.<Argument<?>>asList(info.getTargetMethod().getArguments())
                                : List.<Argument<?>>of())
                        .orElse(List.of()),
                route.map(RouteMatch::getVariableValues).orElse(Map.of()));
    }

    SortedSet<String> queryParameters() {
        SortedSet<String> names = new TreeSet<>();
        arguments.stream()
                .filter(argument -> argument.getAnnotationMetadata().hasAnnotation(QueryValue.class))
                .forEach(argument -> names.add(name(argument)));
        return names;
    }

    boolean has(String name) {
        return arguments.stream().anyMatch(argument -> name(argument).equals(name));
    }

    /// The name by which a caller knows an argument.
    static String name(Argument<?> argument) {
        return annotated(argument, QueryValue.class).or(() -> annotated(argument, Header.class)).orElse(argument.getName());
    }

    private static Optional<String> annotated(Argument<?> argument, Class<? extends Annotation> annotation) {
        return argument.getAnnotationMetadata().stringValue(annotation).filter(name -> !name.isBlank());
    }

    Optional<String> given(String name) {
        return Optional.ofNullable(request.getParameters().get(name))
                .or(() -> Optional.ofNullable(pathVariables.get(name)).map(Object::toString))
                .or(() -> Optional.ofNullable(request.getHeaders().get(name)));
    }
}
