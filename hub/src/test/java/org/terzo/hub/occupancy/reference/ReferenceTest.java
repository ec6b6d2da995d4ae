package org.terzo.hub.occupancy.reference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.terzo.hub.ingest.journal.JournalEntry;
import org.terzo.hub.occupancy.Answer;
import org.terzo.hub.occupancy.DeskState;
import org.terzo.hub.occupancy.OccupancyChange;
import org.terzo.hub.occupancy.OccupancyChange.OfDesk;
import org.terzo.hub.occupancy.OccupancyChange.OfHeadcount;
import org.terzo.hub.occupancy.OccupancyChange.Smoothed;
import org.terzo.hub.occupancy.SiteTracker;
import org.terzo.hub.site.Site;
import org.terzo.wire.SensorId;
import org.terzo.wire.ZoneId;

/// The tracker says what the slow reading of inference.md says.
final class ReferenceTest {
    private static final int DAYS = 60;

    private static List<OccupancyChange> tracked(RandomDay day) {
        return tracked(day, day.entries(), Set.of(Answer.LIVE));
    }

    private static List<OccupancyChange> tracked(RandomDay day, List<JournalEntry> entries, Set<Answer> answers) {
        List<OccupancyChange> changes = new ArrayList<>();
        SiteTracker tracker = new SiteTracker(day.site(), answers, changes::add);
        entries.forEach(tracker::take);
        changes.addAll(tracker.provisional(day.end().plusSeconds(300)));
        return changes;
    }

    @Test
    void desksAreAsTheSlowReadingSays() {
        int compared = 0;
        for (long seed = 1; seed <= DAYS; seed++) {
            RandomDay day = new RandomDay(seed);
            List<SlowDesk.Change> expected =
                    SlowDesk.changes(Story.of(day.entries()), day.deskSensors(), day.end().plusSeconds(300).toEpochMilli());
            List<OfDesk> actual = tracked(day).stream().filter(OfDesk.class::isInstance).map(OfDesk.class::cast).toList();

            assertEquals(lines(expected), actual.stream().map(ReferenceTest::line).toList(), "seed " + seed + " " + day.deskSensors());
            compared += actual.size();
        }
        assertTrue(compared > DAYS, "changes compared: " + compared);
    }

    private static List<String> lines(List<SlowDesk.Change> changes) {
        return changes.stream().map(each -> line(each.at(), each.state(), each.confidence())).toList();
    }

    private static String line(OfDesk change) {
        return line(change.at().toEpochMilli(), change.state(), change.confidence());
    }

    private static String line(long at, DeskState state, double confidence) {
        return at + " " + state + " " + StrictMath.round(confidence * 1e8);
    }

    @Test
    void smoothedDesksAndRoomsAreAsTheSlowReadingSays() {
        int compared = 0;
        for (long seed = 1; seed <= DAYS; seed++) {
            RandomDay day = new RandomDay(seed);
            Story story = Story.of(day.entries());
            long until = day.end().plusSeconds(300).toEpochMilli();
            List<String> desk = new ArrayList<>();
            List<String> room = new ArrayList<>();
            for (OccupancyChange change : tracked(day, day.entries(), EnumSet.allOf(Answer.class))) {
                switch (change) {
                    case Smoothed(OfDesk said) -> desk.add(line(said));
                    case Smoothed(OfHeadcount said) -> room.add(said.at().toEpochMilli() + " " + said.headcount());
                    case OccupancyChange.Said _ -> {}
                }
            }

            assertEquals(lines(SlowDesk.smoothed(story, day.deskSensors(), until)), desk, "seed " + seed + " " + day.deskSensors());
            assertEquals(
                    SlowDesk.smoothedPresence(story, day.roomSensors(), day.contacts(), 4, until).stream()
                            .map(each -> each.at() + " " + each.headcount())
                            .toList(),
                    room, "seed " + seed + " " + day.roomSensors() + day.contacts());
            compared += desk.size() + room.size();
        }
        assertTrue(compared > 4 * DAYS, "changes compared: " + compared);
    }

