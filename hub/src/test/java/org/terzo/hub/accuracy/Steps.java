package org.terzo.hub.accuracy;

import java.time.Instant;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/// A value that holds from an instant on until the next.
final class Steps<T> {
    private final TreeMap<Instant, T> values = new TreeMap<>();

    void put(Instant from, T value) {
        values.put(from, value);
    }

    Optional<T> at(Instant when) {
        return Optional.ofNullable(values.floorEntry(when)).map(Map.Entry::getValue);
    }

    NavigableMap<Instant, T> values() {
        return values;
    }
}
