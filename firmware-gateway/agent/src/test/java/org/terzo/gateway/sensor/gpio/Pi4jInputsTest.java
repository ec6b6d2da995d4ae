package org.terzo.gateway.sensor.gpio;

import org.terzo.gateway.sensor.SensorKind;
import org.terzo.gateway.sensor.SensorWiring;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.pi4j.Pi4J;
import com.pi4j.context.Context;
import com.pi4j.io.gpio.digital.DigitalState;
import com.pi4j.plugin.mock.provider.gpio.digital.MockDigitalInput;
import com.pi4j.plugin.mock.provider.gpio.digital.MockDigitalInputProvider;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.terzo.gateway.sensor.SensorWiring.Active;
import org.terzo.gateway.sensor.SensorWiring.Pull;
import org.terzo.wire.LogRecord;
import org.terzo.wire.Observation;
import org.terzo.wire.Reading;
import org.terzo.wire.Reading.Direction;
import org.terzo.wire.SensorId;

class Pi4jInputsTest {
    private final Context context = Pi4J.newContextBuilder().add(MockDigitalInputProvider.newInstance()).build();
    private final LinkedBlockingQueue<LogRecord> seen = new LinkedBlockingQueue<>();

    private static SensorWiring wiring(String sensor, SensorKind kind, Active active, Integer... lines) {
        Duration stable = Duration.ofMillis(kind == SensorKind.BEAM_PAIR ? 0 : 5);
        return new SensorWiring(new SensorId(sensor), kind, List.of(lines), active, Pull.UP, stable, Optional.empty(), Duration.ZERO);
    }

    private Pi4jInputs start(SensorWiring... wirings) throws Exception {
        Pi4jInputs inputs = new Pi4jInputs(context, MockDigitalInputProvider.ID, List.of(wirings), Duration.ofMillis(50), Clock.systemUTC(), () -> Instant.EPOCH.plusNanos(System.nanoTime()));
        inputs.start((records, _) -> seen.addAll(records));
        return inputs;
    }

    private void level(int gpio, DigitalState state) throws Exception {
        MockDigitalInput input = context.registry().get("gpio-" + gpio, MockDigitalInput.class);
        input.mockState(state);
        Thread.sleep(15);
    }

    private Reading next() throws InterruptedException {
        Optional<LogRecord> came = Optional.ofNullable(seen.poll(5, TimeUnit.SECONDS));
        assertTrue(came.isPresent(), "nothing was observed");
        return ((Observation) came.get()).reading();
    }

    @Test
    void theLevelAtTheStartIsReportedAndThenEveryChange() throws Exception {
        try (Pi4jInputs inputs = start(wiring("desk-01-pir", SensorKind.PIR, Active.HIGH, 17))) {
            assertEquals(new Reading.Motion(false), next());
            assertTrue(inputs.watchingSince().isPresent());
            level(17, DigitalState.HIGH);
            assertEquals(new Reading.Motion(true), next());
            level(17, DigitalState.LOW);
            assertEquals(new Reading.Motion(false), next());
        }
    }

    @Test
    void aReedThatIsLowIsAClosedDoor() throws Exception {
        try (Pi4jInputs _ = start(wiring("door-reed", SensorKind.REED, Active.LOW, 26))) {
            assertEquals(new Reading.Contact(false), next());
            level(26, DigitalState.HIGH);
            assertEquals(new Reading.Contact(true), next());
        }
    }

    @Test
    void twoBeamsBecomeAPassage() throws Exception {
        try (Pi4jInputs _ = start(wiring("desk-01-mat", SensorKind.MAT, Active.HIGH, 22), wiring("door-main", SensorKind.BEAM_PAIR, Active.HIGH, 5, 6))) {
            assertEquals(new Reading.Presence(false), next());
            level(5, DigitalState.HIGH);
            level(6, DigitalState.HIGH);
            level(5, DigitalState.LOW);
            level(6, DigitalState.LOW);
            assertEquals(new Reading.Passage(Direction.IN), next());
        }
    }
}
