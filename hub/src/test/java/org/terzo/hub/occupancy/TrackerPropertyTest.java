package org.terzo.hub.occupancy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.terzo.hub.ingest.journal.JournalEntry;
import org.terzo.hub.occupancy.OccupancyChange.OfDesk;
import org.terzo.hub.occupancy.OccupancyChange.OfHeadcount;
import org.terzo.hub.occupancy.OccupancyChange.Smoothed;
import org.terzo.hub.occupancy.reference.RandomDay;
import org.terzo.hub.site.Site;
import org.terzo.wire.GatewayId;
import org.terzo.wire.LogId;
import org.terzo.wire.LogRecord;
import org.terzo.wire.Observation;
import org.terzo.wire.Reading;

/// What holds of every day, whatever happens in it.
final class TrackerPropertyTest {
    private static final int DAYS = 36;
    private static final Set<Answer> BOTH = EnumSet.allOf(Answer.class);

    private static Map<String, List<OccupancyChange>> bySubject(List<OccupancyChange> changes) {
        return changes.stream()
                .collect(Collectors.groupingBy(
                        change -> switch (change) {
                            case OfDesk desk -> desk.desk().value();
                            case OfHeadcount count -> "zone " + count.zone();
                            case Smoothed(OfDesk desk) -> "smoothed desk " + desk.desk().value();
                            case Smoothed(OfHeadcount count) -> "smoothed zone " + count.zone();
                        },
                        TreeMap::new,
                        Collectors.toList()));
    }

    private static List<OccupancyChange> whole(RandomDay day, Instant until) {
        List<OccupancyChange> changes = new ArrayList<>();
        SiteTracker tracker = new SiteTracker(day.site(), BOTH, changes::add);
        day.entries().forEach(tracker::take);
        changes.addAll(tracker.provisional(until));
        return changes;
    }

    @Test
    void anyOrderOfArrivalWithRestartsAndQuestionsInBetweenGivesTheSameHistory() {
        for (long seed = 1; seed <= DAYS; seed++) {
            RandomDay day = new RandomDay(seed);
            Random random = new Random(seed);
            List<OccupancyChange> changes = new ArrayList<>();
            SiteTracker tracker = new SiteTracker(day.site(), BOTH, changes::add);
            for (JournalEntry piece : day.pieces(random)) {
                tracker.take(piece);
                if (random.nextInt(3) == 0) {
                    tracker = SiteTracker.restore(day.site(), BOTH, tracker.save(), changes::add);
                }
                if (random.nextInt(2) == 0) {
                    assertFalse(tracker.provisional(day.end().plusSeconds(random.nextInt(40_000))).contains(null));
                }
            }
            assertEquals(0, tracker.late(), "seed " + seed);
            changes.addAll(tracker.provisional(day.end().plusSeconds(300)));
            assertEquals(bySubject(whole(day, day.end().plusSeconds(300))), bySubject(changes), "seed " + seed);
        }
    }

    @Test
    void whoAsksAgainAndAgainHearsWhatWhoAsksOnceWouldHear() {
        for (long seed = 1; seed <= DAYS / 6; seed++) {
            RandomDay day = new RandomDay(seed);
            Random random = new Random(seed);
            SiteTracker often = new SiteTracker(day.site(), _ -> {});
            SiteTracker silent = new SiteTracker(day.site(), _ -> {});
            Instant now = day.end().minus(Duration.ofHours(10));
            for (JournalEntry piece : day.pieces(random)) {
                often.take(piece);
                silent.take(piece);
                for (int i = 0; i < 4; i++) {
                    now = now.plusSeconds(random.nextInt(100) - 10);
                    Map<GatewayId, Instant> heard = heardAt(day.site(), now);
                    SiteTracker once = SiteTracker.restore(day.site(), silent.save(), _ -> {});

                    assertEquals(once.at(now, heard), often.at(now, heard), "seed " + seed);
                }
            }
        }
    }

    private static Map<GatewayId, Instant> heardAt(Site site, Instant now) {
        return site.sensors().stream().map(Site.Sensor::gateway).distinct().collect(Collectors.toMap(gateway -> gateway, _ -> now));
    }