    @Test
    void headcountsAreAsTheSlowReadingSays() {
        int compared = 0;
        for (long seed = 1; seed <= DAYS; seed++) {
            compared += compare(new RandomDay(seed), "seed " + seed);
        }
        assertTrue(compared > DAYS, "changes compared: " + compared);
    }

    /// Nights, turns of the day and what was learned at them, and times without a look.
    @Test
    void headcountsOfSeveralDaysAreAsTheSlowReadingSays() {
        int compared = 0;
        for (long seed = 1; seed <= DAYS / 6; seed++) {
            compared += compare(new RandomDay(seed, 15), "seed " + seed + ", 15 times as long");
        }
        assertTrue(compared > DAYS, "changes compared: " + compared);
    }

    private static int compare(RandomDay day, List<JournalEntry> entries, String what) {
        List<OfHeadcount> actual = tracked(day, entries, Set.of(Answer.LIVE)).stream()
                .filter(OfHeadcount.class::isInstance)
                .map(OfHeadcount.class::cast)
                .sorted(Comparator.comparing(OfHeadcount::at))
                .toList();
        for (boolean isWhole : List.of(false, true)) {
            Optional<ZoneId> zone = isWhole ? Optional.empty() : Optional.of(RandomDay.HALL);
            List<String> expected = slow(day, zone, entries);
            List<OfHeadcount> own = actual.stream().filter(each -> each.zone().equals(zone)).toList();
            assertEquals(String.join("\n", expected), String.join("\n", own.stream().map(ReferenceTest::line).toList()), what + " " + day.counters());
        }
        return actual.size();
    }

    private static int compare(RandomDay day, String what) {
        return compare(day, day.entries(), what);
    }

    @Test
    void recountsAreTakenAsTheSlowReadingSays() {
        int compared = 0;
        for (long seed = 1; seed <= DAYS / 6; seed++) {
            LateStory story = new LateStory(seed, 1);
            compared += compare(story.day(), story.inTime(), "story " + seed);
        }
        assertTrue(compared > DAYS, "changes compared: " + compared);
    }

    private static List<String> slow(RandomDay day, Optional<ZoneId> zone, List<JournalEntry> entries) {
        Set<SensorId> outward = day.counters().stream().map(Site.Sensor::id).skip(1).collect(Collectors.toSet());
        long until = day.end().plusSeconds(300).toEpochMilli();
        return SlowCount.changes(day.site(), zone, Story.of(entries), day.counters(), outward, until).stream()
                .map(each -> each.at() + " " + each.headcount() + " " + each.quality())
                .toList();
    }

    private static String line(OfHeadcount change) {
        return change.at().toEpochMilli() + " " + change.headcount() + " " + change.quality();
    }

    @Test
    void roomsWithDoorContactsAreAsTheSlowReadingSays() {
        int compared = 0;
        for (long seed = 1; seed <= DAYS; seed++) {
            RandomDay day = new RandomDay(seed);
            List<String> expected = SlowDesk.presence(
                            Story.of(day.entries()), day.roomSensors(), day.contacts(), 4, day.end().plusSeconds(300).toEpochMilli())
                    .stream()
                    .map(each -> each.at() + " " + each.headcount())
                    .toList();
            List<String> actual = ofZone(day, RandomDay.BOOTH).map(each -> each.at().toEpochMilli() + " " + each.headcount()).toList();

            assertEquals(expected, actual, "seed " + seed + " " + day.roomSensors() + day.contacts());
            compared += actual.size();
        }
        assertTrue(compared > DAYS, "changes compared: " + compared);
    }

    private static Stream<OfHeadcount> ofZone(RandomDay day, ZoneId zone) {
        return tracked(day).stream()
                .filter(OfHeadcount.class::isInstance)
                .map(OfHeadcount.class::cast)
                .filter(each -> each.zone().equals(Optional.of(zone)));
    }

    @Test
    void aStoryIsTheSameInAnyPieces() {
        RandomDay day = new RandomDay(3);
        List<JournalEntry> pieces = day.pieces(new Random(8));

        assertEquals(Story.of(day.entries()), Story.of(pieces));
    }
}
