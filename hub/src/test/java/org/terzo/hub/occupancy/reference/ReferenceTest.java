package org.terzo.hub.occupancy.reference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.terzo.hub.ingest.journal.JournalEntry;
import org.terzo.hub.occupancy.DeskState;
import org.terzo.hub.occupancy.OccupancyChange;
import org.terzo.hub.occupancy.OccupancyChange.OfDesk;
import org.terzo.hub.occupancy.OccupancyChange.OfHeadcount;
import org.terzo.hub.occupancy.SiteTracker;
import org.terzo.hub.site.Site;
import org.terzo.wire.SensorId;
import org.terzo.wire.ZoneId;

/// The tracker says what the slow reading of inference.md says.
final class ReferenceTest {
    private static final int DAYS = 60;

    private static List<OccupancyChange> tracked(RandomDay day) {
        return tracked(day, day.entries());
    }

    private static List<OccupancyChange> tracked(RandomDay day, List<JournalEntry> entries) {
        List<OccupancyChange> changes = new ArrayList<>();
        SiteTracker tracker = new SiteTracker(day.site(), changes::add);
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
        List<OfHeadcount> actual = tracked(day, entries).stream()
                .filter(OfHeadcount.class::isInstance)
                .map(OfHeadcount.class::cast)
                .sorted(Comparator.comparing(OfHeadcount::at))
                .toList();
        for (boolean isWhole : List.of(false, true)) {
            List<String> expected = slow(day, isWhole ? Optional.empty() : Optional.of(RandomDay.HALL), entries);
            List<OfHeadcount> own = actual.stream().filter(each -> each.zone().isEmpty() == isWhole).toList();
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
    void aStoryIsTheSameInAnyPieces() {
        RandomDay day = new RandomDay(3);
        List<JournalEntry> pieces = day.pieces(new Random(8));

        assertEquals(Story.of(day.entries()), Story.of(pieces));
    }
}
