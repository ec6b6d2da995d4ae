package org.terzo.gateway.sensor;

import java.time.Instant;

/// A debounced change of one line of a sensor, dated from its first edge.
record Signal(SensorWiring wiring, int line, boolean active, Instant at) {}
