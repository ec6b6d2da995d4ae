package org.terzo.gateway.uplink;

import java.util.List;
import org.terzo.wire.GatewayId;
import org.terzo.wire.GatewayTopic;
import org.terzo.wire.GatewayTopic.Kind;
import org.terzo.wire.SiteId;

/// Which gateway of which site this is, and what follows from it on the broker.
public record GatewayAddress(SiteId site, GatewayId gateway) {
    String topic(Kind kind) {
        return new GatewayTopic(site, gateway, kind).toString();
    }

    /// Who connects, what topics are heard, where the last will goes.
    BrokerNames names() {
        List<String> heard = List.of(topic(Kind.RECEIPT), topic(Kind.COMMAND), topic(Kind.WIRING));
        return new BrokerNames("terzo-" + site + "-" + gateway, heard, topic(Kind.STATUS));
    }
}
