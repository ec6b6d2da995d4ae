package org.terzo.wire;

/// Where the hub says what it believes of one desk or zone.
public sealed interface StateTopic {
    record Desk(SiteId site, DeskId desk) implements StateTopic {
        @Override
        public String toString() {
            return GatewayTopic.ROOT + site + "/desk/" + desk;
        }
    }

    record Zone(SiteId site, ZoneId zone) implements StateTopic {
        @Override
        public String toString() {
            return GatewayTopic.ROOT + site + "/zone/" + zone;
        }
    }
}
