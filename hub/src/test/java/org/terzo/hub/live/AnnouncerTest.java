package org.terzo.hub.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.terzo.hub.ingest.GatewayStates;
import org.terzo.hub.live.LiveFeed.Audience;
import org.terzo.hub.occupancy.CountGround;
import org.terzo.hub.occupancy.DeskState;
import org.terzo.hub.occupancy.Headcount;
import org.terzo.hub.occupancy.OccupancyChange;
import org.terzo.hub.occupancy.Reason;
import org.terzo.hub.occupancy.SiteNow;
import org.terzo.hub.site.Site;
import org.terzo.hub.site.SiteFile;
import org.terzo.wire.DeskId;
import org.terzo.wire.GatewayId;
import org.terzo.wire.ZoneId;

final class AnnouncerTest {
    private static final Instant NOW = Instant.parse("2026-03-10T09:00:00Z");
    private static final GatewayId GATEWAY = new GatewayId("gw-1");

    private Instant clock = NOW;
    private final GatewayStates gateways = new GatewayStates(() -> clock);
    private final LiveFeed feed = new LiveFeed(0);
    private final List<String> events = new ArrayList<>();
    private final Site site = site();
    private final Announcer announcer = new Announcer(feed, (topic, _) -> events.add(topic), () -> gateways.of(site.id()));

    @Test
    void screensHearOfAGatewayWhenItsStateChangesAndEveryTenSeconds() {
        gateways.expect(site.id(), GATEWAY);
        feed.join(Audience.MANAGERS, OptionalLong.of(0), () -> "a snapshot", this::remember);

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

    @Test
    void screensHearOfAllThatChangedBeforeAnyTopicIsWritten() {
        feed.join(Audience.MANAGERS, OptionalLong.of(0), () -> "a snapshot", event -> events.add(event.name()));

        announcer.announce(new LiveSite.Moment(site, new SiteNow(NOW, List.of(desk("d-1"), desk("d-2")), List.of())));

        assertEquals(List.of("desk", "desk", "terzo/v1/riva/desk/d-1", "terzo/v1/riva/desk/d-2"), events);
    }

    @Test
    void theSiteAsAWholeIsSaidWhenItsHeadcountChangesAndBeforeItsTimeIsOver() {
        feed.join(Audience.MEMBERS, OptionalLong.of(0), () -> "a snapshot", event -> events.add(event.data().toString().replaceAll(", lastAnchor.*", "")));

        announceWhole(0, 2);
        announceWhole(1, 2);
        announceWhole(2, 3);
        announceWhole(60, 3);

        assertEquals(List.of(whole(2), whole(3), whole(3)), events);
    }

    private void announceWhole(int seconds, int people) {
        Instant now = NOW.plusSeconds(seconds);
        SiteNow.WholeNow whole = new SiteNow.WholeNow(Optional.of(new Headcount(people, people, people)), OccupancyChange.Quality.HIGH, now, now.plusSeconds(75), CountGround.NONE);
        announcer.announce(new LiveSite.Moment(site, new SiteNow(now, List.of(), List.of(), Optional.of(whole))));
    }

    private static String whole(int people) {
        return "Whole[headcount=Headcount[low=%d, best=%d, high=%d], capacity=4, quality=high".formatted(people, people, people);
    }

    private static SiteNow.DeskNow desk(String id) {
        return new SiteNow.DeskNow(
                new DeskId(id), new ZoneId("hall"), DeskState.FREE, NOW, 0.9, Reason.NEVER_WATCHED.text(), NOW, NOW.plusSeconds(75), Reason.NEVER_WATCHED);
    }

    private void announceAfter(int seconds) {
        clock = NOW.plusSeconds(seconds);
        announcer.announce(new LiveSite.Moment(site, new SiteNow(clock, List.of(), List.of())));
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
