package org.terzo.hub.occupancy.reference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.terzo.hub.occupancy.OccupancyChange.OfDesk;
import org.terzo.hub.occupancy.OccupancyChange.OfHeadcount;
import org.terzo.hub.site.Site;
import org.terzo.wire.ZoneId;

/// Real recordings: the tracker and the slow reading of the rules agree on them.
final class RecordedDayTest {
    private static final Instant AFTER_ROOM = Instant.parse("2017-12-24T12:00:00Z");
    private static final String DOORS =
            """
            site: campus
            revision: 1
            name: Campus
            country: US
            timeZone: UTC
            languages: [en]
            openingHours: "Mo-Fr 07:00-20:00"
            capacity: 40
            plan: {width: 9, height: 9}
            zones:
              - {zone: hall, name: Hall, kind: lobby, capacity: 30, public: true, outline: [[0, 0], [9, 0], [9, 9], [0, 9]]}
            desks: []
            doors:
              - {door: main, from: outside, to: hall, at: [0, 6], sensors: [door-main]}
            sensors:
              - {sensor: door-main, gateway: gw-1, kind: beam-pair}
            """;

    private static String yaml() throws IOException {
        return Files.readString(RecordedDay.DEMO.resolve("sites/salle-pir.site.yaml"));
    }

    private static void assertDesksAgree(Site site) throws IOException {
        RecordedDay day = RecordedDay.of(site, RecordedDay.ROOM);
        Story story = Story.of(day.entries());
        for (Site.Desk desk : site.desks()) {
            List<Site.Sensor> sensors = desk.sensors().stream().map(id -> site.sensor(id).orElseThrow()).toList();
            List<SlowDesk.Change> slow = SlowDesk.changes(story, sensors, AFTER_ROOM.toEpochMilli());
            List<OfDesk> tracked = day.changes(AFTER_ROOM).stream()
                    .filter(change -> change instanceof OfDesk each && each.desk().equals(desk.id()))
                    .map(OfDesk.class::cast)
                    .toList();

            assertEquals(slow.stream().map(each -> each.at() + " " + each.state()).toList(),
                    tracked.stream().map(each -> each.at().toEpochMilli() + " " + each.state()).toList());
            for (int i = 0; i < slow.size(); i++) {
                assertEquals(slow.get(i).confidence(), tracked.get(i).confidence(), 1e-9, tracked.get(i).toString());
            }
            assertTrue(tracked.size() > 4, tracked.toString());
        }
    }

    @Test
    void theRoomWithSensorsThatRepeatTheirLevel() throws IOException {
        assertDesksAgree(RecordedDay.site(yaml()));
    }

    @Test
    void theRoomWithSensorsThatSpeakOnChangeOnly() throws IOException {
        assertDesksAgree(RecordedDay.site(yaml().replace(", reportSeconds: 31", "")));
    }

    @Test
    void theRoomAsOneDeskWithTwoSensors() throws IOException {
        String together = yaml().replace("sensors: [pir-6]", "sensors: [pir-6, pir-7]").replaceAll("(?m)^.*desk: d-7.*\n", "");

        assertDesksAgree(RecordedDay.site(together));
    }

    @Test
    void fourWeeksOfPassagesAtADoor() throws IOException {
        RecordedDay day = RecordedDay.of(RecordedDay.site(DOORS), RecordedDay.DEMO.resolve("recorded/door-counts-2005-07-24.csv"));
        Instant until = Instant.parse("2005-07-27T00:00:00Z");
        List<OfHeadcount> tracked = day.changes(Instant.parse("2005-08-22T00:00:00Z")).stream()
                .filter(change -> change instanceof OfHeadcount each && each.zone().isPresent() && !each.at().isAfter(until))
                .map(OfHeadcount.class::cast)
                .toList();
        List<SlowCount.Change> slow =
                SlowCount.changes(
                        day.site(), Optional.of(new ZoneId("hall")), Story.of(day.entries()), day.site().sensors(), Set.of(), until.toEpochMilli());

        assertEquals(
                slow.stream().map(each -> each.at() + " " + each.headcount()).toList(),
                tracked.stream().map(each -> each.at().toEpochMilli() + " " + each.headcount()).toList());
        assertTrue(tracked.size() > 300, tracked.size() + " changes");
        assertTrue(tracked.stream().map(OfHeadcount::headcount).flatMap(Optional::stream).allMatch(count -> count.high() <= 42));
    }
}