    @Test
    void whatIsFinalAndWhatIsForeseenMeetWithoutHoleOrDouble() {
        for (long seed = 1; seed <= DAYS / 6; seed++) {
            RandomDay day = new RandomDay(seed);
            Random random = new Random(seed);
            List<OccupancyChange> settled = new ArrayList<>();
            SiteTracker asked = new SiteTracker(day.site(), BOTH, settled::add);
            SiteTracker silent = new SiteTracker(day.site(), BOTH, _ -> {});
            for (JournalEntry piece : day.pieces(random)) {
                asked.take(piece);
                silent.take(piece);
                Instant until = day.end().minus(Duration.ofMinutes(random.nextInt(400)));
                SiteTracker fresh = SiteTracker.restore(day.site(), BOTH, silent.save(), _ -> {});
                List<OccupancyChange> foreseen = asked.provisional(until);

                assertEquals(fresh.provisional(until), foreseen, "seed " + seed);
                List<OccupancyChange> both = new ArrayList<>(settled);
                both.addAll(foreseen);
                bySubject(both).forEach((_, changes) -> assertInOrder(changes, day));
            }
        }
    }

    private static OccupancyChange stateOf(OccupancyChange change) {
        return change instanceof Smoothed(OccupancyChange.Said said) ? said : change;
    }

    private static void assertInOrder(List<OccupancyChange> changes, RandomDay day) {
        for (int i = 1; i < changes.size(); i++) {
            assertFalse(changes.get(i).at().isBefore(changes.get(i - 1).at()), day.site().id() + ": " + changes);
            if (stateOf(changes.get(i)) instanceof OfDesk now && stateOf(changes.get(i - 1)) instanceof OfDesk before) {
                assertTrue(now.state() != before.state(), day.site().id() + ": " + changes);
            }
        }
    }

    @Test
    void theLiveAnswerIsTheHistorysAtThatInstant() {
        for (long seed = 1; seed <= DAYS; seed++) {
            RandomDay day = new RandomDay(seed);
            List<OccupancyChange> changes = new ArrayList<>();
            SiteTracker tracker = new SiteTracker(day.site(), BOTH, changes::add);
            day.entries().forEach(tracker::take);
            Instant now = day.end();
            changes.addAll(tracker.provisional(now));
            Map<GatewayId, Instant> heard =
                    day.site().sensors().stream().map(Site.Sensor::gateway).distinct().collect(Collectors.toMap(each -> each, _ -> now));
            List<OccupancyChange> ofDesk = bySubject(changes).getOrDefault("d-1", List.of());
            DeskState past = ofDesk.isEmpty() ? DeskState.UNKNOWN : ((OfDesk) ofDesk.getLast()).state();

            assertEquals(past, tracker.at(now, heard).desks().getFirst().state(), "seed " + seed);
        }
    }

    /// 30 min is the longest that a desk is held; before it a silence takes less than that to tell.
    @Test
    void withoutEvidenceEveryDeskIsFreeOrUnknownWithinAnHour() {
        for (long seed = 1; seed <= DAYS; seed++) {
            RandomDay day = new RandomDay(seed);
            SiteTracker tracker = new SiteTracker(day.site(), _ -> {});
            day.entries().forEach(tracker::take);
            Instant end = day.end();
            Map<GatewayId, Instant> heard =
                    day.site().sensors().stream().map(Site.Sensor::gateway).distinct().collect(Collectors.toMap(each -> each, _ -> end.plusSeconds(3_600)));
            heard.keySet().forEach(gateway -> tracker.take(quiet(day, gateway)));

            DeskState state = tracker.at(end.plusSeconds(3_600), heard).desks().getFirst().state();
            assertTrue(state == DeskState.FREE || state == DeskState.UNKNOWN, "seed " + seed + ": " + state);
        }
    }

    /// Every level falls at the end of the day; then an hour of watching in which nothing is said.
    private static JournalEntry quiet(RandomDay day, GatewayId gateway) {
        List<JournalEntry.Numbered> records = new ArrayList<>();
        for (Site.Sensor sensor : day.deskSensors()) {
            if (sensor.gateway().equals(gateway)) {
                boolean isMotion = sensor.kind() == Site.SensorKind.PIR;
                Reading off = isMotion ? new Reading.Motion(false) : new Reading.Presence(false);
                records.add(new JournalEntry.Numbered(records.size() + 1, new Observation(day.end(), sensor.id(), off)));
            }
        }
        records.add(new JournalEntry.Numbered(records.size() + 1, new LogRecord.Alive(day.end().plusSeconds(3_600), Duration.ofHours(1))));
        return new JournalEntry.Records(9, day.site().id(), gateway, new LogId("log-2"), day.end(), records.size(), records);
    }
}
