package org.terzo.hub.web;

import io.micronaut.core.order.Ordered;
import io.micronaut.http.HttpMethod;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.http.exceptions.HttpStatusException;
import io.micronaut.http.filter.ServerFilterPhase;
import org.terzo.hub.site.SiteRegistry;
import org.terzo.wire.SiteId;

/// What is asked of a site that this hub does not have is a 404, the same for every route.
@ServerFilter("/api/v1/sites/**")
final class KnownSites implements Ordered {
    private final SiteRegistry sites;

    KnownSites(SiteRegistry sites) {
        this.sites = sites;
    }

    @RequestFilter
    void check(HttpRequest<?> request) {
        RouteInputs inputs = RouteInputs.of(request);
        boolean isUnknown = inputs.has("site")
                && inputs.given("site").flatMap(SiteId::parse).filter(site -> sites.site(site).isEmpty()).isPresent();
        if (isUnknown && request.getMethod() != HttpMethod.PUT) {
            throw new HttpStatusException(HttpStatus.NOT_FOUND, "site: '%s' is none of this hub".formatted(inputs.given("site").orElse("")));
        }
    }

    @Override
    public int getOrder() {
        return ServerFilterPhase.SECURITY.after();
    }
}
