package org.terzo.wire;

import java.util.Optional;

/// Names a door.
public record DoorId(String value) implements Comparable<DoorId> {
    public DoorId {
        if (!Ids.isWellFormed(value)) {
            throw new IllegalArgumentException(Ids.refusal("door", value));
        }
    }

    /// Empty when `text` is no id.
    public static Optional<DoorId> parse(String text) {
        return Ids.isWellFormed(text) ? Optional.of(new DoorId(text)) : Optional.empty();
    }

    @Override
    public int compareTo(DoorId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
