package org.terzo.wire;

import java.time.Instant;

/// What the hub says of a desk on MQTT; past `validUntil` it must be read as unknown.
///
/// @param state `occupied`, `held`, `free` or `unknown`
public record DeskReport(
        DeskId desk, ZoneId zone, String state, Instant since, double confidence, String reason, Instant observedAt, Instant validUntil) {}
