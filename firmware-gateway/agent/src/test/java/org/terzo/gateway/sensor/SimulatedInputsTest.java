package org.terzo.gateway.sensor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.terzo.gateway.sensor.SensorWiring.Active;
import org.terzo.gateway.sensor.SensorWiring.Pull;
import org.terzo.wire.LogRecord;
import org.terzo.wire.Observation;
import org.terzo.wire.Reading;
import org.terzo.wire.SensorId;

class SimulatedInputsTest {
    private static final Instant NOW = Instant.parse("2026-03-10T09:00:00.250Z");
    private final List<LogRecord> seen = new ArrayList<>();
    private final SimulatedInputs inputs = new SimulatedInputs(
            Stream.of(SensorKind.values()).map(kind -> wiring(kind.text() + "-1", kind)).toList(), Optional.empty(), InstantSource.fixed(NOW));

    private static SensorWiring wiring(String sensor, SensorKind kind) {
        return new SensorWiring(new SensorId(sensor), kind, List.of(), Active.HIGH, Pull.NONE, Duration.ZERO, Optional.empty(), Duration.ZERO);
    }

    private List<Reading> type(String... lines) throws InterruptedException {
        inputs.start((records, _) -> seen.addAll(records));
        for (String line : lines) {
            inputs.accept(line);
        }
        return seen.stream().map(record -> ((Observation) record).reading()).toList();
    }

    @Test
    void aLineIsReadAsItsSensorsKindSays() throws InterruptedException {
        assertEquals(
                List.of(
                        new Reading.Motion(true),
                        new Reading.Presence(false),
                        new Reading.Contact(true),
                        new Reading.Passage(Reading.Direction.OUT),
                        new Reading.Distance(412),
                        new Reading.Air(OptionalDouble.of(612), OptionalDouble.of(22.4), OptionalDouble.empty()),
                        new Reading.Fault("line-open")),
                type("pir-1 true", "radar-1 false", "reed-1 open", "beam-pair-1 out", "tof-1 412", "scd41-1 co2_ppm=612 temperature_c=22.4", "pir-1 fault=line-open"));
        assertEquals(NOW, ((Observation) seen.getFirst()).at());
    }

    @Test
    void badLinesAreIgnoredAndTheNextGoodOneIsTaken() throws InterruptedException {
        assertEquals(List.of(new Reading.Motion(true)), type("nobody true", "pir-1", "pir-1 maybe", "beam-pair-1 sideways", "scd41-1 \"x", "pir-1 a=b", "pir-1 true"));
    }
}
