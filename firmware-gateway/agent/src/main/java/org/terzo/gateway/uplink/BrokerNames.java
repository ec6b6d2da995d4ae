package org.terzo.gateway.uplink;

import java.util.List;

/// Names on the broker: who connects, what topics are heard, where the last will goes.
record BrokerNames(String client, List<String> subscriptions, String will) {
    BrokerNames {
        subscriptions = List.copyOf(subscriptions);
    }
}
