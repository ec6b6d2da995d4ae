package org.terzo.hub.live;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.terzo.hub.ingest.GatewayStates.GatewayState;
import org.terzo.hub.occupancy.CountGround;
import org.terzo.hub.occupancy.Headcount;
import org.terzo.hub.occupancy.Reason;
import org.terzo.hub.occupancy.SiteNow;
import org.terzo.hub.occupancy.SiteNow.DeskNow;
import org.terzo.hub.occupancy.SiteNow.WholeNow;
import org.terzo.hub.occupancy.SiteNow.ZoneNow;
import org.terzo.hub.site.Site;
import org.terzo.wire.GatewayId;
import org.terzo.wire.WireTime;

/// What is so, in the shapes of http.md.
final class LiveView {
    private LiveView() {}

    static LiveJson.Live live(Site site, SiteNow now, List<GatewayState> gateways) {
        return new LiveJson.Live(
                WireTime.text(now.asOf()),
                now.desks().stream().map(LiveView::desk).toList(),
                now.zones().stream().map(zone -> zone(site, zone)).toList(),
                gateways.stream().map(LiveView::gateway).toList(),
                now.whole().map(whole -> whole(site, whole)).orElse(null));
    }

    /// Desks of named persons are left out altogether, study.md rule P1; gateways are not a member's business.
    static LiveJson.Live forMembers(Site site, LiveJson.Live whole) {
        Set<String> shared =
                site.desks().stream().filter(desk -> !desk.assigned()).map(desk -> desk.id().value()).collect(Collectors.toUnmodifiableSet());
        return new LiveJson.Live(
                whole.asOf(),
                whole.desks().stream().filter(desk -> shared.contains(desk.desk())).toList(),
                whole.zones(),
                List.of(),
                whole.site());
    }

    /// Of the gateways that were heard, those that the site names.
    static List<GatewayState> own(Site site, List<GatewayState> heard) {
        Set<GatewayId> named = site.sensors().stream().map(Site.Sensor::gateway).collect(Collectors.toUnmodifiableSet());
        return heard.stream().filter(each -> named.contains(each.gateway())).toList();
    }

    static LiveJson.Desk desk(DeskNow desk) {
        return new LiveJson.Desk(
                desk.desk().value(),
                desk.zone().value(),
                desk.state().text(),
                WireTime.text(desk.since()),
                rounded(desk.confidence()),
                desk.reason(),
                since(desk.observedAt()),
                WireTime.text(desk.validUntil()),
                why(desk.why()));
    }

    private static LiveJson.Why why(Reason why) {
        return new LiveJson.Why(
                why.kind().text(),
                why.sensor().map(Site.SensorKind::text).orElse(null),
                why.minutes().isPresent() ? why.minutes().getAsLong() : null,
                why.logOdds().isPresent() && Double.isFinite(why.logOdds().getAsDouble()) ? rounded(why.logOdds().getAsDouble()) : null,
                why.since().map(WireTime::text).orElse(null));
    }

    static LiveJson.Whole whole(Site site, WholeNow whole) {
        return new LiveJson.Whole(
                headcount(whole.headcount()),
                site.capacity(),
                whole.quality().text(),
                anchor(whole.ground()),
                whole.ground().passagesSince(),
                mean(whole.ground()),
                warnings(whole.ground()),
                since(whole.observedAt()),
                WireTime.text(whole.validUntil()));
    }

    static LiveJson.Zone zone(Site site, ZoneNow zone) {
        return new LiveJson.Zone(
                zone.zone().value(),
                headcount(zone.headcount()),
                site.zone(zone.zone()).flatMap(Site.Zone::capacity).orElse(null),
                zone.quality().text(),
                anchor(zone.ground()),
                zone.ground().passagesSince(),
                mean(zone.ground()),
                warnings(zone.ground()),
                since(zone.observedAt()),
                WireTime.text(zone.validUntil()));
    }

    private static @Nullable String anchor(CountGround ground) {
        return ground.lastAnchor().map(WireTime::text).orElse(null);
    }

    private static @Nullable Double mean(CountGround ground) {
        return ground.mean().map(LiveView::rounded).orElse(null);
    }

    private static List<String> warnings(CountGround ground) {
        return ground.warnings().stream().map(CountGround.Warning::text).sorted().toList();
    }

    static LiveJson.Headcount headcount(Optional<Headcount> headcount) {
        return headcount
                .map(people -> new LiveJson.Headcount(people.low(), people.best(), people.high()))
                .orElseGet(() -> new LiveJson.Headcount(null, null, null));
    }

    static LiveJson.Gateway gateway(GatewayState gateway) {
        return new LiveJson.Gateway(
                gateway.gateway().value(),
                gateway.state(),
                gateway.lastHeard().map(WireTime::text).orElse(null),
                gateway.pending().isPresent() ? gateway.pending().getAsLong() : null);
    }

    /// Thousandths: more would claim a knowledge that nobody has.
    private static double rounded(double value) {
        return Math.round(value * 1000) / 1000.0;
    }

    private static @Nullable String since(Instant at) {
        return at.equals(Instant.EPOCH) ? null : WireTime.text(at);
    }
}
