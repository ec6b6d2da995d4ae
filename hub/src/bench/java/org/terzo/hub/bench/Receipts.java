package org.terzo.hub.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.terzo.hub.e2e.MqttSocket;

/// What the hub has settled, summed over gateways that write logs of one name.
final class Receipts implements MqttSocket.Receiver {
    static final String FILTER = "terzo/v1/+/+/receipt";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final String log;
    private final Map<String, Long> throughByTopic = new HashMap<>();
    private long settled;
    private long settledAtNanos;

    /// @param log receipts for other logs are not counted
    Receipts(String log) {
        this.log = log;
    }

    @Override
    public synchronized void receive(String topic, byte[] payload) {
        try {
            JsonNode receipt = JSON.readTree(payload);
            long through = receipt.get("through").asLong();
            long before = throughByTopic.getOrDefault(topic, 0L);
            if (receipt.get("log").asText().equals(log) && through > before) {
                throughByTopic.put(topic, through);
                settled += through - before;
                settledAtNanos = System.nanoTime();
                notifyAll();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// What the last receipt on this topic said.
    synchronized long through(String topic) {
        return throughByTopic.getOrDefault(topic, 0L);
    }

    synchronized long settled() {
        return settled;
    }

    /// Returns when there are, or after `atMost`.
    synchronized void awaitMoreThan(long observations, Duration atMost) throws InterruptedException {
        long end = System.nanoTime() + atMost.toNanos();
        while (settled <= observations && System.nanoTime() < end) {
            wait(10);
        }
    }

    /// The time of the receipt that made it `observations` or more.
    synchronized long await(long observations, Duration atMost) throws InterruptedException {
        long end = System.nanoTime() + atMost.toNanos();
        while (settled < observations && System.nanoTime() < end) {
            wait(100);
        }
        if (settled < observations) {
            throw new AssertionError("receipts for %d of %d observations after %s".formatted(settled, observations, atMost));
        }
        return settledAtNanos;
    }
}
