package org.terzo.hub.occupancy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.terzo.hub.ingest.journal.JournalEntry;
import org.terzo.hub.site.Site;
import org.terzo.wire.DeskId;
import org.terzo.wire.GatewayId;
import org.terzo.wire.LogId;
import org.terzo.wire.LogRecord;
import org.terzo.wire.Observation;
import org.terzo.wire.Reading;
import org.terzo.wire.SensorId;
import org.terzo.wire.SiteId;
import org.terzo.wire.ZoneId;

final class SiteTrackerTest {
    private static final Instant START = Instant.parse("2026-03-10T08:00:00Z");
    private static final SiteId SITE_ID = new SiteId("loft");
    private static final GatewayId GATEWAY = new GatewayId("gw-1");
    private static final LogId LOG = new LogId("log-1");
    private static final SensorId PIR = new SensorId("desk-1-pir");
    private static final Site SITE = site();

    private static Site site() {
        ZoneId zone = new ZoneId("hall");
        return new Site(
                SITE_ID, 1, "Loft", "IT", Optional.empty(), Optional.empty(), ZoneOffset.UTC, List.of("it"), Optional.empty(),
                Optional.empty(), List.of(), List.of(), 10, Optional.empty(), Optional.empty(),
                List.of(new Site.Zone(zone, "Hall", Site.ZoneKind.DESKS, Optional.of(10), true, List.of(), List.of())),
                List.of(new Site.Desk(
                        new DeskId("d-1"), zone, "1", Optional.empty(), List.of(), List.of(PIR), false, Optional.empty(), Optional.empty())),
                List.of(),
                List.of(new Site.Sensor(PIR, GATEWAY, Site.SensorKind.PIR, Optional.empty())));
    }

    private static List<JournalEntry.Numbered> day() {
        List<LogRecord> records = new ArrayList<>();
        for (int minute = 0; minute < 240; minute += 5) {
            Instant at = START.plusSeconds(60L * minute);
            records.add(new LogRecord.Alive(at, Duration.ofMinutes(5)));
            if (minute >= 60 && minute < 120) {
                for (int second = 10; second < 280; second += 30) {
                    records.add(new Observation(at.plusSeconds(second), PIR, new Reading.Motion(true)));
                    records.add(new Observation(at.plusSeconds(second + 3), PIR, new Reading.Motion(false)));
                }
            }
        }
        List<JournalEntry.Numbered> numbered = new ArrayList<>();
        records.forEach(record -> numbered.add(new JournalEntry.Numbered(numbered.size() + 1L, record)));
        return numbered;
    }

    private static JournalEntry records(long through, List<JournalEntry.Numbered> records) {
        return new JournalEntry.Records(through, SITE_ID, GATEWAY, LOG, START, through, records);
    }

    private static List<OccupancyChange> whole() {
        List<OccupancyChange> changes = new ArrayList<>();
        new SiteTracker(SITE, changes::add).take(records(day().size(), day()));
        return changes;
    }

    private static List<DeskState> states(List<OccupancyChange> changes) {
        return changes.stream()
                .map(change -> switch (change) {
                    case OccupancyChange.OfDesk desk -> desk.state();
                    case OccupancyChange.OfHeadcount _, OccupancyChange.Smoothed _ -> DeskState.UNKNOWN;
                })
                .toList();
    }

    @Test
    void aSittingIsSeenFromItsMotionToItsSilence() {
        List<DeskState> states = states(whole());

        assertEquals(DeskState.FREE, states.getFirst());
        assertEquals(DeskState.OCCUPIED, states.get(1));
        assertEquals(DeskState.FREE, states.getLast());
    }

    @Test
    void aBacklogInAnyPiecesAndWithRestartsGivesTheSameHistory() {
        long seed = 4711;
        Random random = new Random(seed);
        List<JournalEntry.Numbered> day = day();
        for (int round = 0; round < 20; round++) {
            List<OccupancyChange> changes = new ArrayList<>();
            SiteTracker tracker = new SiteTracker(SITE, changes::add);
            int from = 0;
            while (from < day.size()) {
                int to = StrictMath.min(day.size(), from + 1 + random.nextInt(40));
                int middle = from + random.nextInt(to - from);
                tracker.take(records(from, day.subList(middle, to)));
                tracker = SiteTracker.restore(SITE, tracker.save(), changes::add);
                tracker.take(records(to, day.subList(from, middle)));
                from = to;
            }
            assertEquals(whole(), changes, "seed " + seed + ", round " + round);
        }
    }

    @Test
    void aDeskIsUnknownSeventyFiveSecondsAfterItsGatewayWasLastHeard() {
        SiteTracker tracker = new SiteTracker(SITE, _ -> {});
        tracker.take(records(day().size(), day()));
        Instant end = START.plusSeconds(235 * 60);

        SiteNow heard = tracker.at(end.plusSeconds(74), Map.of(GATEWAY, end));
        SiteNow lost = tracker.at(end.plusSeconds(75), Map.of(GATEWAY, end));

        assertEquals(DeskState.FREE, heard.desks().getFirst().state());
        assertEquals(DeskState.UNKNOWN, lost.desks().getFirst().state());
        assertFalse(lost.desks().getFirst().reason().isEmpty());
    }
}
