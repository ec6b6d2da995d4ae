package org.terzo.hub.occupancy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.terzo.hub.ingest.journal.JournalEntry;
import org.terzo.hub.occupancy.CountGround.Warning;
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

/// What a headcount rests on, through some days at one door.
final class CountGroundTest {
    private static final Instant MONDAY = Instant.parse("2026-03-02T00:00:00Z");
    private static final GatewayId GATEWAY = new GatewayId("gw-1");

    private final List<LogRecord> log = new ArrayList<>();

    private static Site site(String hours) {
        return RecordedDay.site(
                """
                site: loft
                revision: 1
                name: Loft
                country: IT
                timeZone: UTC
                languages: [it]
                openingHours: "%s"
                capacity: 12
                plan: {width: 9, height: 9}
                zones:
                  - {zone: hall, name: Hall, kind: lobby, capacity: 12, public: true, outline: [[0, 0], [5, 0], [5, 9], [0, 9]]}
                desks: []
                doors:
                  - {door: main, from: outside, to: hall, at: [0, 6], sensors: [main]}
                sensors:
                  - {sensor: main, gateway: gw-1, kind: beam-pair}
                """
                        .formatted(hours));
    }

    private static Instant at(int day, int hour, int minute) {
        return MONDAY.plus(Duration.ofDays(day).plusHours(hour).plusMinutes(minute));
    }

    private void passes(int day, int hour, int people, Direction direction) {
        for (int i = 0; i < people; i++) {
            log.add(new Observation(at(day, hour, 0).plusSeconds(20L * i), new SensorId("main"), new Reading.Passage(direction)));
        }
    }

    private SiteTracker tracker(Site site, int days, List<OfHeadcount> changes) {
        return tracker(site, at(days, 0, 0), changes);
    }

    private SiteTracker tracker(Site site, Instant end, List<OfHeadcount> changes) {
        SiteTracker tracker = new SiteTracker(site, change -> changes.add((OfHeadcount) change));
        log.add(new LogRecord.Alive(end, Duration.between(MONDAY, end)));
        log.sort(Comparator.comparing(CountGroundTest::timeOf));
        List<JournalEntry.Numbered> numbered = new ArrayList<>();
        log.forEach(each -> numbered.add(new JournalEntry.Numbered(numbered.size() + 1L, each)));
        tracker.take(new JournalEntry.Records(1, site.id(), GATEWAY, new LogId("log-1"), MONDAY, numbered.size(), numbered));
        return tracker;
    }

    private static Instant timeOf(LogRecord record) {
        return record instanceof Observation observation ? observation.at() : Instant.MAX;
    }

    private static CountGround ground(SiteTracker tracker, int days) {
        return ground(tracker, at(days, 0, 0));
    }

    private static CountGround ground(SiteTracker tracker, Instant now) {
        return tracker.at(now, Map.of(GATEWAY, now)).whole().orElseThrow().ground();
    }

    @Test
    void theMiddleOfTheNightIsTheLastAnchorAndPassagesAreCountedFromIt() {
        passes(0, 9, 5, Direction.IN);
        passes(0, 17, 5, Direction.OUT);
        passes(1, 9, 3, Direction.IN);
        SiteTracker tracker = tracker(site("Mo-Su 08:00-20:00"), at(1, 9, 10), new ArrayList<>());

        CountGround ground = ground(tracker, at(1, 9, 10));
        assertEquals(Optional.of(at(1, 2, 0)), ground.lastAnchor());
        assertEquals(3, ground.passagesSince());
        assertEquals(3, ground.mean().orElseThrow(), 0.7);
    }

    @Test
    void whoWasForgottenAtTheDoorIsGoneAfterTheNight() {
        passes(0, 9, 5, Direction.IN);
        passes(0, 17, 3, Direction.OUT);
        List<OfHeadcount> changes = new ArrayList<>();
        SiteTracker tracker = tracker(site("Mo-Su 08:00-20:00"), 2, changes);

        assertEquals(0, tracker.at(at(2, 0, 0), Map.of(GATEWAY, at(2, 0, 0))).whole().orElseThrow().headcount().orElseThrow().high());
        assertTrue(changes.stream().anyMatch(each -> each.at().equals(at(1, 2, 0)) && each.quality() == Quality.HIGH), changes.toString());
    }

    @Test
    void aPlaceThatNeverClosesHasNoAnchorAndIsPoorAfterAWeek() {
        List<OfHeadcount> changes = new ArrayList<>();
        SiteTracker tracker = tracker(site("24/7"), 9, changes);

        assertEquals(Optional.empty(), ground(tracker, 9).lastAnchor());
        assertEquals(Quality.LOW, changes.getLast().quality());
        assertEquals(at(7, 0, 1), changes.getLast().at());
    }

    @Test
    void moreThanTheCapacityAllowsIsAWarning() {
        passes(0, 9, 30, Direction.IN);
        assertEquals(Set.of(Warning.CAPACITY_REACHED), ground(tracker(site("24/7"), at(0, 9, 20), new ArrayList<>()), at(0, 9, 20)).warnings());
    }

    @Test
    void asManyAsTheCapacityAllowsAreNone() {
        passes(0, 9, 12, Direction.IN);
        assertEquals(Set.of(), ground(tracker(site("Mo-Su 08:00-20:00"), at(0, 9, 20), new ArrayList<>()), at(0, 9, 20)).warnings());
    }

    @Test
    void exitsFromAnEmptyPlaceEveryMorningSayThatTheDoorIsSwapped() {
        for (int day = 0; day < 3; day++) {
            passes(day, 9, 6, Direction.OUT);
            passes(day, 17, 6, Direction.IN);
        }
        assertEquals(Set.of(Warning.DIRECTION_SWAPPED), ground(tracker(site("Mo-Su 08:00-20:00"), 3, new ArrayList<>()), 3).warnings());
    }

    @Test
    void someWhoComeInUnseenDoNot() {
        for (int day = 0; day < 6; day++) {
            passes(day, 9, 6, Direction.IN);
            passes(day, 17, 7, Direction.OUT);
        }
        assertEquals(Set.of(), ground(tracker(site("Mo-Su 08:00-20:00"), 6, new ArrayList<>()), 6).warnings());
    }

    @Test
    void aPlaceWithoutDesksGoesOnAfterARestart() {
        passes(0, 9, 5, Direction.IN);
        Site site = site("Mo-Su 08:00-20:00");
        SiteTracker tracker = tracker(site, at(0, 12, 0), new ArrayList<>());
        Map<GatewayId, Instant> heard = Map.of(GATEWAY, at(0, 12, 0));

        assertEquals(tracker.at(at(0, 12, 0), heard), SiteTracker.restore(site, tracker.save(), _ -> {}).at(at(0, 12, 0), heard));
    }
}
