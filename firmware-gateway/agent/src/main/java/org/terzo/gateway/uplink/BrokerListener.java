package org.terzo.gateway.uplink;

/// What the connection to the broker tells.
interface BrokerListener {
    /// Connected and subscribed, for the first time or again; may block.
    void connected();

    /// Must not block.
    void received(String topic, byte[] payload);
}
