package org.terzo.wire;

import java.util.Optional;

/// Names a desk.
public record DeskId(String value) implements Comparable<DeskId> {
    public DeskId {
        if (!Ids.isWellFormed(value)) {
            throw new IllegalArgumentException(Ids.refusal("desk", value));
        }
    }

    /// Empty when `text` is no id.
    public static Optional<DeskId> parse(String text) {
        return Ids.isWellFormed(text) ? Optional.of(new DeskId(text)) : Optional.empty();
    }

    @Override
    public int compareTo(DeskId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
