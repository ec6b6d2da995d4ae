package org.terzo.gateway.sensor.gpio;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.terzo.gateway.sensor.gpio.BeamPair.Side;
import org.terzo.wire.Observation;
import org.terzo.wire.Reading;
import org.terzo.wire.SensorId;

/// A timeline is `A+0 B+50 A-200 B-260`: beam, broken (+) or clear (-), milliseconds; `?` only lets time pass.
class BeamPairTest {
    private static final Instant START = Instant.parse("2026-03-10T09:00:00Z");
    private final BeamPair door = new BeamPair(new SensorId("door-main"));

    private List<String> play(String timeline) {
        List<String> seen = new ArrayList<>();
        for (String step : Pattern.compile(" ").splitAsStream(timeline).toList()) {
            Instant at = START.plusMillis(Long.parseLong(step.replaceAll("^[AB?][-+]?", "")));
            door.elapse(at).ifPresent(fault -> seen.add(text(fault)));
            if (!step.startsWith("?")) {
                door.change(step.startsWith("A") ? Side.A : Side.B, step.charAt(1) == '+', at).ifPresent(passage -> seen.add(text(passage)));
            }
        }
        return seen;
    }

    private static String text(Observation seen) {
        long millis = seen.at().toEpochMilli() - START.toEpochMilli();
        return switch (seen.reading()) {
            case Reading.Passage(var direction) -> direction + "@" + millis;
            case Reading.Fault(String code) -> code + "@" + millis;
            case Reading other -> other.toString();
        };
    }

    @Test
    void fromAToBIsInAndDatedWhenTheDoorIsClear() {
        assertEquals(List.of("IN@260"), play("A+0 B+50 A-200 B-260"));
    }

    @Test
    void fromBToAIsOut() {
        assertEquals(List.of("OUT@260"), play("B+0 A+50 B-200 A-260"));
    }

    @Test
    void turningBackInTheDoorIsAborted() {
        assertEquals(List.of("ABORTED@900"), play("A+0 B+50 B-800 A-900"));
    }

    @Test
    void ahandThroughOneBeamIsAborted() {
        assertEquals(List.of("ABORTED@90"), play("A+0 A-90"));
    }

    @Test
    void hesitatingBetweenTheBeamsStillEndsInOnePassage() {
        assertEquals(List.of("IN@900"), play("A+0 B+100 B-300 B+500 A-700 B-900"));
    }

    @Test
    void beamsBrokenTogetherAreToldByTheOrderInWhichTheyClear() {
        assertEquals(List.of("IN@260", "OUT@1260"), play("B+0 A+1 A-200 B-260 A+1000 B+1002 B-1200 A-1260"));
    }

    @Test
    void beamsThatClearTogetherAreToldByTheOrderInWhichTheyBroke() {
        assertEquals(List.of("OUT@201"), play("B+0 A+50 A-200 B-201"));
    }

    @Test
    void beamsThatBreakAndClearTogetherTellNothing() {
        assertEquals(List.of("ABORTED@201"), play("A+0 B+1 A-200 B-201"));
    }

    @Test
    void standingInTheDoorForMoreThanTwoSecondsIsAborted() {
        assertEquals(List.of("ABORTED@2200", "IN@3260"), play("A+0 B+50 A-2100 B-2200 A+3000 B+3050 A-3200 B-3260"));
    }

    @Test
    void aBlockedBeamIsAFaultAfterAMinuteAndCountsAgainOnceClear() {
        assertEquals(
                List.of("beam@60000", "ABORTED@90000", "OUT@91260"),
                play("A+0 ?59999 ?60000 ?70000 B+80000 B-80100 A-90000 B+91000 A+91050 B-91200 A-91260"));
    }

    @Test
    void manyPassagesInBothDirectionsAreCountedExactly() {
        StringBuilder timeline = new StringBuilder("?0");
        List<String> expected = new ArrayList<>();
        for (int person = 0; person < 100; person++) {
            long at = 1_000L * (person + 1);
            boolean in = person % 3 != 0;
            timeline.append(in ? " A+%d B+%d A-%d B-%d".formatted(at, at + 40, at + 300, at + 350) : " B+%d A+%d B-%d A-%d".formatted(at, at + 40, at + 300, at + 350));
            expected.add((in ? "IN@" : "OUT@") + (at + 350));
        }
        assertEquals(expected, play(timeline.toString()));
    }
}
