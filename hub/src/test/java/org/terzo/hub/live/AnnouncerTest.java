package org.terzo.hub.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.terzo.hub.ingest.GatewayStates;
import org.terzo.hub.occupancy.SiteNow;
import org.terzo.hub.site.Site;
import org.terzo.hub.site.SiteFile;
import org.terzo.wire.GatewayId;

final class AnnouncerTest {
    private static final Instant NOW = Instant.parse("2026-03-10T09:00:00Z");
    private static final GatewayId GATEWAY = new GatewayId("gw-1");

    private final GatewayStates gateways = new GatewayStates(InstantSource.fixed(NOW));
    private final LiveFeed feed = new LiveFeed(0);
    private final List<String> events = new ArrayList<>();
    private final Site site = site();
    private final Announcer announcer = new Announcer(feed, (_, _) -> {}, () -> gateways.of(site.id()));

    @Test
    void screensHearOfAGatewayWhenItsStateChangesAndEveryTenSeconds() {
        gateways.expect(site.id(), GATEWAY);
        feed.join(LiveFeed.Audience.MANAGERS, OptionalLong.empty(), () -> "a snapshot", event -> {
            if (!event.name().equals("snapshot")) {
                remember(event);
            }
        });

        announceAfter(0);
        gateways.heard(site.id(), GATEWAY, NOW, false);
        announceAfter(1);
        gateways.heard(site.id(), GATEWAY, NOW.plusSeconds(9), false);
        announceAfter(9);
        gateways.heard(site.id(), GATEWAY, NOW.plusSeconds(10), false);
        announceAfter(10);

        assertEquals(
                List.of("gateway lost null", "gateway ready 2026-03-10T09:00:00.000Z", "gateway ready 2026-03-10T09:00:10.000Z"), events);
    }

    private void announceAfter(int seconds) {
        announcer.announce(new LiveSite.Moment(site, new SiteNow(NOW.plusSeconds(seconds), List.of(), List.of())));
    }

    private void remember(LiveEvent event) {
        LiveJson.Gateway gateway = assertInstanceOf(LiveJson.Gateway.class, event.data());
        events.add(event.name() + " " + gateway.state() + " " + gateway.lastHeard());
    }

    private static Site site() {
        String yaml = "{site: riva, revision: 1, name: Riva, country: IT, timeZone: Europe/Rome, capacity: 4, sensors: [{sensor: s, gateway: gw-1, kind: pir}]}";
        return assertInstanceOf(SiteFile.Result.Read.class, SiteFile.read(yaml)).site();
    }
}
