package org.terzo.hub.live;

import io.micronaut.http.sse.Event;
import io.micronaut.serde.ObjectMapper;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import org.reactivestreams.Publisher;
import org.terzo.hub.live.LiveFeed.Audience;
import org.terzo.hub.live.LiveFeed.Joined;
import org.terzo.hub.live.LiveFeed.LiveEvent;
import org.terzo.hub.site.Site;
import org.terzo.wire.SiteId;
import org.terzo.wire.WireTime;
import reactor.core.publisher.Flux;
import reactor.core.publisher.FluxSink;

/// Server-sent events of one site for one reader: what was missed or a snapshot, then each change, and a heartbeat.
///
/// At most 10,000 events wait for a slow reader; then the connection is cut, and the reader resumes with the last id it saw.
@Singleton
final class LiveStream {
    private static final Duration HEARTBEAT = Duration.ofSeconds(15);
    private static final int MOST_WAITING = 10_000;

    private final LiveSites sites;
    private final ObjectMapper json;
    private final InstantSource clock;

    LiveStream(LiveSites sites, ObjectMapper json, InstantSource clock) {
        this.sites = sites;
        this.json = json;
        this.clock = clock;
    }

    /// Empty: no such site.
    Optional<Publisher<Event<String>>> open(SiteId site, Audience audience, OptionalLong lastSeen) {
        return sites.feed(site).map(feed -> {
            Flux<Event<String>> changes = Flux.<Event<String>>create(
                            sink -> join(site, feed, audience, lastSeen, sink), FluxSink.OverflowStrategy.BUFFER)
                    .onBackpressureBuffer(MOST_WAITING);
            Flux<Event<String>> heartbeats = Flux.interval(HEARTBEAT)
                    .onBackpressureDrop()
                    .map(_ -> Event.of(text(new LiveJson.Heartbeat(WireTime.text(clock.instant())))).name("heartbeat"));
            return Flux.merge(changes, heartbeats);
        });
    }

    private void join(SiteId site, LiveFeed feed, Audience audience, OptionalLong lastSeen, FluxSink<Event<String>> sink) {
        Joined joined = feed.join(lastSeen, event -> forward(event, audience, sink));
        sink.onDispose(joined.leave()::run);
        Optional<List<LiveEvent>> missed = joined.missed();
        if (missed.isPresent()) {
            missed.get().forEach(event -> forward(event, audience, sink));
        } else {
            sites.of(site).ifPresent(answer -> sink.next(Event.of(text(snapshot(answer, audience)))
                    .name("snapshot")
                    .id(Long.toString(joined.at()))));
        }
    }

    private void forward(LiveEvent event, Audience audience, FluxSink<Event<String>> sink) {
        if (audience == Audience.MANAGERS || event.audience() == Audience.MEMBERS_TOO) {
            sink.next(Event.of(text(event.data())).name(event.name()).id(Long.toString(event.id())));
        }
    }

    private static LiveJson.Live snapshot(LiveSites.Answer answer, Audience audience) {
        LiveJson.Live whole = LiveView.live(answer.moment().site(), answer.moment().now(), answer.gateways());
        return switch (audience) {
            case MANAGERS -> whole;
            case MEMBERS_TOO -> forMembers(answer.moment().site(), whole);
        };
    }

    private static LiveJson.Live forMembers(Site site, LiveJson.Live whole) {
        Set<String> assigned = site.desks().stream()
                .filter(Site.Desk::assigned)
                .map(desk -> desk.id().value())
                .collect(Collectors.toUnmodifiableSet());
        return new LiveJson.Live(
                whole.asOf(),
                whole.desks().stream().filter(desk -> !assigned.contains(desk.desk())).toList(),
                whole.zones(),
                List.of());
    }

    private String text(Object data) {
        try {
            return json.writeValueAsString(data);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
