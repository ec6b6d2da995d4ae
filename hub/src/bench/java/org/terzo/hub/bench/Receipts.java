package org.terzo.hub.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/// What the hub has settled, summed over gateways that each write one log.
final class Receipts implements MqttSocket.Receiver {
    static final String FILTER = "terzo/v1/+/+/receipt";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Map<String, Long> throughByTopic = new HashMap<>();
    private long settled;
    private long settledAtNanos;

    @Override
    public synchronized void receive(String topic, byte[] payload) {
        try {
            long through = JSON.readTree(payload).get("through").asLong();
            long before = throughByTopic.getOrDefault(topic, 0L);
            if (through > before) {
                throughByTopic.put(topic, through);
                settled += through - before;
                settledAtNanos = System.nanoTime();
                notifyAll();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    synchronized long settled() {
        return settled;
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
