package org.terzo.wire;

import java.util.Optional;

/// Names a coworking site.
public record SiteId(String value) implements Comparable<SiteId> {
    public SiteId {
        if (!Ids.isWellFormed(value)) {
            throw new IllegalArgumentException(Ids.refusal("site", value));
        }
    }

    /// Empty when `text` is no id.
    public static Optional<SiteId> parse(String text) {
        return Ids.isWellFormed(text) ? Optional.of(new SiteId(text)) : Optional.empty();
    }

    @Override
    public int compareTo(SiteId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
