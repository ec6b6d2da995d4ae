package org.terzo.hub.occupancy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.terzo.hub.ingest.journal.JournalEntry;
import org.terzo.hub.occupancy.OccupancyChange.OfHeadcount;
import org.terzo.hub.occupancy.OccupancyChange.Quality;
import org.terzo.hub.occupancy.reference.RecordedDay;
import org.terzo.hub.site.Site;
import org.terzo.wire.GatewayId;
import org.terzo.wire.LogId;
import org.terzo.wire.LogRecord;
import org.terzo.wire.Observation;
import org.terzo.wire.Reading;
import org.terzo.wire.Reading.Direction;
import org.terzo.wire.SensorId;
import org.terzo.wire.ZoneId;

/// Two zones behind one street door, counted through a morning.
final class CountTimelineTest {
    private static final Site SITE = RecordedDay.site(
            """
            site: loft
            revision: 1
            name: Loft
            country: IT
            timeZone: UTC
            languages: [it]
            openingHours: "Mo-Su 09:00-18:00"
            capacity: 12
            plan: {width: 9, height: 9}
            zones:
              - {zone: hall, name: Hall, kind: lobby, capacity: 8, public: true, outline: [[0, 0], [5, 0], [5, 9], [0, 9]]}
              - {zone: lab, name: Lab, kind: lobby, capacity: 4, public: true, outline: [[5, 0], [9, 0], [9, 9], [5, 9]]}
            desks: []
            doors:
              - {door: main, from: outside, to: hall, at: [0, 6], sensors: [main]}
              - {door: inner, from: hall, to: lab, at: [5, 6], sensors: [inner]}
            sensors:
              - {sensor: main, gateway: gw-1, kind: beam-pair}
              - {sensor: inner, gateway: gw-2, kind: beam-pair}
            """);

    private final Map<GatewayId, List<LogRecord>> logs = new TreeMap<>();

    private static Instant at(String time) {
        return LocalDate.of(2026, 3, 10).atTime(LocalTime.parse(time)).toInstant(ZoneOffset.UTC);
    }

    private List<LogRecord> log(String gateway) {
        return logs.computeIfAbsent(new GatewayId(gateway), _ -> new ArrayList<>());
    }

    private void watched(String gateway, String from, String to) {
        log(gateway).add(new LogRecord.Alive(at(to), Duration.between(at(from), at(to))));
    }

    private void passes(String gateway, String door, String time, Direction direction) {
        log(gateway).add(new Observation(at(time), new SensorId(door), new Reading.Passage(direction)));
    }

    /// Three come in, two of them go on into the lab.
    private void morning() {
        watched("gw-1", "08:30:00", "08:31:00");
        watched("gw-2", "08:30:00", "08:31:00");
        passes("gw-1", "main", "09:00:10", Direction.IN);
        passes("gw-1", "main", "09:00:50", Direction.IN);
        passes("gw-2", "inner", "09:01:10", Direction.IN);
        passes("gw-1", "main", "09:02:10", Direction.IN);
        passes("gw-2", "inner", "09:02:40", Direction.IN);
    }

    private List<OfHeadcount> changesUntil(String time, Optional<String> zone) {
        List<OccupancyChange> changes = new ArrayList<>();
        SiteTracker tracker = new SiteTracker(SITE, changes::add);
        logs.forEach((gateway, records) -> {
            List<JournalEntry.Numbered> numbered = new ArrayList<>();
            records.forEach(each -> numbered.add(new JournalEntry.Numbered(numbered.size() + 1, each)));
            tracker.take(new JournalEntry.Records(
                    1, SITE.id(), gateway, new LogId("log-1"), Instant.EPOCH, numbered.size(), numbered));
        });
        changes.addAll(tracker.provisional(at(time)));
        return changes.stream().map(OfHeadcount.class::cast).filter(each -> each.zone().equals(zone.map(ZoneId::new))).toList();
    }

    private int bestAt(String time, Optional<String> zone) {
        return changesUntil(time, zone).getLast().headcount().orElseThrow().best();
    }

