package org.terzo.hub.health;

import java.util.List;
import java.util.Map;

/// One figure of the hub for a machine that watches it, at the moment it is asked.
///
/// @param name as in Prometheus, without the ending that its kind adds
record Metric(String name, Kind kind, String help, List<Sample> samples) {
    enum Kind {
        /// Goes up and down.
        GAUGE,
        /// Only grows, but begins again where the hub does not keep it.
        COUNTER
    }

    record Sample(Map<String, String> labels, long value) {}

    static Metric gauge(String name, String help, long value) {
        return new Metric(name, Kind.GAUGE, help, List.of(new Sample(Map.of(), value)));
    }

    static Metric gauges(String name, String help, List<Sample> samples) {
        return new Metric(name, Kind.GAUGE, help, List.copyOf(samples));
    }

    static Metric counter(String name, String help, long value) {
        return new Metric(name, Kind.COUNTER, help, List.of(new Sample(Map.of(), value)));
    }

    static Metric counters(String name, String help, List<Sample> samples) {
        return new Metric(name, Kind.COUNTER, help, List.copyOf(samples));
    }
}
