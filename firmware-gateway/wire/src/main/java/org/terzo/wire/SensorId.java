package org.terzo.wire;

import java.util.Optional;

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

    @Override
    public String toString() {
        return value;
    }
}
