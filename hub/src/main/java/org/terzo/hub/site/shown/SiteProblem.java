package org.terzo.hub.site.shown;

import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.serde.annotation.Serdeable;
import java.util.List;
import java.util.Optional;
import org.terzo.hub.site.Site;
import org.terzo.hub.site.SiteFile;
import org.terzo.wire.SiteId;

/// Why a site was not taken, RFC 9457.
///
/// @param errors every mistake in it
@Serdeable
record SiteProblem(String type, String title, int status, String detail, List<Mistake> errors) {
    /// @param field where it stands, as `desks[3].zone`
    /// @param line of the site file, 1 is the first
    @Serdeable
    record Mistake(String field, int line, String value, String detail) {}

    static HttpResponse<SiteProblem> of(List<SiteFile.Mistake> mistakes) {
        String number = mistakes.size() == 1 ? "1 mistake" : mistakes.size() + " mistakes";
        return answer(
                HttpStatus.UNPROCESSABLE_ENTITY,
                number + " in the site; nothing was changed",
                mistakes.stream().map(each -> new Mistake(each.place(), each.line(), each.value(), "expected " + each.expected())).toList());
    }

    /// Another revision is in force than the sender named, or it named none.
    static HttpResponse<SiteProblem> unexpected(SiteId site, Optional<Site> inForce, Optional<String> ifMatch) {
        String now = inForce.map(known -> "%s is at %s".formatted(site, SitesController.tag(known))).orElse("there is no site " + site);
        return ifMatch.isPresent()
                ? answer(HttpStatus.PRECONDITION_FAILED, "If-Match: %s, but %s".formatted(ifMatch.get(), now), List.of())
                : answer(HttpStatus.PRECONDITION_REQUIRED, now + ": say by If-Match that you mean to change it", List.of());
    }

    private static HttpResponse<SiteProblem> answer(HttpStatus status, String detail, List<Mistake> errors) {
        return HttpResponse.<SiteProblem>status(status)
                .contentType("application/problem+json")
                .body(new SiteProblem("about:blank", status.getReason(), status.getCode(), detail, errors));
    }
}
