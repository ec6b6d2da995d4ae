package org.terzo.hub.accuracy;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.terzo.hub.occupancy.reference.CountedPeople;
import org.terzo.hub.occupancy.reference.RecordedDay;
import org.terzo.hub.site.Site;
import org.terzo.simulator.sensing.Told;
import org.terzo.wire.GatewayId;
import org.terzo.wire.Observation;
import org.terzo.wire.Reading;
import org.terzo.wire.SensorId;

/// A day and a half of a real office room, with the people who were counted by hand (UCI data set 864, CC BY 4.0).
final class RecordedRoom {
    static final String DESK = "room";

    private static final GatewayId GATEWAY = new GatewayId("gw-room");
    private static final SensorId PIR = new SensorId("pir");
    private static final Duration SLOT = Duration.ofSeconds(30);

    private RecordedRoom() {}

    /// The room as one desk that one sensor watches, which sees what either of the two saw.
    static Day day() throws IOException {
        Site site = RecordedDay.site(
                """
                site: room
                revision: 1
                name: Room
                country: IT
                timeZone: UTC
                languages: [en]
                openingHours: "24/7"
                capacity: 4
                plan: {width: 6.0, height: 4.6}
                zones:
                  - {zone: office, name: Office, kind: desks, capacity: 4, public: true, outline: [[0, 0], [6, 0], [6, 4.6], [0, 4.6]]}
                desks:
                  - {desk: room, zone: office, label: "1", at: [1, 1], sensors: [pir]}
                sensors:
                  - {sensor: pir, gateway: gw-room, kind: pir, reportSeconds: 31}
                """);
        List<Told> told = new ArrayList<>();
        motion(site).forEach((at, seen) -> told.add(new Told(at, GATEWAY, new Observation(at, PIR, new Reading.Motion(seen)))));
        return Day.of(site, told.getFirst().truly(), told.getLast().truly().plus(SLOT), told, truth());
    }

    private static Map<Instant, Boolean> motion(Site site) throws IOException {
        Map<Instant, Boolean> motion = new TreeMap<>();
        RecordedDay.of(site, RecordedDay.ROOM).records().forEach(row -> {
            if (row instanceof Observation(Instant at, SensorId _, Reading.Motion(boolean seen))) {
                motion.merge(at, seen, Boolean::logicalOr);
            }
        });
        return motion;
    }

    private static Truth truth() throws IOException {
        Truth truth = new Truth();
        CountedPeople.inTheRoom().people().forEach((at, people) -> truth.desk(DESK).put(at, people > 0));
        return truth;
    }
}
