package org.terzo.wire;

import java.util.Optional;

/// Names a zone.
public record ZoneId(String value) implements Comparable<ZoneId> {
    public ZoneId {
        if (!Ids.isWellFormed(value)) {
            throw new IllegalArgumentException(Ids.refusal("zone", value));
        }
    }

    /// Empty when `text` is no id.
    public static Optional<ZoneId> parse(String text) {
        return Ids.isWellFormed(text) ? Optional.of(new ZoneId(text)) : Optional.empty();
    }

    @Override
    public int compareTo(ZoneId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
