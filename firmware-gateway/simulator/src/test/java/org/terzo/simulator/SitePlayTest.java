package org.terzo.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.terzo.simulator.site.SimulatedSite;
import org.terzo.simulator.site.SimulatedSite.Sensor;
import org.terzo.simulator.site.Sites;
import org.terzo.wire.Observation;
import org.terzo.wire.Reading;
import org.terzo.wire.SensorId;

final class SitePlayTest {
    private static final Instant ELEVEN = Instant.parse("2026-03-03T10:00:00Z");
    private static final SimulatedSite OFFICE = Sites.office(20);
    private static final Set<SensorId> ALL = OFFICE.sensors().stream().map(Sensor::id).collect(Collectors.toSet());

    @Test
    void itBeginsInTheMiddleOfADayWithTheLevelsThatAreFound() {
        Map<SensorId, Reading> found = SitePlay.of(OFFICE, ALL, ELEVEN, 5).found();

        assertTrue(found.containsValue(new Reading.Presence(true)), found.toString());
        assertTrue(found.containsValue(new Reading.Presence(false)), found.toString());
        assertFalse(found.containsKey(new SensorId("door-main")), "who came before is not counted now");
    }

    @Test
    void whatHappensFollowsInOrderOfTime() {
        SitePlay play = SitePlay.of(OFFICE, ALL, ELEVEN, 5);
        Instant last = ELEVEN;
        for (int i = 0; i < 10_000; i++) {
            Observation next = play.next().orElseThrow();
            assertFalse(next.at().isBefore(last), next + " comes after " + last);
            last = next.at();
        }
        assertTrue(last.isAfter(ELEVEN));
    }

    @Test
    void onlyWhatIsWiredIsPlayed() {
        SensorId one = new SensorId("pir-1");
        SitePlay play = SitePlay.of(OFFICE, Set.of(one), ELEVEN, 5);

        assertEquals(Set.of(one), play.found().keySet());
        assertEquals(one, play.next().orElseThrow().sensor());
    }
}
