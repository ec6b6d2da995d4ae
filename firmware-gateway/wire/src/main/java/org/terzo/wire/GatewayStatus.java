package org.terzo.wire;

import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/// What a gateway says of itself every 30 s, and its last will.
///
/// @param watchingSince since when all inputs are watched without a break; empty: not watched, or not claimed
public record GatewayStatus(
        State state,
        Instant at,
        String boot,
        String version,
        OptionalInt wiring,
        String clock,
        Optional<OutboxState> outbox,
        Health health,
        Optional<Instant> watchingSince,
        Map<SensorId, SensorState> sensors) {
    public GatewayStatus {
        sensors = Map.copyOf(sensors);
    }

    /// A status that says no more than the state: the last will, and the goodbye.
    public static GatewayStatus bare(State state, Instant at, String boot, String version) {
        return new GatewayStatus(
                state, at, boot, version, OptionalInt.empty(), "", Optional.empty(), Health.UNKNOWN, Optional.empty(), Map.of());
    }

    public enum State {
        INIT,
        READY,
        DISCONNECTED,
        LOST;

        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// @param oldest when the oldest pending record happened; empty when nothing is pending
    public record OutboxState(long pending, Optional<Instant> oldest, long dropped, int capacityHours) {}

    /// °C, MiB, MiB, and the share of one core.
    public record Health(OptionalDouble cpuC, OptionalDouble rssMb, OptionalDouble diskFreeMb, OptionalDouble load) {
        public static final Health UNKNOWN =
                new Health(OptionalDouble.empty(), OptionalDouble.empty(), OptionalDouble.empty(), OptionalDouble.empty());
    }

    /// @param health `ok`, or a fault code
    public record SensorState(Optional<Instant> lastSignal, String health) {}
}
