package org.terzo.gateway.sensor.gpio;

import org.terzo.gateway.sensor.SensorKind;
import org.terzo.gateway.sensor.SensorWiring;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.pi4j.Pi4J;
import com.pi4j.context.Context;
import com.pi4j.io.gpio.digital.DigitalState;
import com.pi4j.io.gpio.digital.PullResistance;
import com.pi4j.plugin.mock.provider.gpio.digital.MockDigitalInput;
import com.pi4j.plugin.mock.provider.gpio.digital.MockDigitalInputProvider;
import java.io.IOException;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicReference;
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

    @Test
    void everyKindSpeaksItsReadingAndLowMayMeanYes() throws Exception {
        try (Pi4jInputs _ = start(
                wiring("desk-01-radar", SensorKind.RADAR, Active.HIGH, 17),
                wiring("desk-02-mat", SensorKind.MAT, Active.LOW, 27),
                wiring("desk-03-seat", SensorKind.SEAT, Active.LOW, 22),
                wiring("desk-04-pir", SensorKind.PIR, Active.LOW, 4))) {
            assertEquals(new Reading.Presence(false), next());
            assertEquals(new Reading.Presence(true), next());
            assertEquals(new Reading.Presence(true), next());
            assertEquals(new Reading.Motion(true), next());
            level(27, DigitalState.HIGH);
            assertEquals(new Reading.Presence(false), next());
        }
    }

    @Test
    void pullsAreSetAndPi4jDebouncesNothing() throws Exception {
        try (Pi4jInputs _ = start(wiring("desk-02-mat", SensorKind.MAT, Active.LOW, 27))) {
            MockDigitalInput input = context.registry().get("gpio-27", MockDigitalInput.class);
            assertEquals(PullResistance.PULL_UP, input.pull());
            assertEquals(0L, input.config().debounce());
        }
    }

    @Test
    void aSpikeShorterThanTheDebounceIsNoSignal() throws Exception {
        SensorWiring slow = new SensorWiring(
                new SensorId("desk-02-mat"), SensorKind.MAT, List.of(27), Active.HIGH, Pull.UP, Duration.ofMillis(1_500), Optional.empty(), Duration.ZERO);
        try (Pi4jInputs _ = start(slow, wiring("desk-01-pir", SensorKind.PIR, Active.HIGH, 17))) {
            assertEquals(new Reading.Presence(false), next());
            assertEquals(new Reading.Motion(false), next());
            level(27, DigitalState.HIGH);
            level(27, DigitalState.LOW);
            level(17, DigitalState.HIGH);
            assertEquals(new Reading.Motion(true), next());
            level(27, DigitalState.HIGH);
            assertEquals(new Reading.Presence(true), next());
        }
    }

    @Test
    void whoTurnsBackInTheDoorIsAborted() throws Exception {
        try (Pi4jInputs _ = start(wiring("desk-01-pir", SensorKind.PIR, Active.HIGH, 17), wiring("door-main", SensorKind.BEAM_PAIR, Active.HIGH, 5, 6))) {
            assertEquals(new Reading.Motion(false), next());
            level(5, DigitalState.HIGH);
            level(6, DigitalState.HIGH);
            level(6, DigitalState.LOW);
            level(5, DigitalState.LOW);
            assertEquals(new Reading.Passage(Direction.ABORTED), next());
            level(6, DigitalState.HIGH);
            level(5, DigitalState.HIGH);
            level(6, DigitalState.LOW);
            level(5, DigitalState.LOW);
            assertEquals(new Reading.Passage(Direction.OUT), next());
        }
    }

    @Test
    void aClockThatIsSetInTheMidstOfAPassageDoesNotSpoilIt() throws Exception {
        AtomicReference<Instant> wall = new AtomicReference<>(Instant.EPOCH.plusSeconds(40));
        Pi4jInputs inputs = new Pi4jInputs(
                context,
                MockDigitalInputProvider.ID,
                List.of(wiring("desk-01-pir", SensorKind.PIR, Active.HIGH, 17), wiring("door-main", SensorKind.BEAM_PAIR, Active.HIGH, 5, 6)),
                Duration.ofMillis(50),
                wall::get,
                () -> Instant.EPOCH.plusNanos(System.nanoTime()));
        try (inputs) {
            inputs.start((records, _) -> seen.addAll(records));
            assertEquals(new Reading.Motion(false), next());
            level(5, DigitalState.HIGH);
            level(6, DigitalState.HIGH);
            Instant known = Instant.parse("2026-03-10T09:00:00Z");
            wall.set(known);
            level(5, DigitalState.LOW);
            level(6, DigitalState.LOW);
            Observation passage = (Observation) seen.poll(5, TimeUnit.SECONDS);
            assertEquals(new Reading.Passage(Direction.IN), passage.reading());
            assertEquals(known, passage.at().plusSeconds(1).truncatedTo(ChronoUnit.SECONDS));
        }
    }

    @Test
    void everyPinThatCannotBeOpenedIsListed() throws Exception {
        try (Pi4jInputs _ = start(wiring("desk-01-pir", SensorKind.PIR, Active.HIGH, 17), wiring("desk-02-pir", SensorKind.PIR, Active.HIGH, 27))) {
            Pi4jInputs second = new Pi4jInputs(
                    context,
                    MockDigitalInputProvider.ID,
                    List.of(wiring("desk-03-pir", SensorKind.PIR, Active.HIGH, 17), wiring("desk-04-pir", SensorKind.PIR, Active.HIGH, 27)),
                    Duration.ofMillis(50),
                    Clock.systemUTC(),
                    Clock.systemUTC());
            IOException refused = assertThrows(IOException.class, () -> second.start((records, _) -> seen.addAll(records)));
            List<String> lines = refused.toString().lines().toList();
            assertEquals(2, lines.size());
            assertTrue(lines.getFirst().contains("desk-03-pir: gpio 17 cannot be opened: "), refused.toString());
            assertTrue(lines.getLast().startsWith("desk-04-pir: gpio 27 cannot be opened: "), refused.toString());
        }
    }
}
