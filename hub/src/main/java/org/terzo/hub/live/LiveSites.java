package org.terzo.hub.live;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import org.terzo.hub.history.correction.Follower;
import org.terzo.hub.ingest.GatewayStates;
import org.terzo.hub.ingest.GatewayStates.GatewayState;
import org.terzo.hub.ingest.journal.JournalEntry;
import org.terzo.hub.live.LiveFeed.Audience;
import org.terzo.hub.occupancy.Recompute;
import org.terzo.hub.occupancy.SiteTracker;
import org.terzo.hub.site.Site;
import org.terzo.wire.GatewayId;
import org.terzo.wire.SiteId;

/// Every site as it is now.
public final class LiveSites implements Follower, AutoCloseable {
    private final Map<SiteId, Running> running = new ConcurrentHashMap<>();
    private final InstantSource clock;
    private final GatewayStates gateways;
    private final BiConsumer<String, byte[]> retained;
    private final BiFunction<SiteId, Integer, Optional<Site>> revisions;

    /// @param retained takes a topic and its payload for the broker to keep
    /// @param revisions a site as it is at a revision
    public LiveSites(
            InstantSource clock,
            GatewayStates gateways,
            BiConsumer<String, byte[]> retained,
            BiFunction<SiteId, Integer, Optional<Site>> revisions) {
        this.clock = clock;
        this.gateways = gateways;
        this.retained = retained;
        this.revisions = revisions;
    }

    private record Running(LiveSite site, LiveFeed feed) {}

    /// A site's live answer with the gateways that feed it.
    record Answer(LiveSite.Moment moment, List<GatewayState> gateways) {}

    /// @param earlier revisions of the site; what is gone since has no topic any more
    public void follow(Site site, SiteTracker tracker, List<Site> earlier) {
        earlier.forEach(before -> Departed.topics(before, site).forEach(topic -> retained.accept(topic, new byte[0])));
        LiveFeed feed = new LiveFeed(clock.millis());
        Announcer announcer = new Announcer(feed, retained, () -> gateways.of(site.id()));
        LiveSite next = new LiveSite(
                site, tracker, clock, revision -> revisions.apply(site.id(), revision), () -> lastHeard(site.id()), announcer::announce);
        running.put(site.id(), new Running(next, feed));
        next.start();
    }

    /// Takes an entry in the order of the journal; one site's own thread does the rest.
    public void take(JournalEntry entry) throws InterruptedException {
        Optional<Running> site = Optional.ofNullable(running.get(entry.site()));
        if (site.isPresent()) {
            site.get().site().take(entry);
        } else if (entry instanceof JournalEntry.Revised(long _, SiteId id, int revision)) {
            revisions.apply(id, revision).ifPresent(first -> follow(first, new SiteTracker(first, _ -> {}), List.of()));
        }
    }

    @Override
    public Map<SiteId, List<Recompute.Doubt>> doubts() {
        return running.entrySet().stream()
                .filter(each -> !each.getValue().site().doubts().isEmpty())
                .collect(Collectors.toMap(Map.Entry::getKey, each -> each.getValue().site().doubts()));
    }

    @Override
    public void goOnFrom(SiteId site, List<Recompute.Standing> standing) {
        Optional.ofNullable(running.get(site)).ifPresent(each -> each.site().goOnFrom(standing));
    }

    /// A bug that a site's thread met; empty when all is well.
    public Optional<String> fault() {
        return running.values().stream().flatMap(each -> each.site().fault().stream()).findFirst();
    }

    Optional<Answer> of(SiteId site) {
        return Optional.ofNullable(running.get(site))
                .map(each -> each.site().moment())
                .map(moment -> new Answer(moment, LiveView.own(moment.site(), gateways.of(site))));
    }

    Optional<LiveFeed> feed(SiteId site) {
        return Optional.ofNullable(running.get(site)).map(Running::feed);
    }

    /// The whole of what a reader may see now, of a site that is followed.
    Object snapshot(SiteId site, Audience reader) {
        Answer answer = of(site).orElseThrow();
        LiveJson.Live whole = LiveView.live(answer.moment().site(), answer.moment().now(), answer.gateways());
        return reader == Audience.MEMBERS ? LiveView.forMembers(answer.moment().site(), whole) : whole;
    }

    private Map<GatewayId, Instant> lastHeard(SiteId site) {
        return gateways.of(site).stream()
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
