package org.terzo.wire;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

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

    /// As generated, but spelled out: it is asked for every observation, and the generated one is seldom compiled into its callers.
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof GatewayId(String text) && text.equals(value);
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }

    @Override
    public String toString() {
        return value;
    }
}
