package org.terzo.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.terzo.gateway.sensor.SensorKind;
import org.terzo.simulator.SensorPlay.Step;
import org.terzo.wire.Reading;

final class SensorPlayTest {
    private static List<Step> steps(SensorKind kind, long seed, int number) {
        SensorPlay play = new SensorPlay(kind, new SplittableRandom(seed));
        List<Step> steps = new ArrayList<>();
        for (int step = 0; step < number; step++) {
            steps.add(play.next());
        }
        return steps;
    }

    @ParameterizedTest
    @EnumSource
    void theSameSeedSeesTheSameAndAnotherDoesNot(SensorKind kind) {
        assertEquals(steps(kind, 7, 50), steps(kind, 7, 50));
        assertNotEquals(steps(kind, 7, 50), steps(kind, 8, 50));
        assertTrue(steps(kind, 7, 50).stream().allMatch(step -> step.after().isPositive()));
    }

    @Test
    void aLevelChangesWithEveryStepAndBeginsWithSomebodyComing() {
        List<Step> steps = steps(SensorKind.RADAR, 7, 4);

        assertEquals(
                List.of(new Reading.Presence(true), new Reading.Presence(false), new Reading.Presence(true), new Reading.Presence(false)),
                steps.stream().map(Step::reading).toList());
    }
}
