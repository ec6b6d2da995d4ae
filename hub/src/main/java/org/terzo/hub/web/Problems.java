package org.terzo.hub.web;

import io.micronaut.context.annotation.Primary;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.server.exceptions.response.Error;
import io.micronaut.http.server.exceptions.response.ErrorContext;
import io.micronaut.http.server.exceptions.response.ErrorResponseProcessor;
import io.micronaut.serde.annotation.Serdeable;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/// Every error is an RFC 9457 problem.
@Singleton
@Primary
final class Problems implements ErrorResponseProcessor<Problems.Problem> {
    private static final MediaType PROBLEM = MediaType.of("application/problem+json");

    /// @param errors each wrong field and its value
    @Serdeable
    record Problem(String type, String title, int status, String detail, List<Mistake> errors) {}

    @Serdeable
    record Mistake(String field, String detail) {}

    @Override
    public MutableHttpResponse<Problem> processResponse(ErrorContext context, MutableHttpResponse<?> response) {
        List<Error> errors = context.getErrors();
        String detail = errors.stream().map(Error::getMessage).findFirst().orElse(response.reason());
        List<Mistake> mistakes = errors.stream()
                .flatMap(error -> error.getPath().map(path -> new Mistake(path, error.getMessage())).stream())
                .toList();
        MutableHttpResponse<Problem> problem = HttpResponse.<Problem>status(response.status())
                .body(new Problem("about:blank", response.reason(), response.code(), detail, mistakes))
                .contentType(PROBLEM);
        response.getHeaders().forEach((name, values) -> values.forEach(value -> keep(problem, name, value)));
        return problem;
    }

    private static void keep(MutableHttpResponse<Problem> problem, String name, String value) {
        if (Optional.ofNullable(problem.getHeaders().get(name)).isEmpty() && !name.equalsIgnoreCase("content-length")) {
            problem.header(name, value);
        }
    }
}
