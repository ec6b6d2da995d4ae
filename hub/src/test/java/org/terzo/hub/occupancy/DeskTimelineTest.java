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
import org.terzo.hub.occupancy.OccupancyChange.OfDesk;
import org.terzo.hub.site.Site;
import org.terzo.hub.site.Site.SensorKind;
import org.terzo.wire.DeskId;
import org.terzo.wire.GatewayId;
import org.terzo.wire.LogId;
import org.terzo.wire.LogRecord;
import org.terzo.wire.Observation;
import org.terzo.wire.Reading;
import org.terzo.wire.SensorId;
import org.terzo.wire.SiteId;
import org.terzo.wire.ZoneId;

/// One desk through a day, by what its gateways say.
final class DeskTimelineTest {
    private static final SiteId SITE = new SiteId("loft");
    private static final ZoneId HALL = new ZoneId("hall");
    private static final LogId LOG = new LogId("log-1");
    private static final Reading MOVES = new Reading.Motion(true);
    private static final Reading STOPS = new Reading.Motion(false);

    private final List<Site.Sensor> sensors = new ArrayList<>();
    private final Map<GatewayId, List<LogRecord>> logs = new TreeMap<>();

    private static Instant at(String time) {
        return LocalDate.of(2026, 3, 10).atTime(LocalTime.parse(time)).toInstant(ZoneOffset.UTC);
    }

    private void sensor(String id, String gateway, SensorKind kind, Optional<Integer> reportSeconds) {
        sensors.add(new Site.Sensor(new SensorId(id), new GatewayId(gateway), kind, reportSeconds));
    }

    private void pir() {
        sensor("pir", "gw-1", SensorKind.PIR, Optional.empty());
    }

    private void watched(String gateway, String from, String to) {
        Duration length = Duration.between(at(from), at(to));
        logs.computeIfAbsent(new GatewayId(gateway), _ -> new ArrayList<>()).add(new LogRecord.Alive(at(to), length));
    }

    private void says(String gateway, String sensor, String time, Reading reading) {
        logs.computeIfAbsent(new GatewayId(gateway), _ -> new ArrayList<>()).add(new Observation(at(time), new SensorId(sensor), reading));
    }

    /// A movement every 30 s.
    private void sits(String from, String to) {
        for (Instant t = at(from); t.isBefore(at(to)); t = t.plusSeconds(30)) {
            String time = t.atZone(ZoneOffset.UTC).toLocalTime().toString();
            says("gw-1", "pir", time, MOVES);
            says("gw-1", "pir", t.plusSeconds(2).atZone(ZoneOffset.UTC).toLocalTime().toString(), STOPS);
        }
    }

    private SiteTracker tracker(List<OccupancyChange> settled) {
        List<SensorId> own = sensors.stream().map(Site.Sensor::id).toList();
        Site site = new Site(
                SITE, 1, "Loft", "IT", Optional.empty(), Optional.empty(), ZoneOffset.UTC, List.of("it"), Optional.empty(),
                Optional.empty(), List.of(), List.of(), 10, Optional.empty(), Optional.empty(),
                List.of(new Site.Zone(HALL, "Hall", Site.ZoneKind.DESKS, Optional.of(10), true, List.of(), List.of())),
                List.of(new Site.Desk(
                        new DeskId("d-1"), HALL, "1", Optional.empty(), List.of(), own, false, Optional.empty(), Optional.empty())),
                List.of(), sensors);
        SiteTracker tracker = new SiteTracker(site, settled::add);
        logs.forEach((gateway, records) -> {
            List<JournalEntry.Numbered> numbered = new ArrayList<>();
            records.forEach(each -> numbered.add(new JournalEntry.Numbered(numbered.size() + 1, each)));
            tracker.take(new JournalEntry.Records(1, SITE, gateway, LOG, Instant.EPOCH, numbered.size(), numbered));
        });
        return tracker;
    }

    private List<OfDesk> changesUntil(String time) {
        List<OccupancyChange> changes = new ArrayList<>();
        SiteTracker tracker = tracker(changes);
        changes.addAll(tracker.provisional(at(time)));
        return changes.stream().map(OfDesk.class::cast).toList();
    }

    private List<String> statesUntil(String time) {
        return changesUntil(time).stream()
                .map(each -> each.at().atZone(ZoneOffset.UTC).toLocalTime() + " " + each.state().text())
                .toList();
    }

    @Test
    void beforeAnybodyLookedADeskIsNotFree() {
        pir();
        watched("gw-1", "09:00:00", "09:10:00");

        assertEquals(List.of("09:00:30 free"), statesUntil("09:10"));
    }

