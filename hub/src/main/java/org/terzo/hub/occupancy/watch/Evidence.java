package org.terzo.hub.occupancy.watch;

import java.util.Comparator;
import org.terzo.hub.occupancy.saved.StateReader;
import org.terzo.hub.occupancy.saved.StateWriter;
import org.terzo.wire.GatewayId;
import org.terzo.wire.LogId;
import org.terzo.wire.Observation;
import org.terzo.wire.Reading;
import org.terzo.wire.SensorId;

/// What an observation or a recount says to the filters, in the order in which it counts.
///
/// @param people whom a recount found; 0 for all else
public record Evidence(long at, GatewayId gateway, LogId log, long sequence, SensorId sensor, Sign sign, int people)
        implements Comparable<Evidence> {
    private static final GatewayId NO_GATEWAY = new GatewayId("0");
    private static final LogId NO_LOG = new LogId("0");
    private static final SensorId NO_SENSOR = new SensorId("0");
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
        RECOUNT,
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
        return new Evidence(observation.at().toEpochMilli(), gateway, log, sequence, observation.sensor(), sign, 0);
    }

    /// Whether it tells of a desk as soon as it is there; that nothing moves is known only when the slot is over.
    public boolean isSignal() {
        return sign == Sign.MOTION || sign == Sign.PRESENT || sign == Sign.ABSENT;
    }

    /// Sorts before everything of `at` and later.
    public static Evidence placeAt(long at) {
        return new Evidence(at, NO_GATEWAY, NO_LOG, Long.MIN_VALUE, NO_SENSOR, Sign.OTHER, 0);
    }

    /// Somebody counted.
    ///
    /// @param position of its entry
    public static Evidence recount(long at, long position, int people) {
        return new Evidence(at, NO_GATEWAY, NO_LOG, position, NO_SENSOR, Sign.RECOUNT, people);
    }

    @Override
    public int compareTo(Evidence other) {
        return ORDER.compare(this, other);
    }

    public void write(StateWriter out) {
        out.number(at).word(gateway.value()).word(log.value()).number(sequence).word(sensor.value()).word(sign.name()).number(people);
    }

    public static Evidence read(StateReader in) {
        return new Evidence(
                in.number(), new GatewayId(in.word()), new LogId(in.word()), in.number(), new SensorId(in.word()), Sign.valueOf(in.word()),
                (int) in.number());
    }
}
