package org.terzo.simulator.sensing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.terzo.simulator.fault.Fault;
import org.terzo.simulator.fault.Fault.GatewayOff;
import org.terzo.simulator.fault.Fault.SwappedPins;
import org.terzo.simulator.fault.Fault.WrongClock;
import org.terzo.wire.GatewayId;
import org.terzo.wire.LogRecord.Alive;
import org.terzo.wire.Observation;
import org.terzo.wire.Reading;
import org.terzo.wire.SensorId;

class GatewayLogTest {
    private static final Instant NINE = Instant.parse("2026-03-02T09:00:00Z");
    private static final Instant TEN = at(60);
    private static final GatewayId GATEWAY = new GatewayId("gw-1");
    private static final SensorId ONE = new SensorId("s-1");
    private static final SensorId OTHER = new SensorId("s-2");

    private static Instant at(int minutes) {
        return NINE.plus(Duration.ofMinutes(minutes));
    }

    private static Observation seen(SensorId sensor, int minute) {
        return new Observation(at(minute), sensor, new Reading.Motion(true));
    }

    /// Minutes after nine by the gateway's clock; what was watched in brackets.
    private static String written(List<Fault> faults, Observation... noted) {
        GatewayLog log = new GatewayLog(GATEWAY, faults);
        List<Told> told = new ArrayList<>(log.write(List.of(noted), NINE, TEN));
        told.addAll(log.close(TEN));
        return String.join(" ", told.stream().map(GatewayLogTest::text).toList());
    }

    private static String text(Told told) {
        return switch (told.record()) {
            case Observation(Instant at, SensorId sensor, Reading _) -> sensor + "@" + minutes(at);
            case Alive(Instant at, Duration watched) -> "[" + (minutes(at) - watched.toMinutes()) + ".." + minutes(at) + "]";
            case org.terzo.wire.LogRecord.Unreadable wrong -> wrong.toString();
        };
    }

    private static long minutes(Instant at) {
        return Duration.between(NINE, at).toMinutes();
    }

    @Test
    void whatIsWatchedIsSaidWithTheObservationsAndEveryFiveMinutes() {
        assertEquals("[0..3] s-1@3 [3..8] [8..13] [13..14] s-1@14 [14..19] [19..24] [24..29] [29..34] [34..39] [39..44] [44..49] [49..54] [54..59] [59..60]",
                written(List.of(), seen(ONE, 3), seen(ONE, 14)));
    }

    @Test
    void whileItIsOffNothingIsWatched() {
        assertEquals("[0..5] [5..10] [50..51] s-1@51 [51..56] [56..60]",
                written(List.of(new GatewayOff(GATEWAY, at(10), at(50))), seen(ONE, 51)));
    }

    @Test
    void aClockThatIsBehindDatesAllTooEarlyAndNothingIsClaimedAcrossItsStep() {
        assertEquals("[0..3] s-1@3 [3..8] [8..10] [-15..-10] [-10..-5] s-1@-5 [-5..0] [0..5] [30..35] [35..40] s-2@40 [40..45] [45..50] [50..55] [55..60]",
                written(List.of(new WrongClock(GATEWAY, Duration.ofMinutes(-25), at(10), at(30))), seen(ONE, 3), seen(ONE, 20), seen(OTHER, 40)));
    }

    @Test
    void swappedPinsSpeakInEachOthersName() {
        String written = written(List.of(new SwappedPins(ONE, OTHER, NINE, TEN)), seen(ONE, 1), seen(OTHER, 2));

        assertTrue(written.startsWith("[0..1] s-2@1 [1..2] s-1@2 "), written);
    }
}