    @Test
    void aCrossingBetweenZonesLeavesOneAndEntersTheOther() {
        morning();
        watched("gw-1", "08:31:00", "09:05:00");
        watched("gw-2", "08:31:00", "09:05:00");

        assertEquals(1, bestAt("09:05", Optional.of("hall")));
        assertEquals(2, bestAt("09:05", Optional.of("lab")));
        assertEquals(3, bestAt("09:05", Optional.empty()));
    }

    @Test
    void aSiteThatIsClosedAtTheStartIsEmpty() {
        watched("gw-1", "08:30:00", "08:45:00");

        assertEquals(
                List.of(Optional.of(new Headcount(0, 0, 0))),
                changesUntil("08:45", Optional.empty()).stream().map(OfHeadcount::headcount).toList());
    }

    @Test
    void aSiteThatIsOpenAtTheStartMayHoldAnyNumber() {
        watched("gw-1", "10:30:00", "10:45:00");

        assertEquals(Optional.of(new Headcount(0, 9, 18)), changesUntil("10:31", Optional.empty()).getFirst().headcount());
    }

    @Test
    void whoLeavesAnEmptySiteLeavesItEmpty() {
        watched("gw-1", "08:30:00", "08:45:00");
        passes("gw-1", "main", "08:45:10", Direction.OUT);
        passes("gw-1", "main", "08:46:10", Direction.OUT);
        watched("gw-1", "08:45:00", "08:50:00");

        assertEquals(0, bestAt("08:50", Optional.empty()));
    }

    @Test
    void aCountNeverExceedsItsLimit() {
        watched("gw-2", "08:30:00", "08:31:00");
        for (int i = 10; i < 40; i++) {
            passes("gw-2", "inner", "08:31:" + i, Direction.IN);
        }
        watched("gw-2", "08:31:00", "08:35:00");

        assertTrue(changesUntil("08:35", Optional.of("lab")).stream()
                .flatMap(each -> each.headcount().stream())
                .allMatch(count -> count.high() <= 4 * 1.3 + 3));
    }

    @Test
    void aCounterThatIsAwayMakesTheCountPoorAndAllOfThemMakeItUnknown() {
        morning();
        watched("gw-1", "08:31:00", "09:20:00");
        watched("gw-2", "08:31:00", "09:03:00");
        OfHeadcount hall = changesUntil("09:06", Optional.of("hall")).getLast();

        assertEquals(Quality.LOW, hall.quality());
        assertTrue(hall.headcount().isPresent());
        assertEquals(at("09:04:15"), changesUntil("09:06", Optional.of("lab")).getLast().at());
        assertEquals(Optional.empty(), changesUntil("09:06", Optional.of("lab")).getLast().headcount());
    }

    @Test
    void afterAnOutageTheCountIsWhatItWas() {
        morning();
        watched("gw-1", "08:31:00", "10:30:00");
        watched("gw-2", "08:31:00", "09:03:00");
        watched("gw-2", "10:00:00", "10:01:00");

        assertEquals(2, bestAt("10:01", Optional.of("lab")));
    }

    @Test
    void theSiteAsAWholeStandsInTheLiveAnswer() {
        morning();
        watched("gw-1", "08:31:00", "09:05:00");
        SiteTracker tracker = new SiteTracker(SITE, _ -> {});
        GatewayId gateway = new GatewayId("gw-1");
        List<JournalEntry.Numbered> numbered = new ArrayList<>();
        log("gw-1").forEach(each -> numbered.add(new JournalEntry.Numbered(numbered.size() + 1, each)));
        tracker.take(
                new JournalEntry.Records(1, SITE.id(), gateway, new LogId("log-1"), Instant.EPOCH, numbered.size(), numbered));

        SiteNow now = tracker.at(at("09:05:00"), Map.of(gateway, at("09:05:00")));
        assertEquals(3, now.whole().orElseThrow().headcount().orElseThrow().best());
    }
}
