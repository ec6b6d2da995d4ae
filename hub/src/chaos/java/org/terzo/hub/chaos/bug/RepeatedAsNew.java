package org.terzo.hub.chaos.bug;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Between broker and hub: a hub that does not know again what it has had, for a repeated batch comes under the name of another log.
public final class RepeatedAsNew implements Tampering {
    private final Set<SentBatch> heard = ConcurrentHashMap.newKeySet();

    @Override
    public Passed towardsBroker(byte[] packet) {
        return Passed.untouched(packet);
    }

    @Override
    public Passed fromBroker(byte[] packet) {
        return SentBatch.in(packet, Optional.empty())
                .filter(batch -> !heard.add(new SentBatch(batch.topic(), 0, batch.log(), batch.first(), batch.last())))
                .map(again -> Passed.untouched(renamed(packet, again.log())))
                .orElseGet(() -> Passed.untouched(packet));
    }

    private static byte[] renamed(byte[] packet, String log) {
        String other = log.replaceAll("[^-]", "0");
        return new String(packet, StandardCharsets.ISO_8859_1).replace(log, other).getBytes(StandardCharsets.ISO_8859_1);
    }
}
