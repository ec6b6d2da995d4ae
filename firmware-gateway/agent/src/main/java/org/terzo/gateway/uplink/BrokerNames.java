package org.terzo.gateway.uplink;

/// Names on the broker: who connects, what topic is heard, where the last will goes.
record BrokerNames(String client, String subscription, String will) {}
