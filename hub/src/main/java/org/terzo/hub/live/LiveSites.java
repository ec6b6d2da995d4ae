package org.terzo.hub.live;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import org.terzo.hub.ingest.GatewayStates.GatewayState;
import org.terzo.hub.ingest.GatewayStates;
import org.terzo.hub.ingest.journal.JournalEntry;
import org.terzo.hub.occupancy.SiteTracker;
import org.terzo.hub.site.Site;
import org.terzo.wire.GatewayId;
import org.terzo.wire.SiteId;

/// Every site as it is now.
public final class LiveSites implements AutoCloseable {
    private final Map<SiteId, Running> running = new ConcurrentHashMap<>();
    private final InstantSource clock;
    private final GatewayStates gateways;
    private final BiConsumer<String, byte[]> retained;

    /// @param retained takes a topic and its payload for the broker to keep
    public LiveSites(InstantSource clock, GatewayStates gateways, BiConsumer<String, byte[]> retained) {
        this.clock = clock;
        this.gateways = gateways;
        this.retained = retained;
    }

    private record Running(LiveSite site, LiveFeed feed) {}

    /// A site's live answer with the gateways that feed it.
    public record Answer(LiveSite.Moment moment, List<GatewayState> gateways) {}

    /// Follows a site at its new revision: what is believed of desks and zones that did not change goes on.
    public synchronized void revise(Site site) throws InterruptedException {
        Running before = running.get(site.id());
        if (before == null) {
            follow(site, new SiteTracker(site, _ -> {}));
        } else {
            before.site().close();
            follow(site, SiteTracker.restore(site, before.site().saved(), _ -> {}));
        }
    }

    public synchronized void follow(Site site, SiteTracker tracker) throws InterruptedException {
        Running before = running.get(site.id());
        LiveFeed feed = before == null ? new LiveFeed(clock.millis()) : before.feed();
        Announcer announcer = new Announcer(feed, retained, () -> gateways.of(site.id()));
        LiveSite next = new LiveSite(site, tracker, clock, () -> lastHeard(site), announcer::announce);
        running.put(site.id(), new Running(next, feed));
        if (before != null) {
            before.site().close();
        }
        next.start();
    }

    public void take(JournalEntry entry) throws InterruptedException {
        Running site = running.get(entry.site());
        if (site != null) {
            site.site().take(entry);
        }
    }

    public Optional<Answer> of(SiteId site) {
        return Optional.ofNullable(running.get(site)).map(each -> new Answer(each.site().moment(), gateways.of(site)));
    }

    public Optional<LiveFeed> feed(SiteId site) {
        return Optional.ofNullable(running.get(site)).map(Running::feed);
    }

    private Map<GatewayId, Instant> lastHeard(Site site) {
        return gateways.of(site.id()).stream()
                .filter(gateway -> gateway.lastHeard().isPresent())
                .collect(Collectors.toMap(GatewayState::gateway, gateway -> gateway.lastHeard().orElseThrow()));
    }

    @Override
    public void close() throws InterruptedException {
        for (Running each : running.values()) {
            each.site().close();
        }
    }
}
