package org.terzo.hub.web;

import io.micronaut.context.annotation.Primary;
import io.micronaut.core.bind.exceptions.UnsatisfiedArgumentException;
import io.micronaut.core.convert.exceptions.ConversionErrorException;
import io.micronaut.core.type.Argument;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.server.exceptions.response.Error;
import io.micronaut.http.server.exceptions.response.ErrorContext;
import io.micronaut.http.server.exceptions.response.ErrorResponseProcessor;
import io.micronaut.web.router.exceptions.UnsatisfiedRouteException;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.terzo.hub.history.past.WrongParameters;

/// Every error is an RFC 9457 problem. What is wrong with one parameter is also listed by its name and value.
///
/// Whoever refuses a parameter says so as `name: what is wrong with it`, the way every message of the hub names its thing.
@Singleton
@Primary
final class Problems implements ErrorResponseProcessor<Problem> {
    private static final Pattern ABOUT_A_FIELD = Pattern.compile("([A-Za-z][A-Za-z-]*): (.+)", Pattern.DOTALL);
    private static final String RETRY_AFTER_S = "5";

    @Override
    public MutableHttpResponse<Problem> processResponse(ErrorContext context, MutableHttpResponse<?> response) {
        List<Problem.Mistake> mistakes = mistakes(context);
        MutableHttpResponse<Problem> problem = HttpResponse.<Problem>status(response.status())
                .body(new Problem("about:blank", response.reason(), response.code(), detail(context, response, mistakes), mistakes))
                .contentType(Problem.MEDIA_TYPE);
        response.getHeaders().forEach((name, values) -> values.forEach(value -> keep(problem, name, value)));
        if (response.code() == HttpStatus.UNAUTHORIZED.getCode()) {
            keep(problem, HttpHeaders.WWW_AUTHENTICATE, "Bearer");
        }
        if (response.code() == HttpStatus.SERVICE_UNAVAILABLE.getCode()) {
            keep(problem, HttpHeaders.RETRY_AFTER, RETRY_AFTER_S);
        }
        SecurityHeaders.addTo(problem);
        return problem;
    }

    private static String detail(ErrorContext context, HttpResponse<?> response, List<Problem.Mistake> mistakes) {
        if (response.code() == HttpStatus.INTERNAL_SERVER_ERROR.getCode()) {
            return "a fault of the hub; its log says more";
        }
        if (!mistakes.isEmpty()) {
            return mistakes.getFirst().field() + ": " + mistakes.getFirst().detail();
        }
        return context.getErrors().stream().map(Error::getMessage).findFirst().orElse(response.reason());
    }

    private static List<Problem.Mistake> mistakes(ErrorContext context) {
        HttpRequest<?> request = context.getRequest();
        Throwable cause = context.getRootCause().orElse(null);
        return switch (cause) {
            case ConversionErrorException wrong ->
                List.of(mistake(request, wrong.getArgument(), String.valueOf(wrong.getConversionError().getCause().getMessage())));
            case UnsatisfiedArgumentException missing -> List.of(mistake(request, missing.getArgument(), "needed, and not given"));
            case UnsatisfiedRouteException missing -> List.of(mistake(request, missing.getArgument(), "needed, and not given"));
            case UnknownParameters unknown -> unknown.unknown().entrySet().stream()
                    .map(each -> new Problem.Mistake(each.getKey(), each.getValue(), "no parameter of this name"))
                    .toList();
            case WrongParameters wrong ->
                wrong.mistakes().stream().map(each -> new Problem.Mistake(each.field(), each.value(), each.detail())).toList();
            case null, default -> context.getErrors().stream().flatMap(error -> aboutAField(request, error).stream()).toList();
        };
    }

    private static Problem.Mistake mistake(HttpRequest<?> request, Argument<?> argument, String detail) {
        String name = RouteInputs.name(argument);
        return new Problem.Mistake(name, RouteInputs.of(request).given(name).orElse(null), detail);
    }

    private static Optional<Problem.Mistake> aboutAField(HttpRequest<?> request, Error error) {
        Matcher message = ABOUT_A_FIELD.matcher(error.getMessage());
        RouteInputs inputs = RouteInputs.of(request);
        return message.matches() && inputs.has(message.group(1))
                ? Optional.of(new Problem.Mistake(message.group(1), inputs.given(message.group(1)).orElse(null), message.group(2)))
                : Optional.empty();
    }

    private static void keep(MutableHttpResponse<Problem> problem, String name, String value) {
        if (Optional.ofNullable(problem.getHeaders().get(name)).isEmpty() && !name.equalsIgnoreCase("content-length")) {
            problem.header(name, value);
        }
    }
}
