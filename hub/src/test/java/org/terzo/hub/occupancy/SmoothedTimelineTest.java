package org.terzo.hub.occupancy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.terzo.hub.occupancy.OccupancyChange.OfDesk;
import org.terzo.hub.occupancy.OccupancyChange.Smoothed;
import org.terzo.hub.occupancy.reference.Timeline;
import org.terzo.wire.Reading;

/// A desk with a motion sensor, half an hour later.
final class SmoothedTimelineTest {
    private static final Duration BUSY = Duration.ofSeconds(30);
    private static final String DESK =
            """
            zones:
              - {zone: hall, name: Hall, kind: desks, capacity: 9, outline: [[0, 0], [9, 0], [9, 9], [0, 9]]}
            desks:
              - {desk: d-1, zone: hall, label: "1", sensors: [pir]}
            sensors:
              - {sensor: pir, gateway: gw-1, kind: pir}
            """;

    private static Stream<OfDesk> said(Timeline timeline, String until) {
        return timeline.changes(until).stream().flatMap(change -> change instanceof Smoothed(OfDesk desk) ? Stream.of(desk) : Stream.empty());
    }

    private static List<String> states(Timeline timeline, String until) {
        return said(timeline, until).map(each -> Timeline.clock(each.at()) + " " + each.state().text()).toList();
    }

    @Test
    void aTimeThatNobodyWatchedIsUnknownFromItsFirstSecond() {
        Timeline timeline = new Timeline(DESK).watched("09:00", "09:10:07").watched("09:11:22", "10:00");

        assertEquals(List.of("09:00 free", "09:10:07 unknown", "09:11:30 free"), states(timeline, "10:00"));
    }

    @Test
    void aShorterBreakIsBridged() {
        Timeline timeline = new Timeline(DESK).watched("09:00", "09:10:07").watched("09:11:21", "10:00");

        assertEquals(List.of("09:00 free"), states(timeline, "10:00"));
    }

    @Test
    void aSittingIsDatedByItsMovements() {
        Timeline timeline = new Timeline(DESK).watched("08:00", "12:00").moves("pir", "09:00:05", "10:00", BUSY);

        assertEquals(List.of("08:00 free", "09:00 occupied", "10:00 held", "10:01:30 free"), states(timeline, "12:00"));
    }

    @Test
    void fiveStillMinutesBetweenMovementsArePartOfTheSitting() {
        Timeline timeline = new Timeline(DESK).watched("08:00", "12:00").moves("pir", "09:00:05", "09:30", BUSY).moves("pir", "09:35:05", "10:00", BUSY);

        assertEquals("08:00 free, 09:00 occupied, 10:00 held", String.join(", ", states(timeline, "12:00").subList(0, 3)));
    }

    @Test
    void oneMovementOfAPasserByIsNobody() {
        Timeline timeline = new Timeline(DESK).watched("08:00", "12:00").moves("pir", "09:00:05", "09:00:20", BUSY);

        assertEquals(List.of("08:00 free"), states(timeline, "12:00"));
    }

    @Test
    void aReasonSaysWhatIsSeenFromThereOn() {
        Timeline timeline = new Timeline(DESK).watched("08:00", "12:00").moves("pir", "09:00:05", "10:00", BUSY);
        List<String> reasons = said(timeline, "12:00").map(each -> each.reason().replaceAll("-?\\d+\\.\\d", "N")).toList();

        assertEquals(
                List.of(
                        "no motion for 30 min (log-odds N)", "motion", "no motion for 30 min (log-odds N)", "no motion for 30 min (log-odds N)"),
                reasons);
    }

    @Test
    void nothingIsSaidOfASiteWhoseSensorsNeverSpoke() {
        Timeline timeline = new Timeline(DESK.replace("kind: pir", "kind: mat")).watched("08:00", "12:00").says("11:00", "pir", new Reading.Fault("line-open"));

        assertEquals(List.of(), states(timeline, "12:00"));
    }
}
