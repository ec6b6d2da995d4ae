package org.terzo.hub.occupancy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.terzo.hub.occupancy.OccupancyChange.OfHeadcount;
import org.terzo.hub.occupancy.reference.Timeline;
import org.terzo.wire.Reading;

/// A booth with a motion sensor and a door contact (inference.md 5.1).
final class RoomTimelineTest {
    private static final Reading OPEN = new Reading.Contact(true);
    private static final Reading CLOSED = new Reading.Contact(false);
    private static final Duration BUSY = Duration.ofSeconds(30);
    private static final String BOOTH =
            """
            zones:
              - {zone: booth, name: Booth, kind: room, capacity: 2, sensors: [pir, reed], outline: [[0, 0], [9, 0], [9, 9], [0, 9]]}
            desks: []
            sensors:
              - {sensor: pir, gateway: gw-1, kind: pir}
              - {sensor: reed, gateway: gw-1, kind: reed}
            """;

    /// When somebody is believed to come or go.
    private static List<String> presence(Timeline timeline, String until) {
        List<String> presence = new ArrayList<>();
        Optional<Integer> before = Optional.of(0);
        for (OccupancyChange change : timeline.changes(until)) {
            if (change instanceof OfHeadcount count) {
                Optional<Integer> best = count.headcount().map(Headcount::best);
                if (!best.equals(before)) {
                    presence.add(Timeline.clock(count.at()) + " " + best.map(String::valueOf).orElse("unknown"));
                }
                before = best;
            }
        }
        return presence;
    }

    private static Timeline booth() {
        return new Timeline(BOOTH).watched("08:00", "18:00").says("08:00", "reed", CLOSED);
    }

    @Test
    void whoSitsStillBehindAShutDoorStays() {
        Timeline timeline = booth().passes("reed", "09:00:10").moves("pir", "09:00:12", "09:05", BUSY).passes("reed", "11:30:00");

        assertEquals(List.of("09:00:12 1", "11:31 0"), presence(timeline, "12:00"));
    }

    @Test
    void whoMovesInTheOpenDoorAndIsGoneIsGoneSoon() {
        Timeline timeline = booth()
                .passes("reed", "09:00:10")
                .moves("pir", "09:00:12", "09:20", BUSY)
                .moves("pir", "09:29:50", "09:30:05", BUSY)
                .passes("reed", "09:30:00");

        assertEquals(List.of("09:00:12 1", "09:31 0"), presence(timeline, "12:00"));
    }

    @Test
    void whoStaysWhenAnotherComesInMovesAgain() {
        Timeline timeline = booth()
                .passes("reed", "09:00:10")
                .moves("pir", "09:00:12", "09:20", BUSY)
                .passes("reed", "09:30:00")
                .moves("pir", "09:30:02", "09:36", BUSY);

        assertEquals(List.of("09:00:12 1"), presence(timeline, "11:00"));
    }

    @Test
    void withoutADoorOneMovementIsNobody() {
        Timeline timeline = booth().moves("pir", "09:00:12", "09:00:20", BUSY).moves("pir", "10:00:12", "10:00:20", BUSY);

        assertEquals(List.of(), presence(timeline, "12:00"));
    }

    @Test
    void movementsWithoutADoorAreSomebodyWhoseDoorWasMissed() {
        Timeline timeline = booth().moves("pir", "09:00:12", "09:05", BUSY);

        assertEquals(List.of("09:00:42 1"), presence(timeline, "12:00"));
    }

    @Test
    void aDoorLeftOpenIsOpenForTenMinutes() {
        Timeline timeline = booth().says("09:00:10", "reed", OPEN).moves("pir", "09:00:12", "09:20", BUSY);

        assertEquals(List.of("09:00:12 1"), presence(timeline, "12:00"));
        assertEquals(
                List.of("09:00:12 1", "09:06:30 0"), presence(booth().says("09:00:10", "reed", OPEN).moves("pir", "09:00:12", "09:06", BUSY), "12:00"));
    }

    @Test
    void aFaultyContactGatesNothing() {
        Timeline timeline = booth()
                .passes("reed", "09:00:10")
                .moves("pir", "09:00:12", "09:20", BUSY)
                .says("09:10", "reed", new Reading.Fault("line-open"));

        assertEquals(List.of("09:00:12 1", "09:28:30 0"), presence(timeline, "12:00"));
    }

    @Test
    void aContactThatNeverSpokeGatesNothing() {
        Timeline timeline = new Timeline(BOOTH).watched("08:00", "18:00").moves("pir", "09:00:12", "09:20", BUSY);

        assertEquals(List.of("09:00:12 1", "09:28:30 0"), presence(timeline, "12:00"));
    }

    /// Shut is taken for open, and so for ten minutes after the door was shut.
    @Test
    void anInvertedContactIsRightAgainOnceSomebodyMoves() {
        Timeline timeline = new Timeline(BOOTH)
                .watched("08:00", "18:00")
                .says("08:00", "reed", OPEN)
                .says("09:00:10", "reed", CLOSED)
                .says("09:00:15", "reed", OPEN)
                .moves("pir", "09:00:12", "09:30", BUSY)
                .says("11:30:00", "reed", CLOSED)
                .says("11:30:05", "reed", OPEN);

        assertEquals(List.of("09:00:12 1", "11:31 0"), presence(timeline, "12:00"));
    }

    @Test
    void aBoothThatNobodyWatchesIsUnknown() {
        Timeline timeline = new Timeline(BOOTH)
                .watched("08:00", "09:10")
                .says("08:00", "reed", CLOSED)
                .passes("reed", "09:00:10")
                .moves("pir", "09:00:12", "09:05", BUSY);

        assertEquals(List.of("09:00:12 1", "09:11:15 unknown"), presence(timeline, "12:00"));
    }
}
