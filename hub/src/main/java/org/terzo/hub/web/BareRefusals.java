package org.terzo.hub.web;

import io.micronaut.core.order.Ordered;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.ResponseFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.http.filter.ServerFilterPhase;
import io.micronaut.http.server.exceptions.response.ErrorContext;

/// Makes a problem of a refusal that the framework's own filters answer without a word, as that of a request from another site's page
/// to a hub on this machine.
@ServerFilter("/**")
final class BareRefusals implements Ordered {
    private final Problems problems;

    BareRefusals(Problems problems) {
        this.problems = problems;
    }

    @ResponseFilter
    MutableHttpResponse<?> explain(HttpRequest<?> request, MutableHttpResponse<?> response) {
        return response.code() == HttpStatus.FORBIDDEN.getCode() && response.body() == null
                ? problems.processResponse(ErrorContext.builder(request).errorMessage("not from a page of this hub").build(), response)
                : response;
    }

    /// Before every filter that may refuse.
    @Override
    public int getOrder() {
        return ServerFilterPhase.FIRST.before();
    }
}
