package org.terzo.wire;

import java.time.Instant;
import java.util.Optional;

/// What the hub says of a zone on MQTT; past `validUntil` it must be read as unknown.
///
/// @param headcount empty: unknown
public record ZoneReport(ZoneId zone, Optional<Interval> headcount, int capacity, Instant observedAt, Instant validUntil) {
    public record Interval(int low, int best, int high) {}
}
