package org.terzo.hub.live;

import io.micronaut.core.annotation.Nullable;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Header;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.http.exceptions.HttpStatusException;
import io.micronaut.http.sse.Event;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.authentication.Authentication;
import io.micronaut.security.rules.SecurityRule;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.util.Optional;
import java.util.OptionalLong;
import org.reactivestreams.Publisher;
import org.terzo.hub.live.LiveFeed.Audience;
import org.terzo.wire.SiteId;

/// What is so at a site: once, or as a stream.
@Controller("/api/v1/sites/{site}/live")
@Secured("admin")
final class LiveController {
    private final LiveSites sites;
    private final LiveStream stream;

    LiveController(LiveSites sites, LiveStream stream) {
        this.sites = sites;
        this.stream = stream;
    }

    /// Desks, zones and gateways. Empty is a 404: no such site.
    @Get
    @ApiResponse(responseCode = "200", description = "what is so now", content = @Content(schema = @Schema(implementation = LiveJson.Live.class)))
    Optional<HttpResponse<LiveJson.Live>> live(SiteId site) {
        return sites.of(site)
                .map(answer -> LiveView.live(answer.moment().site(), answer.moment().now(), answer.gateways()))
                .map(live -> HttpResponse.ok(live).header("Cache-Control", "no-store"));
    }

    /// Server-sent events; `view=member` is open to everybody and leaves out what members may not see.
    @Get(value = "/stream", headRoute = false)
    @Produces(MediaType.TEXT_EVENT_STREAM)
    @Secured(SecurityRule.IS_ANONYMOUS)
    @ApiResponse(responseCode = "200", description = "events", content = @Content(mediaType = MediaType.TEXT_EVENT_STREAM, schema = @Schema(type = "string")))
    Publisher<Event<String>> stream(
            SiteId site,
            @QueryValue @Nullable String view,
            @Header("Last-Event-ID") @Nullable String lastEventId,
            @Nullable Authentication caller) {
        Audience audience = audience(Optional.ofNullable(view), Optional.ofNullable(caller));
        if (stream.isFull()) {
            throw new HttpStatusException(HttpStatus.SERVICE_UNAVAILABLE, "%d streams are open: try again later".formatted(LiveStream.MOST_READERS));
        }
        return stream.open(site, audience, lastSeen(Optional.ofNullable(lastEventId)))
                .orElseThrow(() -> new HttpStatusException(HttpStatus.NOT_FOUND, "no site '%s'".formatted(site)));
    }

    private static Audience audience(Optional<String> view, Optional<Authentication> caller) {
        if (view.isPresent() && !view.get().equals("member")) {
            throw new HttpStatusException(HttpStatus.BAD_REQUEST, "view: '%s' is not member".formatted(view.get()));
        }
        if (view.isPresent()) {
            return Audience.MEMBERS;
        }
        if (caller.isEmpty() || !caller.get().getRoles().contains("admin")) {
            throw new HttpStatusException(HttpStatus.UNAUTHORIZED, "sign in, or ask for view=member");
        }
        return Audience.MANAGERS;
    }

    /// A header that is no number asks for a fresh snapshot.
    private static OptionalLong lastSeen(Optional<String> header) {
        return header.filter(text -> text.matches("\\d{1,18}")).stream().mapToLong(Long::parseLong).findFirst();
    }
}