    @Test
    void anUnwatchedDeskIsUnknownFromTheSeventyFifthSecond() {
        pir();
        watched("gw-1", "09:00:00", "09:10:07");
        watched("gw-1", "09:11:22.001", "09:20:00");

        assertEquals(List.of("09:00:30 free", "09:11:22 unknown", "09:12 free"), statesUntil("09:20"));
    }

    @Test
    void aShorterBreakIsBridged() {
        pir();
        watched("gw-1", "09:00:00", "09:10:07");
        watched("gw-1", "09:11:21.999", "09:20:00");

        assertEquals(List.of("09:00:30 free"), statesUntil("09:20"));
    }

    @Test
    void anHourlyWordOfWatchingCountsForAllOfTheHour() {
        pir();
        sits("09:10:05", "09:40:00");
        watched("gw-1", "09:00:00", "10:00:00");

        assertEquals(List.of("09:00:30 free", "09:10:05 occupied", "09:48 held", "09:59:30 free"), statesUntil("10:00"));
    }

    @Test
    void whoWasThereBeforeALongBreakIsForgotten() {
        pir();
        watched("gw-1", "09:00:00", "09:00:30");
        sits("09:00:35", "09:10:00");
        watched("gw-1", "09:00:30", "09:10:00");
        watched("gw-1", "09:40:00.001", "09:45:00");

        assertEquals(
                List.of("09:00:30 free", "09:00:35 occupied", "09:11:15 unknown", "09:41 free"), statesUntil("09:45"));
    }

    @Test
    void whoWasThereBeforeAShorterBreakIsStillThere() {
        pir();
        watched("gw-1", "09:00:00", "09:00:30");
        sits("09:00:35", "09:10:00");
        watched("gw-1", "09:00:30", "09:10:00");
        watched("gw-1", "09:25:00", "09:26:00");

        assertEquals(
                List.of("09:00:30 free", "09:00:35 occupied", "09:11:15 unknown", "09:25:30 occupied"), statesUntil("09:26"));
    }

    @Test
    void aFaultLastsUntilTheNextOtherReading() {
        pir();
        watched("gw-1", "09:00:00", "09:01:10");
        says("gw-1", "pir", "09:01:10", new Reading.Fault("line-open"));
        says("gw-1", "pir", "09:05:10", STOPS);
        watched("gw-1", "09:01:10", "09:10:00");

        assertEquals(List.of("09:00:30 free", "09:01:10 unknown", "09:05:30 free"), statesUntil("09:10"));
    }

    @Test
    void aSensorThatReportsIsObservedForThreeOfItsPeriods() {
        sensor("pir", "gw-1", SensorKind.PIR, Optional.of(30));
        says("gw-1", "pir", "09:00:10", STOPS);
        says("gw-1", "pir", "09:00:40", STOPS);
        watched("gw-1", "09:00:00", "09:10:00");

        assertEquals(List.of("09:00:30 free", "09:03:25 unknown"), statesUntil("09:10"));
    }

    @Test
    void aDeskWithNothingToGoByIsUnknown() {
        sensor("mat", "gw-1", SensorKind.MAT, Optional.empty());
        watched("gw-1", "09:00:00", "10:00:00");

        assertEquals(List.of(), statesUntil("10:00"));
    }

    @Test
    void aDeskStaysKnownWhileOneOfItsGatewaysIsHeard() {
        pir();
        sensor("mat", "gw-2", SensorKind.MAT, Optional.empty());
        watched("gw-1", "09:00:00", "09:10:00");
        says("gw-2", "mat", "09:00:00", new Reading.Presence(false));
        watched("gw-2", "09:00:00", "09:02:00");
        SiteTracker tracker = tracker(new ArrayList<>());
        GatewayId first = new GatewayId("gw-1");
        GatewayId second = new GatewayId("gw-2");

        SiteNow one = tracker.at(at("09:10:00"), Map.of(first, at("09:10:00"), second, at("09:02:00")));
        SiteNow none = tracker.at(at("09:11:15"), Map.of(first, at("09:10:00"), second, at("09:02:00")));
        SiteNow neverHeard = tracker.at(at("09:10:00"), Map.of());

        assertEquals(DeskState.FREE, one.desks().getFirst().state());
        assertEquals(DeskState.UNKNOWN, none.desks().getFirst().state());
        assertEquals(DeskState.UNKNOWN, neverHeard.desks().getFirst().state());
    }

    @Test
    void aReasonSaysWhatWeighedMost() {
        pir();
        sits("09:00:05", "09:30:00");
        watched("gw-1", "09:00:00", "10:00:00");
        List<String> reasons = changesUntil("10:00:00").stream().map(OfDesk::reason).toList();

        assertEquals("motion", reasons.getFirst());
        assertTrue(reasons.get(1).matches("no motion for 8 min \\(log-odds -\\d\\.\\d\\)"), reasons.toString());
    }
}
