package org.terzo.hub;

import java.util.Map;
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

    /// The sensors of one revision of a site.
    private record Claimed(int revision, Map<SensorId, GatewayId> sensors) {
        static Claimed of(Site site) {
            return new Claimed(site.revision(), site.sensors().stream().collect(Collectors.toMap(Site.Sensor::id, Site.Sensor::gateway)));
        }
    }

    @Override
    public Answer about(SiteId site, GatewayId gateway, SensorId sensor) {
        GatewayId owner = sensors(site).get(sensor);
        if (owner == null) {
            return Answer.UNKNOWN;
        }
        return owner.equals(gateway) ? Answer.OWN : Answer.OF_ANOTHER_GATEWAY;
    }

    @Override
    public boolean knows(SiteId site, GatewayId gateway) {
        return sensors(site).containsValue(gateway);
    }

    private Map<SensorId, GatewayId> sensors(SiteId id) {
        return sites.site(id)
                .map(site -> known.compute(id, (_, before) -> before != null && before.revision() == site.revision() ? before : Claimed.of(site))
                        .sensors())
                .orElse(Map.of());
    }
}
