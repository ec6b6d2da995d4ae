package org.terzo.simulator;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.terzo.wire.GatewayId;
import org.terzo.wire.LogId;
import org.terzo.wire.LogRecord;
import org.terzo.wire.Observation;
import org.terzo.wire.ObservationBatch;
import org.terzo.wire.Reading;
import org.terzo.wire.SensorId;

/// What a load sends: message `m` is the next batch of gateway `m mod gateways`, so that numbers follow from `m` alone.
///
/// @param rate observations per second over all gateways
/// @param batch observations per message
/// @param sensors sensors per gateway
record LoadPlan(int gateways, int sensors, int batch, int rate, Duration lasts) {
    private static final int MOST_GATEWAYS = 5_000;
    private static final int MOST_SENSORS = 1_000;
    private static final int MOST_RATE = 1_000_000;
    private static final long NANOS = Duration.ofSeconds(1).toNanos();

    LoadPlan {
        within("--gateways", gateways, MOST_GATEWAYS);
        within("--sensors", sensors, MOST_SENSORS);
        within("--batch", batch, ObservationBatch.MOST_RECORDS);
        within("--rate", rate, MOST_RATE);
        within("--seconds", lasts.toSeconds(), Duration.ofDays(7).toSeconds());
    }

    private static void within(String option, long value, long most) {
        if (value < 1 || value > most) {
            throw new IllegalArgumentException("%s: %s is outside 1..%s".formatted(option, Long.toString(value), Long.toString(most)));
        }
    }

    long messages() {
        return Math.ceilDiv(rate * lasts.toSeconds(), batch);
    }

    /// How long after the start message `m` is due.
    Duration due(long m) {
        double nanos = (double) m * batch / rate * NANOS;
        return Duration.ofNanos((long) nanos);
    }

    int gatewayOf(long m) {
        return (int) (m % gateways);
    }

    /// The observations of message `m` happened one by one until `now`; each sensor says present and absent in turn.
    ObservationBatch message(long m, LogId log, Instant now) {
        long first = m / gateways * batch + 1;
        List<LogRecord> records = new ArrayList<>(batch);
        for (int i = 0; i < batch; i++) {
            long before = first + i - 1;
            Instant at = now.minusNanos((long) ((double) (batch - 1 - i) * gateways / rate * NANOS));
            boolean present = before / sensors % 2 == 0;
            records.add(new Observation(at, sensor(gatewayOf(m), (int) (before % sensors)), new Reading.Presence(present)));
        }
        return new ObservationBatch(log, first, OptionalLong.of(1), now, true, records);
    }

    static GatewayId gateway(int number) {
        return new GatewayId("load-" + (number + 1));
    }

    static SensorId sensor(int gateway, int number) {
        return new SensorId("load-%s-%s".formatted(Integer.toString(gateway + 1), Integer.toString(number + 1)));
    }
}
