package org.terzo.hub;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.terzo.hub.ingest.Claims;
import org.terzo.hub.site.Site;
import org.terzo.hub.site.SiteRegistry;
import org.terzo.wire.GatewayId;
import org.terzo.wire.SensorId;
import org.terzo.wire.SiteId;

/// Who may speak for whom, as the registry says at this moment. Asked for every observation, so each site's sensors are indexed once a
/// revision.
final class SiteClaims implements Claims {
    private final SiteRegistry sites;
    private final Map<SiteId, Claimed> known = new ConcurrentHashMap<>();

    SiteClaims(SiteRegistry sites) {
        this.sites = sites;
    }

    /// The sensors of one revision of a site, and the gateways that they have.
    private record Claimed(int revision, Map<SensorId, GatewayId> sensors, Set<GatewayId> gateways) {
        static final Claimed NOTHING = new Claimed(-1, Map.of(), Set.of());

        static Claimed of(Site site) {
            Map<SensorId, GatewayId> sensors =
                    site.sensors().stream().collect(Collectors.toMap(Site.Sensor::id, Site.Sensor::gateway));
            return new Claimed(site.revision(), sensors, Set.copyOf(sensors.values()));
        }
    }

    @Override
    public Answer about(SiteId site, GatewayId gateway, SensorId sensor) {
        GatewayId owner = claimed(site).sensors().get(sensor);
        if (owner == null) {
            return Answer.UNKNOWN;
        }
        return owner.equals(gateway) ? Answer.OWN : Answer.OF_ANOTHER_GATEWAY;
    }

    @Override
    public boolean knows(SiteId site, GatewayId gateway) {
        return claimed(site).gateways().contains(gateway);
    }

    private Claimed claimed(SiteId id) {
        Optional<Site> site = sites.site(id);
        if (site.isEmpty()) {
            return Claimed.NOTHING;
        }
        Claimed before = known.getOrDefault(id, Claimed.NOTHING);
        if (before.revision() == site.get().revision()) {
            return before;
        }
        Claimed next = Claimed.of(site.get());
        known.put(id, next);
        return next;
    }
}
