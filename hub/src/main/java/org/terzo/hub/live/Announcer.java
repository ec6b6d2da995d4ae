package org.terzo.hub.live;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.Supplier;
import org.terzo.hub.ingest.GatewayStates.GatewayState;
import org.terzo.hub.live.LiveFeed.Audience;
import org.terzo.hub.live.LiveSite.Moment;
import org.terzo.hub.occupancy.SiteNow.DeskNow;
import org.terzo.hub.occupancy.SiteNow.WholeNow;
import org.terzo.hub.occupancy.SiteNow.ZoneNow;
import org.terzo.hub.site.Site;
import org.terzo.wire.DeskId;
import org.terzo.wire.DeskReport;
import org.terzo.wire.GatewayId;
import org.terzo.wire.ReportCodec;
import org.terzo.wire.StateTopic;
import org.terzo.wire.ZoneId;
import org.terzo.wire.ZoneReport;

/// Tells the world what changed at one site: first the screens by their feed, then others by retained topics. Called by the site's own
/// thread only.
final class Announcer {
    /// A reader takes a report for unknown once it is past its time, so it is said again before that.
    private static final Duration SAID_AGAIN_BEFORE = Duration.ofSeconds(30);
    /// Screens show how long ago a gateway was heard; each batch would be too often.
    private static final Duration HEARD_AGAIN_AFTER = Duration.ofSeconds(10);
    private static final double CONFIDENCE_STEP = 0.05;

    private final LiveFeed feed;
    private final BiConsumer<String, byte[]> retained;
    private final Supplier<List<GatewayState>> gateways;
    private Optional<Site> siteSaid = Optional.empty();
    private final Map<GatewayId, GatewayState> gatewaysSaid = new HashMap<>();
    private final Map<DeskId, DeskNow> desksSaid = new HashMap<>();
    private final Map<ZoneId, ZoneNow> zonesSaid = new HashMap<>();
    private Optional<WholeNow> wholeSaid = Optional.empty();

    Announcer(LiveFeed feed, BiConsumer<String, byte[]> retained, Supplier<List<GatewayState>> gateways) {
        this.feed = feed;
        this.retained = retained;
        this.gateways = gateways;
    }

    void announce(Moment moment) {
        siteSaid.filter(before -> before.revision() != moment.site().revision()).ifPresent(before -> revised(before, moment));
        siteSaid = Optional.of(moment.site());
        feed.renewSnapshots();
        Site site = moment.site();
        Instant now = moment.now().asOf();
        List<DeskNow> desks = newsOf(moment.now().desks(), desksSaid, DeskNow::desk, (said, desk) -> isNews(said, desk, now));
        List<ZoneNow> zones = newsOf(moment.now().zones(), zonesSaid, ZoneNow::zone, (said, zone) -> isNews(said, zone, now));
        desks.forEach(desk -> feed.publish("desk", LiveView.desk(desk), isAssigned(site, desk.desk()) ? Audience.MANAGERS : Audience.EVERYBODY));
        zones.forEach(zone -> feed.publish("zone", LiveView.zone(site, zone), Audience.EVERYBODY));
        moment.now().whole().filter(whole -> wholeSaid.map(said -> isNews(said, whole, now)).orElse(true)).ifPresent(whole -> {
            wholeSaid = Optional.of(whole);
            feed.publish("site", LiveView.whole(site, whole), Audience.EVERYBODY);
        });
        newsOf(LiveView.own(site, gateways.get()), gatewaysSaid, GatewayState::gateway, Announcer::isNews)
                .forEach(gateway -> feed.publish("gateway", LiveView.gateway(gateway), Audience.MANAGERS));
        desks.forEach(desk -> retain(site, desk));
        zones.forEach(zone -> retain(site, zone));
    }

    /// Those that were never said or differ enough from what was said; they count as said from now on.
    private static <K, V> List<V> newsOf(List<V> all, Map<K, V> said, Function<V, K> key, BiPredicate<V, V> isNews) {
        List<V> news = new ArrayList<>();
        for (V each : all) {
            V before = said.get(key.apply(each));
            if (before == null || isNews.test(before, each)) {
                said.put(key.apply(each), each);
                news.add(each);
            }
        }
        return news;
    }

    /// Screens begin anew, because desks may have come, gone or changed hands.
    private void revised(Site before, Moment moment) {
        Departed.topics(before, moment.site()).forEach(topic -> retained.accept(topic, new byte[0]));
        desksSaid.keySet().removeIf(desk -> moment.site().desk(desk).isEmpty());
        zonesSaid.keySet().removeIf(zone -> moment.site().zone(zone).isEmpty());
        LiveJson.Live whole = LiveView.live(moment.site(), moment.now(), LiveView.own(moment.site(), gateways.get()));
        feed.publish("snapshot", whole, Audience.MANAGERS);
        feed.publish("snapshot", LiveView.forMembers(moment.site(), whole), Audience.MEMBERS);
    }

    private static boolean isNews(GatewayState said, GatewayState gateway) {
        Instant saidHeard = said.lastHeard().orElse(Instant.EPOCH);
        return !said.state().equals(gateway.state())
                || Duration.between(saidHeard, gateway.lastHeard().orElse(Instant.EPOCH)).compareTo(HEARD_AGAIN_AFTER) >= 0;
    }

    private static boolean isNews(DeskNow said, DeskNow desk, Instant now) {
        return said.state() != desk.state()
                || Math.abs(said.confidence() - desk.confidence()) >= CONFIDENCE_STEP
                || isDueAgain(said.validUntil(), desk.validUntil(), now);
    }

    private static boolean isNews(ZoneNow said, ZoneNow zone, Instant now) {
        return !said.headcount().equals(zone.headcount()) || isDueAgain(said.validUntil(), zone.validUntil(), now);
    }

    private static boolean isNews(WholeNow said, WholeNow whole, Instant now) {
        return !said.headcount().equals(whole.headcount()) || isDueAgain(said.validUntil(), whole.validUntil(), now);
    }

    private static boolean isDueAgain(Instant saidUntil, Instant validUntil, Instant now) {
        return validUntil.isAfter(saidUntil) && now.plus(SAID_AGAIN_BEFORE).isAfter(saidUntil);
    }

    private void retain(Site site, DeskNow desk) {
        retained.accept(
                new StateTopic.Desk(site.id(), desk.desk()).toString(),
                ReportCodec.encode(new DeskReport(
                        desk.desk(),
                        desk.zone(),
                        desk.state().text(),
                        desk.since(),
                        desk.confidence(),
                        desk.reason(),
                        desk.observedAt(),
                        desk.validUntil())));
    }

    private void retain(Site site, ZoneNow zone) {
        retained.accept(
                new StateTopic.Zone(site.id(), zone.zone()).toString(),
                ReportCodec.encode(new ZoneReport(
                        zone.zone(),
                        zone.headcount().map(people -> new ZoneReport.Interval(people.low(), people.best(), people.high())),
                        capacity(site, zone.zone()),
                        zone.observedAt(),
                        zone.validUntil())));
    }

    private static int capacity(Site site, ZoneId id) {
        return site.zone(id).flatMap(Site.Zone::capacity).orElse(site.capacity());
    }

    /// A desk of a named person is never shown by itself to members, study.md rule P1.
    private static boolean isAssigned(Site site, DeskId id) {
        return site.desk(id).map(Site.Desk::assigned).orElse(true);
    }
}
