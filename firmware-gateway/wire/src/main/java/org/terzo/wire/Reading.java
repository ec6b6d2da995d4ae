package org.terzo.wire;

import java.util.OptionalDouble;

/// What one act of sensing read.
public sealed interface Reading {
    /// The level of a motion sensor.
    record Motion(boolean seen) implements Reading {}

    /// The level of a sensor that also notices a still person: radar, mat, seat.
    record Presence(boolean present) implements Reading {}

    /// A door contact.
    record Contact(boolean open) implements Reading {}

    /// Somebody went through a door, or turned back in it.
    record Passage(Direction direction) implements Reading {}

    /// Millimetres to the nearest surface, 0 to 65,535.
    record Distance(int millimetres) implements Reading {
        public static final int FARTHEST_MM = 65_535;

        public Distance {
            if (millimetres < 0 || millimetres > FARTHEST_MM) {
                throw new IllegalArgumentException("distance_mm %d is outside 0..%d".formatted(millimetres, FARTHEST_MM));
            }
        }
    }

    /// Room air: CO2 in ppm, temperature in °C, relative humidity in percent; at least one of them.
    record Air(OptionalDouble co2Ppm, OptionalDouble temperatureC, OptionalDouble humidityPercent) implements Reading {
        public Air {
            if (co2Ppm.isEmpty() && temperatureC.isEmpty() && humidityPercent.isEmpty()) {
                throw new IllegalArgumentException("an air reading has at least one value");
            }
        }
    }

    /// The sensor, its cable or its bus failed: a code such as `line-open`.
    record Fault(String code) implements Reading {}

    /// The way through a door: `in` goes from the door's `from` to its `to`.
    enum Direction {
        IN,
        OUT,
        ABORTED
    }
}
