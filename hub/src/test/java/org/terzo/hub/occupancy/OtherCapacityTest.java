package org.terzo.hub.occupancy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.terzo.hub.ingest.journal.JournalEntry;
import org.terzo.hub.occupancy.reference.RecordedDay;
import org.terzo.hub.site.Site;
import org.terzo.wire.GatewayId;
import org.terzo.wire.LogId;
import org.terzo.wire.LogRecord;
import org.terzo.wire.Observation;
import org.terzo.wire.Reading;
import org.terzo.wire.SensorId;

/// A site whose capacity a revision changes, while people are inside and desks speak of them.
final class OtherCapacityTest {
    private static final Instant NINE = Instant.parse("2026-03-10T09:00:00Z");
    private static final int HOUR = 3_600;
    private static final GatewayId GATEWAY = new GatewayId("gw-1");

    private final List<LogRecord> records = new ArrayList<>();
    private SiteTracker tracker = new SiteTracker(site(60), EnumSet.allOf(Answer.class), _ -> {});
    private long sent;

    private static Site site(int capacity) {
        return RecordedDay.site(
                """
                site: loft
                revision: 1
                name: Loft
                country: IT
                timeZone: UTC
                languages: [it]
                openingHours: "24/7"
                capacity: %1$d
                plan: {width: 9, height: 9}
                zones:
                  - {zone: hall, name: Hall, kind: desks, capacity: %1$d, outline: [[0, 0], [9, 0], [9, 9], [0, 9]]}
                desks:
                  - {desk: d-1, zone: hall, label: "1", at: [1, 1], sensors: [mat-1]}
                doors:
                  - {door: main, from: outside, to: hall, at: [0, 3], sensors: [door-main]}
                sensors:
                  - {sensor: mat-1, gateway: gw-1, kind: mat}
                  - {sensor: door-main, gateway: gw-1, kind: beam-pair}
                """
                        .formatted(capacity));
    }

    @Test
    void aLowerCapacityKeepsWhatFitsAndNothingAboveIsSaid() {
        enter(30);

        change(10);
        pass(40);

        Headcount count = countAt(HOUR + 45);
        assertEquals(16, count.high());
        assertTrue(count.best() > 10, count.toString());
    }

    @Test
    void aHigherCapacityLeavesRoomAtOnce() {
        enter(30);

        change(300);
        for (int i = 0; i < 80; i++) {
            pass(i);
        }

        assertTrue(countAt(HOUR + 85).best() > 81, countAt(HOUR + 85).toString());
    }

    private void enter(int people) {
        records.add(new LogRecord.Alive(NINE, Duration.ofMinutes(5)));
        records.add(new Observation(NINE, new SensorId("mat-1"), new Reading.Presence(true)));
        for (int i = 0; i < people; i++) {
            records.add(new Observation(NINE.plusSeconds(i), new SensorId("door-main"), new Reading.Passage(Reading.Direction.IN)));
        }
        records.add(new LogRecord.Alive(NINE.plusSeconds(HOUR), Duration.ofHours(1)));
        send();
    }

    /// So long after ten.
    private void pass(int second) {
        records.add(new LogRecord.Alive(NINE.plusSeconds(HOUR + second), Duration.ofMinutes(10)));
        records.add(new Observation(NINE.plusSeconds(HOUR + second), new SensorId("door-main"), new Reading.Passage(Reading.Direction.IN)));
        send();
    }

    private void change(int capacity) {
        tracker = SiteTracker.restore(site(capacity), EnumSet.allOf(Answer.class), tracker.save(), _ -> {});
    }

    private void send() {
        List<JournalEntry.Numbered> numbered = new ArrayList<>();
        for (LogRecord each : records) {
            numbered.add(new JournalEntry.Numbered(++sent, each));
        }
        tracker.take(new JournalEntry.Records(sent, site(60).id(), GATEWAY, new LogId("a"), NINE, sent, numbered));
        records.clear();
    }

    /// Of the hall, so long after nine.
    private Headcount countAt(int second) {
        Instant now = NINE.plusSeconds(second);
        return tracker.at(now, Map.of(GATEWAY, now)).zones().getFirst().headcount().orElseThrow();
    }
}
