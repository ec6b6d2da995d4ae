package org.terzo.gateway.sensor.gpio;

import java.time.Instant;
import org.terzo.gateway.sensor.SensorWiring;

/// A debounced change of one line of a sensor, dated from its first edge.
record Signal(SensorWiring wiring, int line, boolean active, Instant at) {}
