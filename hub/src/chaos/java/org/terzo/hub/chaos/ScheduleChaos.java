package org.terzo.hub.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.terzo.hub.chaos.plan.FaultKind;
import org.terzo.hub.chaos.plan.PlannedFault;
import org.terzo.hub.chaos.plan.Round;
import org.terzo.hub.chaos.plan.Schedule;

/// What a seed makes of a schedule.
final class ScheduleChaos {
    private static final Set<FaultKind> ALL = EnumSet.allOf(FaultKind.class);

    @Test
    void theSameSeedGivesTheSameSchedule() {
        assertEquals(Schedule.draw(7, 100, 4, ALL), Schedule.draw(7, 100, 4, ALL));
        assertNotEquals(Schedule.draw(7, 100, 4, ALL), Schedule.draw(8, 100, 4, ALL));
    }

    @Test
    void everyKindComesBeforeAnyComesAgain() {
        Schedule schedule = Schedule.draw(3, 100, 4, ALL);

        assertEquals(100, schedule.faults().size());
        assertEquals(ALL, schedule.faults().stream().limit(ALL.size()).map(PlannedFault::kind).collect(Collectors.toSet()));
    }

    @Test
    void whatComesAtOnceMeetsDifferentVictims() {
        for (Round round : Schedule.draw(3, 100, 4, ALL).rounds()) {
            List<FaultKind.Victim> victims = round.faults().stream().flatMap(fault -> fault.kind().victims().stream()).toList();
            assertEquals(Set.copyOf(victims).size(), victims.size(), round.toString());
        }
    }

    @Test
    void aWholeScheduleOutlastsEveryTimeOutOfEachKindThatCan() {
        Set<FaultKind> outlasting = Schedule.draw(3, 100, 4, ALL).faults().stream()
                .filter(fault -> fault.length().compareTo(Duration.ofSeconds(60)) > 0)
                .map(PlannedFault::kind)
                .collect(Collectors.toSet());

        assertEquals(ALL.stream().filter(FaultKind::canOutlastTimeouts).collect(Collectors.toSet()), outlasting);
    }

    @Test
    void aShortScheduleTakesNoMinuteForOneFault() {
        assertTrue(Schedule.draw(3, 15, 4, ALL).faults().stream().allMatch(fault -> fault.length().toSeconds() < 60));
    }
}
