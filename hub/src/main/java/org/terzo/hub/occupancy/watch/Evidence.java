package org.terzo.hub.occupancy.watch;

import java.util.Comparator;
import org.terzo.hub.occupancy.saved.StateReader;
import org.terzo.hub.occupancy.saved.StateWriter;
import org.terzo.wire.GatewayId;
import org.terzo.wire.LogId;
import org.terzo.wire.Observation;
import org.terzo.wire.Reading;
import org.terzo.wire.SensorId;

/// What an observation says to the filters, in the order in which it counts.
public record Evidence(long at, GatewayId gateway, LogId log, long sequence, SensorId sensor, Sign sign) implements Comparable<Evidence> {
    private static final Comparator<Evidence> ORDER = Comparator.comparingLong(Evidence::at)
            .thenComparing(evidence -> evidence.gateway().value())
            .thenComparing(evidence -> evidence.log().value())
            .thenComparingLong(Evidence::sequence)
            .thenComparing(Evidence::sensor);

    public enum Sign {
        MOTION,
        NO_MOTION,
        PRESENT,
        ABSENT,
        IN,
        OUT,
        OPEN,
        CLOSED,
        FAULT,
        OTHER;

        static Sign of(Reading reading) {
            return switch (reading) {
                case Reading.Motion(boolean seen) -> seen ? MOTION : NO_MOTION;
                case Reading.Presence(boolean present) -> present ? PRESENT : ABSENT;
                case Reading.Passage(Reading.Direction direction) -> switch (direction) {
                    case IN -> IN;
                    case OUT -> OUT;
                    case ABORTED -> OTHER;
                };
                case Reading.Contact(boolean open) -> open ? OPEN : CLOSED;
                case Reading.Fault _ -> FAULT;
                case Reading.Distance _, Reading.Air _ -> OTHER;
            };
        }
    }

    public static Evidence of(GatewayId gateway, LogId log, long sequence, Observation observation) {
        Sign sign = Sign.of(observation.reading());
        return new Evidence(observation.at().toEpochMilli(), gateway, log, sequence, observation.sensor(), sign);
    }

    /// Whether it tells of a desk as soon as it is there; that nothing moves is known only when the slot is over.
    public boolean isSignal() {
        return sign == Sign.MOTION || sign == Sign.PRESENT || sign == Sign.ABSENT;
    }

    /// Sorts before everything of `at` and later.
    public static Evidence placeAt(long at) {
        return new Evidence(at, new GatewayId("0"), new LogId("0"), Long.MIN_VALUE, new SensorId("0"), Sign.OTHER);
    }

    @Override
    public int compareTo(Evidence other) {
        return ORDER.compare(this, other);
    }

    public void write(StateWriter out) {
        out.number(at).word(gateway.value()).word(log.value()).number(sequence).word(sensor.value()).word(sign.name());
    }

    public static Evidence read(StateReader in) {
        return new Evidence(
                in.number(), new GatewayId(in.word()), new LogId(in.word()), in.number(), new SensorId(in.word()), Sign.valueOf(in.word()));
    }
}
