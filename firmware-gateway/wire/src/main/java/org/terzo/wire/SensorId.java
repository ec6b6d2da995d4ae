package org.terzo.wire;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Names a sensor.
public record SensorId(String value) implements Comparable<SensorId> {
    public SensorId {
        if (!Ids.isWellFormed(value)) {
            throw new IllegalArgumentException(Ids.refusal("sensor", value));
        }
    }

    /// Empty when `text` is no id.
    public static Optional<SensorId> parse(String text) {
        return Ids.isWellFormed(text) ? Optional.of(new SensorId(text)) : Optional.empty();
    }

    @Override
    public int compareTo(SensorId other) {
        return value.compareTo(other.value);
    }

    /// As generated, but spelled out: it is asked for every observation, and the generated one is seldom compiled into its callers.
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof SensorId(String text) && text.equals(value);
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
