package org.terzo.gateway.sensor;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.terzo.wire.SensorId;

/// How one sensor is connected: its lines (BCM numbers; a beam pair has two) or its place on the bus.
///
/// @param lines empty where inputs open no pins
/// @param stable how long a level must stay before it counts
/// @param every how often a sensor on the bus is asked
public record SensorWiring(
        SensorId sensor,
        SensorKind kind,
        List<Integer> lines,
        Active active,
        Pull pull,
        Duration stable,
        Optional<BusAddress> bus,
        Duration every) {
    public SensorWiring {
        lines = List.copyOf(lines);
    }

    /// The level at which a line says yes: seen, present, closed, broken.
    public enum Active {
        HIGH,
        LOW
    }

    /// The resistor that the pin itself adds.
    public enum Pull {
        UP,
        DOWN,
        NONE
    }

    /// A device on an I2C bus.
    public record BusAddress(int bus, int address) {}

    public boolean isActive(boolean high) {
        return high == (active == Active.HIGH);
    }
}
