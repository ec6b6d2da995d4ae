package org.terzo.hub.live;

import io.micronaut.http.sse.Event;
import io.micronaut.serde.ObjectMapper;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.reactivestreams.Publisher;
import org.terzo.hub.live.LiveFeed.Audience;
import org.terzo.wire.SiteId;
import org.terzo.wire.WireTime;
import reactor.core.Disposable;
import reactor.core.Exceptions;
import reactor.core.publisher.Flux;
import reactor.core.publisher.FluxSink;
import reactor.core.scheduler.Schedulers;

/// Server-sent events of one site for one reader: what was missed or a snapshot, then each change, and a heartbeat.
///
/// At most 2,000 events wait for a slow reader, and readers share them; then the stream ends, and the reader resumes with the last id it saw.
/// At most 5,000 readers are served; who comes then is asked to come later.
@Singleton
final class LiveStream {
    private static final Duration HEARTBEAT = Duration.ofSeconds(15);
    private static final int MOST_WAITING = 2_000;
    private static final int AT_ONCE = 32;
    /// Anybody may follow a site as a member, so there must be an end to it.
    static final int MOST_READERS = 5_000;

    private final LiveSites sites;
    private final ObjectMapper json;
    private final InstantSource clock;
    private final AtomicInteger readers = new AtomicInteger();

    LiveStream(LiveSites sites, ObjectMapper json, InstantSource clock) {
        this.sites = sites;
        this.json = json;
        this.clock = clock;
    }

    boolean isFull() {
        return readers.get() >= MOST_READERS;
    }

    /// Empty: no such site.
    Optional<Publisher<Event<String>>> open(SiteId site, Audience reader, OptionalLong lastSeen) {
        return sites.feed(site).map(feed -> {
            Flux<LiveEvent> events = Flux.create(
                    sink -> join(feed, () -> sites.snapshot(site, reader), reader, lastSeen, sink), FluxSink.OverflowStrategy.BUFFER);
            return inOrder(events).map(this::sse);
        });
    }

    /// The site's own thread only hands over; what is sent is written and sent by another.
    static Flux<LiveEvent> inOrder(Flux<LiveEvent> events) {
        return events.onBackpressureBuffer(MOST_WAITING).publishOn(Schedulers.parallel(), false, AT_ONCE).onErrorComplete(Exceptions::isOverflow);
    }

    private void join(LiveFeed feed, Supplier<Object> snapshot, Audience reader, OptionalLong lastSeen, FluxSink<LiveEvent> sink) {
        Runnable leave = feed.join(reader, lastSeen, snapshot, sink::next);
        // who resumes and missed nothing would otherwise not even see the answer begin
        long firstBeat = lastSeen.isPresent() ? 0 : HEARTBEAT.toMillis();
        Disposable beat = Schedulers.parallel()
                .schedulePeriodically(() -> sink.next(heartbeat()), firstBeat, HEARTBEAT.toMillis(), TimeUnit.MILLISECONDS);
        readers.incrementAndGet();
        sink.onDispose(() -> {
            leave.run();
            readers.decrementAndGet();
            beat.dispose();
        });
    }

    private Event<String> sse(LiveEvent event) {
        Event<String> sse = Event.of(event.text(this::text)).name(event.name());
        return event.isNumbered() ? sse.id(Long.toString(event.id())) : sse;
    }

    private LiveEvent heartbeat() {
        return new LiveEvent(LiveEvent.NO_NUMBER, "heartbeat", new LiveJson.Heartbeat(WireTime.text(clock.instant())), Audience.EVERYBODY);
    }

    private String text(Object data) {
        try {
            return json.writeValueAsString(data);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
