package org.terzo.hub.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.micronaut.serde.ObjectMapper;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.terzo.hub.ingest.GatewayStates;
import org.terzo.hub.live.LiveFeed.Audience;
import org.terzo.hub.occupancy.SiteTracker;
import org.terzo.hub.site.Site;
import org.terzo.hub.site.SiteFile;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;

final class LiveStreamTest {
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-03-10T09:00:00Z"));

    @Test
    void aHubServesFiveThousandReadersAndWhoComesThenComesLater() throws InterruptedException {
        Site site = assertInstanceOf(SiteFile.Result.Read.class, SiteFile.read("{site: riva, revision: 1, name: Riva, country: IT, timeZone: Europe/Rome, capacity: 4}"))
                .site();
        List<Disposable> readers = new ArrayList<>();
        try (LiveSites sites = new LiveSites(CLOCK, new GatewayStates(CLOCK), (_, _) -> {}, (_, _) -> Optional.empty())) {
            sites.follow(site, new SiteTracker(site, _ -> {}), List.of());
            LiveStream stream = new LiveStream(sites, ObjectMapper.getDefault(), CLOCK);
            while (!stream.isFull()) {
                readers.add(Flux.from(stream.open(site.id(), Audience.MEMBERS, OptionalLong.empty()).orElseThrow()).subscribe());
            }
            assertEquals(5_000, readers.size());
            assertEquals(5_000, sites.feed(site.id()).orElseThrow().readers());

            readers.getFirst().dispose();
            assertFalse(stream.isFull());
            readers.forEach(Disposable::dispose);
            assertEquals(0, sites.feed(site.id()).orElseThrow().readers());
        }
    }
}
