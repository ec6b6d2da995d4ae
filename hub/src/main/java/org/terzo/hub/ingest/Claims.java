package org.terzo.hub.ingest;

import org.terzo.wire.GatewayId;
import org.terzo.wire.SensorId;
import org.terzo.wire.SiteId;

/// Who may speak for whom, as the site files say.
@FunctionalInterface
public interface Claims {
    Answer about(SiteId site, GatewayId gateway, SensorId sensor);

    /// Whether any site names this gateway as its own.
    default boolean knows(SiteId site, GatewayId gateway) {
        return true;
    }

    enum Answer {
        OWN,
        OF_ANOTHER_GATEWAY,
        UNKNOWN
    }
}
