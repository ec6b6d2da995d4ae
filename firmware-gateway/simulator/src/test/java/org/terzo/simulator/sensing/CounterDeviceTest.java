package org.terzo.simulator.sensing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.terzo.gateway.sensor.SensorKind;
import org.terzo.simulator.chance.Chance;
import org.terzo.simulator.fault.Ailments;
import org.terzo.simulator.fault.Fault;
import org.terzo.simulator.fault.Fault.Ailing;
import org.terzo.simulator.fault.Fault.Ailment;
import org.terzo.simulator.scene.Stimulus;
import org.terzo.simulator.scene.Stimulus.Crossed;
import org.terzo.simulator.site.SimulatedSite.Sensor;
import org.terzo.wire.GatewayId;
import org.terzo.wire.Observation;
import org.terzo.wire.Reading;
import org.terzo.wire.Reading.Direction;
import org.terzo.wire.SensorId;

class CounterDeviceTest {
    private static final Instant NINE = Instant.parse("2026-03-02T09:00:00Z");
    private static final Counting PERFECT = new Counting(0, 0, 0, 0);
    private static final int MANY = 20_000;
    private static final Sensor DOOR = new Sensor(new SensorId("door"), new GatewayId("gw-1"), SensorKind.BEAM_PAIR, Optional.empty());

    private static List<Observation> counted(Counting counting, List<Fault> faults, List<Stimulus> crossed) {
        CounterDevice device = new CounterDevice(DOOR, counting, new Ailments(DOOR, faults), Chance.of(11, "door"));
        return device.sense(crossed, NINE, NINE.plus(Duration.ofDays(60)));
    }

    private static List<Stimulus> many(Direction direction, double apartSeconds) {
        List<Stimulus> crossed = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            crossed.add(new Crossed(NINE.plus(Chance.ofSeconds(60 * (i / 2) + i % 2 * apartSeconds)), direction));
        }
        return crossed;
    }

    private static double share(List<Observation> counted, Direction direction) {
        return counted.stream().filter(each -> each.reading().equals(new Reading.Passage(direction))).count() / (double) MANY;
    }

    @ParameterizedTest
    @CsvSource({"0.05, 0.05", "0.03, 0.08"})
    void itMissesTheShareItIsToMiss(double in, double out) {
        Counting counting = PERFECT.missing(in, out);

        assertEquals(1 - in, share(counted(counting, List.of(), many(Direction.IN, 30)), Direction.IN), 0.006);
        assertEquals(1 - out, share(counted(counting, List.of(), many(Direction.OUT, 30)), Direction.OUT), 0.006);
    }

    @Test
    void itMissesInRowsAsWellAsOneByOne() {
        List<Stimulus> crossed = many(Direction.IN, 30);
        List<Observation> counted = counted(PERFECT.missing(0.05, 0.05), List.of(), crossed);
        int missed = 0;
        int afterAMiss = 0;
        int next = 0;
        boolean before = false;
        for (Stimulus each : crossed) {
            boolean isCounted = next < counted.size() && Duration.between(each.at(), counted.get(next).at()).compareTo(Duration.ofSeconds(1)) < 0;
            next += isCounted ? 1 : 0;
            missed += isCounted ? 0 : 1;
            afterAMiss += !isCounted && before ? 1 : 0;
            before = !isCounted;
        }

        assertTrue(afterAMiss > 0.15 * missed, afterAMiss + " of " + missed + " misses follow one");
        assertTrue(afterAMiss < 0.6 * missed, afterAMiss + " of " + missed + " misses follow one");
    }

    @Test
    void twoSideBySideAreTakenForOne() {
        assertEquals(0.54, share(counted(PERFECT, List.of(), many(Direction.IN, 0.2)), Direction.IN), 0.01);
    }

    @Test
    void ofTwoCloseBehindEachOtherHalfAreTakenForOne() {
        assertEquals(0.75, share(counted(PERFECT, List.of(), many(Direction.OUT, 0.45)), Direction.OUT), 0.01);
    }

    @Test
    void aFollowerInTheSameSecondIsCounted() {
        assertEquals(1, share(counted(PERFECT, List.of(), many(Direction.IN, 0.7)), Direction.IN));
    }

    @Test
    void whoTurnsBackIsMostlySeenToDoSo() {
        List<Observation> counted = counted(PERFECT, List.of(), many(Direction.ABORTED, 30));

        assertEquals(0.94, share(counted, Direction.ABORTED), 0.01);
        assertEquals(0.03, share(counted, Direction.IN), 0.006);
    }

    @Test
    void aCounterMountedBackwardsSaysTheOpposite() {
        Fault fault = new Ailing(DOOR.id(), Ailment.SWAPPED_DIRECTION, NINE, NINE.plus(Duration.ofDays(60)));

        assertEquals(1, share(counted(PERFECT, List.of(fault), many(Direction.IN, 30)), Direction.OUT));
    }

    @Test
    void aBlockedCounterSaysSoAfterAMinuteAndCountsNobody() {
        Instant from = NINE.plus(Duration.ofHours(2));
        Fault fault = new Ailing(DOOR.id(), Ailment.BLOCKED, from, from.plus(Duration.ofHours(4)));
        List<Observation> counted = counted(PERFECT, List.of(fault), many(Direction.IN, 30));
        List<Observation> during = counted.stream().filter(each -> !each.at().isBefore(fault.from()) && each.at().isBefore(fault.to())).toList();

        assertEquals(List.of(new Observation(from.plusSeconds(60), DOOR.id(), new Reading.Fault("beam"))), during);
        assertEquals(MANY - 4 * 120, counted.size() - 1);
    }

    @Test
    void someAreCountedTheWrongWayAndSomeInvented() {
        List<Observation> counted = counted(new Counting(0, 0, 0.01, 0.02), List.of(), many(Direction.IN, 30));

        assertEquals(1.02, counted.size() / (double) MANY, 0.005);
        assertEquals(0.02, share(counted, Direction.OUT), 0.005);
    }
}
