package org.terzo.hub.chaos.bug;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// Between one gateway and the broker: an outbox that deletes what the broker has acknowledged.
public final class DeletedOnAcknowledgement implements Tampering {
    private static final int PUBACK = 0x40;

    private final Map<Integer, SentBatch> waiting = new ConcurrentHashMap<>();

    private volatile Optional<String> topic = Optional.empty();

    @Override
    public Passed towardsBroker(byte[] packet) {
        SentBatch.in(packet, topic).ifPresent(batch -> {
            topic = Optional.of(batch.topic());
            waiting.put(batch.id(), batch);
        });
        return Passed.untouched(packet);
    }

    @Override
    public Passed fromBroker(byte[] packet) {
        if ((packet[0] & 0xff) != PUBACK) {
            return Passed.untouched(packet);
        }
        int id = ((packet[2] & 0xff) << 8) | (packet[3] & 0xff);
        return Optional.ofNullable(waiting.remove(id))
                .map(batch -> new Passed(both(packet, batch.receipt()), new byte[0]))
                .orElseGet(() -> Passed.untouched(packet));
    }

    private static byte[] both(byte[] one, byte[] other) {
        return ByteBuffer.allocate(one.length + other.length).put(one).put(other).array();
    }
}
