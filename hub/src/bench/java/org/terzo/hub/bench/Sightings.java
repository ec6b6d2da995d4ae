package org.terzo.hub.bench;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// When each desk was first seen occupied at one place on the way, in milliseconds of the machine's clock.
final class Sightings {
    private final Map<String, List<Double>> byDesk = new HashMap<>();

    /// A signal that was given: which desk should become occupied, and when it was said.
    record Sample(String desk, double givenAt) {}

    static double now() {
        Instant now = Instant.now();
        return now.getEpochSecond() * 1e3 + now.getNano() / 1e6;
    }

    synchronized void saw(String desk, double at) {
        byDesk.computeIfAbsent(desk, _ -> new ArrayList<>()).add(at);
    }

    /// How long after it was given the sample was first seen here; empty: never.
    synchronized Optional<Double> lag(Sample sample) {
        return byDesk.getOrDefault(sample.desk(), List.of()).stream()
                .filter(at -> at >= sample.givenAt() - 1) // a browser's clock tells whole milliseconds
                .findFirst()
                .map(at -> at - sample.givenAt());
    }

    Lags lags(List<Sample> samples) {
        return Lags.of(samples.stream().map(this::lag).flatMap(Optional::stream).toList());
    }

    long missed(List<Sample> samples) {
        return samples.stream().filter(sample -> lag(sample).isEmpty()).count();
    }
}
