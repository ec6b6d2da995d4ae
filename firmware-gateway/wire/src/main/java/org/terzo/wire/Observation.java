package org.terzo.wire;

import java.time.Instant;

/// One act of sensing: which sensor read what, and when by the gateway's clock (UTC, milliseconds).
public record Observation(Instant at, SensorId sensor, Reading reading) implements LogRecord {}
