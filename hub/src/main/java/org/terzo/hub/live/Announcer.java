package org.terzo.hub.live;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.terzo.hub.ingest.GatewayStates.GatewayState;
import org.terzo.hub.live.LiveFeed.Audience;
import org.terzo.hub.live.LiveSite.Moment;
import org.terzo.hub.occupancy.SiteNow.DeskNow;
import org.terzo.hub.occupancy.SiteNow.ZoneNow;
import org.terzo.hub.site.Site;
import org.terzo.wire.DeskId;
import org.terzo.wire.DeskReport;
import org.terzo.wire.GatewayId;
import org.terzo.wire.ReportCodec;
import org.terzo.wire.StateTopic;
import org.terzo.wire.ZoneId;
import org.terzo.wire.ZoneReport;

/// Tells the world what changed at one site: the feed of the screens, and the retained topics. Called by the site's own thread only.
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

    Announcer(LiveFeed feed, BiConsumer<String, byte[]> retained, Supplier<List<GatewayState>> gateways) {
        this.feed = feed;
        this.retained = retained;
        this.gateways = gateways;
    }

    void announce(Moment moment) {
        siteSaid.filter(before -> before.revision() != moment.site().revision()).ifPresent(before -> revised(before, moment));
        siteSaid = Optional.of(moment.site());
        feed.renewSnapshots();
        for (GatewayState gateway : LiveView.own(moment.site(), gateways.get())) {
            GatewayState said = gatewaysSaid.get(gateway.gateway());
            if (said == null || isNews(said, gateway)) {
                gatewaysSaid.put(gateway.gateway(), gateway);
                feed.publish("gateway", LiveView.gateway(gateway), Audience.MANAGERS);
            }
        }
        for (DeskNow desk : moment.now().desks()) {
            DeskNow said = desksSaid.get(desk.desk());
            if (said == null || isNews(said, desk, moment.now().asOf())) {
                desksSaid.put(desk.desk(), desk);
                say(moment.site(), desk);
            }
        }
        for (ZoneNow zone : moment.now().zones()) {
            ZoneNow said = zonesSaid.get(zone.zone());
            if (said == null || isNews(said, zone, moment.now().asOf())) {
                zonesSaid.put(zone.zone(), zone);
                say(moment.site(), zone);
            }
        }
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

    private static boolean isDueAgain(Instant saidUntil, Instant validUntil, Instant now) {
        return validUntil.isAfter(saidUntil) && now.plus(SAID_AGAIN_BEFORE).isAfter(saidUntil);
    }

    private void say(Site site, DeskNow desk) {
        feed.publish("desk", LiveView.desk(desk), isAssigned(site, desk.desk()) ? Audience.MANAGERS : Audience.EVERYBODY);
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

    private void say(Site site, ZoneNow zone) {
        feed.publish("zone", LiveView.zone(site, zone), Audience.EVERYBODY);
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
