package org.terzo.hub.occupancy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.terzo.hub.occupancy.OccupancyChange.OfDesk;
import org.terzo.hub.occupancy.OccupancyChange.Smoothed;
import org.terzo.hub.occupancy.reference.Timeline;
import org.terzo.wire.Reading;

/// Sensors that lie (inference.md 4.5), at a desk of a site that is open from 07:00 to 22:00.
final class HealthTimelineTest {
    private static final Reading MOVES = new Reading.Motion(true);
    private static final Reading STOPS = new Reading.Motion(false);
    private static final Reading PRESENT = new Reading.Presence(true);
    private static final Reading ABSENT = new Reading.Presence(false);

    private static Timeline desk(String... kinds) {
        StringBuilder site = new StringBuilder(
                """
                zones:
                  - {zone: hall, name: Hall, kind: desks, capacity: 9, outline: [[0, 0], [9, 0], [9, 9], [0, 9]]}
                desks:
                  - {desk: d-1, zone: hall, label: "1", sensors: [KINDS]}
                sensors:
                """
                        .replace("KINDS", String.join(", ", kinds)));
        Stream.of(kinds).forEach(kind -> site.append("  - {sensor: KIND, gateway: gw-1, kind: KIND}\n".replace("KIND", kind)));
        return new Timeline(site.toString());
    }

    private static List<String> live(Timeline timeline, String until) {
        return timeline.changes(until).stream().filter(OfDesk.class::isInstance).map(OfDesk.class::cast).map(HealthTimelineTest::line).toList();
    }

    private static List<String> smoothed(Timeline timeline, String until) {
        return timeline.changes(until).stream()
                .filter(change -> change instanceof Smoothed(OccupancyChange.Said said) && said instanceof OfDesk)
                .map(change -> line((OfDesk) ((Smoothed) change).said()))
                .toList();
    }

    private static String line(OfDesk change) {
        return Timeline.clock(change.at()) + " " + change.state().text();
    }

    @Test
    void motionWithoutAnEndIsIgnoredUntilItFallsAndItsRunIsUnknownInHindsight() {
        Timeline timeline = desk("pir").watched("08:00", "18:00").says("09:00", "pir", MOVES).says("14:00", "pir", STOPS);

        assertEquals(List.of("08:00:30 free", "09:01 occupied", "10:28 unknown", "14:01:30 free"), live(timeline, "18:00"));
        assertEquals(List.of("08:00 free", "09:00 unknown", "14:01 free"), smoothed(timeline, "18:00"));
    }

    @Test
    void movementAfterMovementWithoutAPauseIsStuckToo() {
        Timeline timeline = desk("pir").watched("08:00", "18:00").moves("pir", "09:00", "12:00", Duration.ofSeconds(30));

        assertEquals(List.of("08:00:30 free", "09:00:30 occupied", "10:28 unknown", "12:01:30 free"), live(timeline, "18:00"));
    }

    @Test
    void aBusySittingIsNotStuck() {
        Timeline timeline = desk("pir")
                .watched("08:00", "18:00")
                .moves("pir", "09:00", "10:20", Duration.ofSeconds(30))
                .moves("pir", "10:21", "11:40", Duration.ofSeconds(30));

        assertEquals(List.of("08:00:30 free", "09:00:30 occupied", "11:48 held", "11:59:30 free"), live(timeline, "18:00"));
        assertEquals(List.of("08:00 free", "09:00 occupied", "11:40 held", "11:41:30 free"), smoothed(timeline, "18:00"));
    }

    @Test
    void theReasonNamesTheSensorsFault() {
        Timeline timeline = desk("pir").watched("08:00", "18:00").says("09:00", "pir", MOVES);
        List<String> reasons = timeline.changes("11:00").stream()
                .filter(OfDesk.class::isInstance)
                .map(change -> ((OfDesk) change).reason())
                .toList();

        assertEquals("sensor stuck since 2026-03-10T09:00:00Z", reasons.getLast());
    }

    @Test
    void aMatThatIsOnThroughTheClosedNightIsStuck() {
        Timeline timeline = desk("mat").watched("08:00", "34:00").says("08:00", "mat", ABSENT).says("21:00", "mat", PRESENT).says("33:00", "mat", ABSENT);

        assertEquals(
                List.of("08:00 free", "21:00 occupied", "29:00 unknown", "33:00 free"), live(timeline, "34:00"));
        assertEquals(List.of("08:00 free", "21:00 unknown", "33:00 free"), smoothed(timeline, "34:00"));
    }

    @Test
    void anOutageHalfAnHourBeforeItIsFoundLeavesTheRunUnknown() {
        Timeline timeline = desk("mat").watched("08:00", "28:28").watched("28:32", "34:00").says("08:00", "mat", ABSENT).says("21:00", "mat", PRESENT).says("33:00", "mat", ABSENT);

        assertEquals(List.of("08:00 free", "21:00 unknown", "33:00 free"), smoothed(timeline, "34:00"));
    }

    @Test
    void aMatThatIsOnForFourteenHoursIsStuck() {
        Timeline timeline = desk("mat").watched("05:00", "24:00").says("05:00", "mat", ABSENT).says("05:30", "mat", PRESENT).says("21:00", "mat", ABSENT);

        assertEquals(List.of("05:00 free", "05:30 occupied", "19:30:30 unknown", "21:00 free"), live(timeline, "22:00"));
        assertEquals(List.of("05:00 free", "05:30 unknown", "21:00 free"), smoothed(timeline, "22:00"));
    }

    @Test
    void aDayOnAMatIsNotStuck() {
        Timeline timeline = desk("mat").watched("08:00", "24:00").says("08:00", "mat", ABSENT).says("08:30", "mat", PRESENT).says("19:54", "mat", ABSENT);

        assertEquals(List.of("08:00 free", "08:29:30 occupied"), smoothed(timeline, "24:00").subList(0, 2));
        assertTrue(live(timeline, "24:00").stream().noneMatch(line -> line.endsWith("unknown")));
    }

    @Test
    void anotherSensorOfTheDeskGoesOnWithoutTheStuckOne() {
        Timeline timeline = desk("pir", "mat")
                .watched("08:00", "18:00")
                .says("08:00", "mat", ABSENT)
                .says("09:00", "pir", MOVES)
                .says("12:00", "mat", PRESENT)
                .says("13:00", "mat", ABSENT);
        List<String> smoothed = smoothed(timeline, "18:00");

        assertEquals(List.of("08:00 free", "09:00 unknown", "10:28 occupied"), smoothed.subList(0, 3));
        assertEquals("free", live(timeline, "18:00").getLast().split(" ", -1)[1]);
    }
}
