package org.terzo.hub.occupancy.reference;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.terzo.hub.occupancy.DeskState;
import org.terzo.hub.occupancy.Headcount;
import org.terzo.hub.occupancy.OccupancyChange;
import org.terzo.hub.occupancy.OccupancyChange.OfDesk;
import org.terzo.hub.occupancy.OccupancyChange.OfHeadcount;
import org.terzo.hub.occupancy.OccupancyChange.Smoothed;
import org.terzo.wire.LogRecord;
import org.terzo.wire.Observation;
import org.terzo.wire.Reading;
import org.terzo.wire.SensorId;

/// The gates of inference.md section 7 on the recording with labels, by the code that the hub runs. Prints what it finds.
final class AccuracyTest {
    private static final Instant AFTER = Instant.parse("2017-12-24T00:00:00Z");
    private static final String BOOTH =
            """
            site: campus
            revision: 1
            name: Campus
            country: FR
            timeZone: UTC
            languages: [en]
            capacity: 4
            plan: {width: 9, height: 9}
            zones:
              - {zone: booth, name: Booth, kind: room, capacity: 4, sensors: [pir-6, pir-7, reed], outline: [[0, 0], [9, 0], [9, 9], [0, 9]]}
            desks: []
            sensors:
              - {sensor: pir-6, gateway: gw-1, kind: pir, reportSeconds: 31}
              - {sensor: pir-7, gateway: gw-1, kind: pir, reportSeconds: 31}
              - {sensor: reed, gateway: gw-1, kind: reed}
            """;

    private static String salle() throws IOException {
        return Files.readString(RecordedDay.DEMO.resolve("sites/salle-pir.site.yaml"));
    }

    private static List<Instant> spoken(RecordedDay day) {
        return day.records().stream()
                .filter(each -> each instanceof Observation seen && seen.sensor().equals(new SensorId("pir-6")))
                .map(each -> ((Observation) each).at())
                .toList();
    }

    private static NavigableMap<Instant, Boolean> desk(List<OccupancyChange> changes, String desk) {
        TreeMap<Instant, Boolean> occupied = new TreeMap<>();
        changes.stream()
                .filter(change -> change instanceof OfDesk each && each.desk().value().equals(desk))
                .map(OfDesk.class::cast)
                .forEach(each -> occupied.put(each.at(), each.state() == DeskState.OCCUPIED));
        return occupied;
    }

    private static NavigableMap<Instant, Boolean> zone(List<OccupancyChange> changes) {
        TreeMap<Instant, Boolean> occupied = new TreeMap<>();
        changes.stream()
                .filter(OfHeadcount.class::isInstance)
                .map(OfHeadcount.class::cast)
                .forEach(each -> occupied.put(each.at(), each.headcount().map(Headcount::best).orElse(0) > 0));
        return occupied;
    }

    private static List<OccupancyChange> later(List<OccupancyChange> changes) {
        return changes.stream()
                .filter(Smoothed.class::isInstance)
                .map(change -> (OccupancyChange) ((Smoothed) change).said())
                .toList();
    }

    private static void report(String what, CountedPeople.Score score) {
        System.out.println(what + ": " + score);
    }

    @Test
    void oneGoodMotionSensorLive() throws IOException {
        RecordedDay day = RecordedDay.of(RecordedDay.site(salle()), RecordedDay.ROOM);
        CountedPeople.Score live = CountedPeople.inTheRoom().score(desk(day.changes(AFTER), "d-6"), spoken(day));

        report("one good motion sensor, live", live);
        assertTrue(live.f1() >= 0.960, live.toString());
    }

    @Test
    void oneGoodMotionSensorSmoothed() throws IOException {
        RecordedDay day = RecordedDay.of(RecordedDay.site(salle()), RecordedDay.ROOM);
        CountedPeople.Score smoothed = CountedPeople.inTheRoom().score(desk(later(day.changes(AFTER)), "d-6"), spoken(day));

        report("one good motion sensor, smoothed", smoothed);
        assertTrue(smoothed.f1() >= 0.996, smoothed.toString());
        assertTrue(StrictMath.abs(smoothed.bias()) <= 0.02, smoothed.toString());
    }

    /// The door is made up: it opens and shuts a moment before each row in which the people counted were more or fewer.
    @Test
    void aRoomWithADoorContact() throws IOException {
        CountedPeople truth = CountedPeople.inTheRoom();
        RecordedDay day = throughADoor(truth);
        CountedPeople.Score live = truth.score(zone(day.changes(AFTER)), spoken(day));

        report("room with a door contact, live", live);
        assertTrue(live.accuracy() >= 0.94, live.toString());
        CountedPeople.Score smoothed = truth.score(zone(later(day.changes(AFTER))), spoken(day));
        report("room with a door contact, smoothed", smoothed);
        assertTrue(smoothed.accuracy() >= 0.94, smoothed.toString());
    }

    private static RecordedDay throughADoor(CountedPeople truth) throws IOException {
        RecordedDay recorded = RecordedDay.of(RecordedDay.site(BOOTH), RecordedDay.ROOM);
        List<LogRecord> records = new ArrayList<>(recorded.records());
        for (Instant change : truth.people().keySet()) {
            records.add(new Observation(change.minusSeconds(12), new SensorId("reed"), new Reading.Contact(true)));
            records.add(new Observation(change.minusSeconds(7), new SensorId("reed"), new Reading.Contact(false)));
        }
        records.sort(Comparator.comparing(each -> Optional.of(each)
                .filter(Observation.class::isInstance)
                .map(seen -> ((Observation) seen).at())
                .orElse(Instant.MAX)));
        return new RecordedDay(recorded.site(), records);
    }
}
