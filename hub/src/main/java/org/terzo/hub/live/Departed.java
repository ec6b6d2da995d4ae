package org.terzo.hub.live;

import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.terzo.hub.site.Site;
import org.terzo.wire.GatewayId;
import org.terzo.wire.GatewayTopic;
import org.terzo.wire.StateTopic;

/// What a later revision of a site no longer has: its retained topics must not go on saying what was (wire.md section 6).
final class Departed {
    private Departed() {}

    static Set<String> topics(Site before, Site now) {
        Set<String> topics = new TreeSet<>(topics(before));
        topics.removeAll(topics(now));
        return topics;
    }

    private static Set<String> topics(Site site) {
        return Stream.<Stream<String>>of(
                        site.desks().stream().map(desk -> new StateTopic.Desk(site.id(), desk.id()).toString()),
                        site.zones().stream().map(zone -> new StateTopic.Zone(site.id(), zone.id()).toString()),
                        site.sensors().stream().map(Site.Sensor::gateway).flatMap(gateway -> topics(site, gateway)))
                .flatMap(Function.identity())
                .collect(Collectors.toUnmodifiableSet());
    }

    private static Stream<String> topics(Site site, GatewayId gateway) {
        return Stream.of(GatewayTopic.Kind.RECEIPT, GatewayTopic.Kind.WIRING, GatewayTopic.Kind.STATUS)
                .map(kind -> new GatewayTopic(site.id(), gateway, kind).toString());
    }
}
