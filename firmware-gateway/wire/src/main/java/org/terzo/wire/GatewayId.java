package org.terzo.wire;

import java.util.Optional;

/// Names a gateway: one Raspberry Pi with its agent.
public record GatewayId(String value) implements Comparable<GatewayId> {
    public GatewayId {
        if (!Ids.isWellFormed(value) || Ids.isTopicWord(value)) {
            throw new IllegalArgumentException(Ids.refusal("gateway", value));
        }
    }

    /// Empty when `text` is no id.
    public static Optional<GatewayId> parse(String text) {
        return Ids.isWellFormed(text) && !Ids.isTopicWord(text) ? Optional.of(new GatewayId(text)) : Optional.empty();
    }

    @Override
    public int compareTo(GatewayId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
