package org.terzo.simulator.fault;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.terzo.wire.GatewayId;
import org.terzo.wire.SensorId;

/// Something that is broken or wired wrongly for a time; `to` is excluded.
public sealed interface Fault {
    Instant from();

    Instant to();

    /// The name in truth.csv.
    String name();

    /// The ids of the sensors or gateways that have it.
    List<String> subjects();

    default boolean isOn(Instant at) {
        return !at.isBefore(from()) && at.isBefore(to());
    }

    /// How a sensor can fail by itself.
    enum Ailment {
        /// The line stays active.
        STUCK,
        /// The line says the opposite.
        INVERTED,
        /// The line stays quiet, and nobody knows.
        DEAF,
        /// The cable is cut: the gateway says so, and nothing more.
        DEAD,
        /// A fan moves in front of a radar.
        GHOST,
        /// Sunlight wanders over a motion sensor, as far as there is any.
        SUN,
        /// A counter was mounted backwards.
        SWAPPED_DIRECTION,
        /// A counter's beam is blocked: nothing is counted, and a minute later it says so.
        BLOCKED
    }

    record Ailing(SensorId sensor, Ailment what, Instant from, Instant to) implements Fault {
        @Override
        public String name() {
            return what.name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        @Override
        public List<String> subjects() {
            return List.of(sensor.value());
        }
    }

    /// The cables of two sensors are in each other's place.
    record SwappedPins(SensorId one, SensorId other, Instant from, Instant to) implements Fault {
        @Override
        public String name() {
            return "swapped-pins";
        }

        @Override
        public List<String> subjects() {
            return List.of(one.value(), other.value());
        }

        public SensorId said(SensorId sensor) {
            return sensor.equals(one) ? other : sensor.equals(other) ? one : sensor;
        }
    }

    /// It has no power: nobody watches.
    record GatewayOff(GatewayId gateway, Instant from, Instant to) implements Fault {
        @Override
        public String name() {
            return "off";
        }

        @Override
        public List<String> subjects() {
            return List.of(gateway.value());
        }
    }

    /// @param ahead negative: its clock is behind
    record WrongClock(GatewayId gateway, Duration ahead, Instant from, Instant to) implements Fault {
        @Override
        public String name() {
            return "wrong-clock";
        }

        @Override
        public List<String> subjects() {
            return List.of(gateway.value());
        }
    }
}
