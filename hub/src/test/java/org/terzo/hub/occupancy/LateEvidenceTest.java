package org.terzo.hub.occupancy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.terzo.hub.ingest.journal.JournalEntry;
import org.terzo.hub.ingest.journal.JournalEntry.Numbered;
import org.terzo.hub.ingest.journal.JournalEntry.Records;
import org.terzo.hub.occupancy.OccupancyChange.OfDesk;
import org.terzo.hub.occupancy.OccupancyChange.OfHeadcount;
import org.terzo.hub.occupancy.OccupancyChange.Said;
import org.terzo.hub.occupancy.OccupancyChange.Smoothed;
import org.terzo.hub.occupancy.Recompute.Checkpoint;
import org.terzo.hub.occupancy.Recompute.Corrected;
import org.terzo.hub.occupancy.Recompute.Doubt;
import org.terzo.hub.occupancy.Recompute.Start;
import org.terzo.hub.occupancy.reference.LateStory;
import org.terzo.hub.occupancy.reference.RandomDay;
import org.terzo.hub.occupancy.reference.SlowDesk;
import org.terzo.hub.occupancy.reference.Story;
import org.terzo.hub.site.Site;
import org.terzo.wire.GatewayId;
import org.terzo.wire.LogId;
import org.terzo.wire.Observation;

/// What comes behind the line is worked out again, and ends as if it had come in time.
final class LateEvidenceTest {
    private static final int STORIES = 40;

    /// An observation as a store gives it back.
    private record Seen(GatewayId gateway, LogId log, long sequence, Observation observation) {
        private static final Comparator<Seen> ORDER = Comparator.<Seen, Instant>comparing(each -> each.observation().at())
                .thenComparing(Seen::gateway)
                .thenComparing(each -> each.log().value())
                .thenComparingLong(Seen::sequence);
    }

    /// A tracker with all that its shipper keeps for it, in memory.
    private static final class Kept implements Settled {
        private static final String SMOOTHED = "smoothed ";
        private final TreeMap<String, OccupancyChange> rows = new TreeMap<>();
        private final TreeMap<String, TreeMap<Long, Checkpoint>> checkpoints = new TreeMap<>();
        private final List<Seen> seen = new ArrayList<>();
        private Site site;
        private SiteTracker tracker;
        private int corrections;

        Kept(Site site) {
            this.site = site;
            this.tracker = new SiteTracker(site, EnumSet.allOf(Answer.class), this);
        }

        @Override
        public void accept(OccupancyChange change) {
            rows.put(key(trackOf(change), change.at().toEpochMilli()), change);
        }

        @Override
        public void checkpoint(Checkpoint checkpoint) {
            checkpoints.computeIfAbsent(checkpoint.track(), _ -> new TreeMap<>()).put(checkpoint.at(), checkpoint);
        }

        void take(JournalEntry entry) {
            if (entry instanceof Records records) {
                records.records().forEach(each -> see(records, each));
            }
            tracker.take(entry);
        }

        private void see(Records records, Numbered each) {
            if (each.content() instanceof Observation observation) {
                seen.add(new Seen(records.gateway(), records.log(), each.sequence(), observation));
            }
        }

        void restart(Site next) {
            site = next;
            tracker = SiteTracker.restore(site, EnumSet.allOf(Answer.class), tracker.save(), this);
        }

        /// The state before a doubt, from a checkpoint or from nothing.
        private Start start(Doubt doubt) {
            return new Start(
                    doubt,
                    Optional.ofNullable(checkpoints.getOrDefault(doubt.track(), new TreeMap<>()).lowerEntry(doubt.from())).map(each -> each.getValue()));
        }

        Recompute begin() {
            return tracker.recompute(tracker.doubts().stream().map(this::start).toList());
        }

        List<Corrected> read(Recompute recompute) {
            seen.stream()
                    .filter(each -> !each.observation().at().isBefore(recompute.from()) && each.observation().at().isBefore(recompute.to()))
                    .sorted(Seen.ORDER)
                    .forEach(each -> recompute.take(each.gateway(), each.log(), each.sequence(), each.observation()));
            return recompute.corrected();
        }

        void goOnFrom(List<Corrected> corrected) {
            for (Corrected each : corrected) {
                rows.subMap(key(each.doubt().track(), each.doubt().from()), key(each.doubt().track(), each.doubt().line() + 1)).clear();
                String smoothed = SMOOTHED + each.doubt().track();
                long smoothedFrom = StrictMath.min(each.smoothedFrom(), each.doubt().line() + 1);
                rows.subMap(key(smoothed, smoothedFrom), key(smoothed, each.doubt().line() + 1)).clear();
                each.changes().forEach(this);
                if (tracker.correct(each)) {
                    each.checkpoints().forEach(this::checkpoint);
                    corrections++;
                }
            }
            tracker.settle();
        }

        void correctAll() {
            while (!tracker.doubts().isEmpty()) {
                goOnFrom(read(begin()));
            }
        }

        private static String key(String track, long at) {
            return "%s %015d".formatted(track, at);
        }

        private static String trackOf(OccupancyChange change) {
            return switch (change) {
                case OfDesk desk -> Tracks.deskKey(desk.desk());
                case OfHeadcount count -> count.zone().map(Tracks::zoneKey).orElse(Tracks.WHOLE);
                case Smoothed(Said said) -> SMOOTHED + trackOf(said);
            };
        }
    }

    private static Kept undisturbed(LateStory story) {
        Kept kept = new Kept(story.day().site());
        story.inTime().forEach(kept::take);
        kept.restart(story.revised());
        kept.tracker.settle();
        assertEquals(List.of(), kept.tracker.doubts());
        return kept;
    }

    private static void assertSame(Kept expected, Kept actual, LateStory story, String what) {
        Instant until = story.day().end().plusSeconds(300);
        assertEquals(List.copyOf(expected.rows.values()), List.copyOf(actual.rows.values()), what);
        assertEquals(expected.tracker.provisional(until), actual.tracker.provisional(until), what);
    }

    @Test
    void lateByMinutesOrDaysInAnyOrderWithRestartsAndARevisionEveryRowIsAsInTime() {
        int corrections = 0;
        for (long seed = 1; seed <= STORIES; seed++) {
            LateStory story = new LateStory(seed, seed % 4 == 0 ? 12 : 1);
            Random random = new Random(seed);
            Kept kept = new Kept(story.day().site());
            int revisedAfter = random.nextInt(story.disturbed().size());
            for (JournalEntry entry : story.disturbed()) {
                kept.take(entry);
                if (random.nextInt(10) == 0) {
                    kept.correctAll();
                }
                if (random.nextInt(5) == 0 || entry.position() == revisedAfter) {
                    kept.restart(entry.position() >= revisedAfter ? story.revised() : story.day().site());
                }
            }
            kept.restart(story.revised());
            kept.correctAll();

            assertSame(undisturbed(story), kept, story, "seed " + seed);
            corrections += kept.corrections;
        }
        assertTrue(corrections > STORIES, "corrections: " + corrections);
    }

    @Test
    void moreThatComesWhileItIsWorkedOutIsNotForgotten() {
        for (long seed = 1; seed <= STORIES; seed++) {
            LateStory story = new LateStory(seed, 2);
            Random random = new Random(seed);
            Kept kept = new Kept(story.day().site());
            Optional<Recompute> underWay = Optional.empty();
            for (JournalEntry entry : story.disturbed()) {
                kept.take(entry);
                if (underWay.isPresent() && random.nextInt(4) == 0) {
                    kept.goOnFrom(kept.read(underWay.get()));
                    underWay = Optional.empty();
                } else if (underWay.isEmpty() && random.nextInt(4) == 0) {
                    underWay = Optional.of(kept.begin());
                }
            }
            kept.restart(story.revised());
            kept.correctAll();

            assertSame(undisturbed(story), kept, story, "seed " + seed);
        }
    }

    /// Of two states at one instant the last stands.
    @Test
    void aDeskThatWasCorrectedIsAsTheSlowReadingSays() {
        for (long seed = 1; seed <= STORIES; seed++) {
            LateStory story = new LateStory(seed, 1);
            Kept kept = new Kept(story.day().site());
            story.disturbed().forEach(kept::take);
            kept.correctAll();
            Instant until = story.day().end().plusSeconds(300);
            kept.tracker.provisional(until).forEach(kept);

            TreeMap<Long, String> slow = new TreeMap<>();
            SlowDesk.changes(Story.of(story.disturbed()), story.day().deskSensors(), until.toEpochMilli())
                    .forEach(each -> slow.put(each.at(), each.at() + " " + each.state() + " " + StrictMath.round(each.confidence() * 1e8)));
            assertEquals(
                    List.copyOf(slow.values()),
                    kept.rows.values().stream().filter(OfDesk.class::isInstance).map(OfDesk.class::cast).map(LateEvidenceTest::line).toList(),
                    "seed " + seed);
        }
    }

    private static String line(OfDesk change) {
        return change.at().toEpochMilli() + " " + change.state() + " " + StrictMath.round(change.confidence() * 1e8);
    }

    /// 41 of a desk or room, 51 of a count: what is kept in the journal is at most 172 kB a desk, a fourth of that where its half hour was
    /// not as wild as here, and 1.3 MB a count of 300 places with one desk, and 50 kB for each more.
    @Test
    void aStateThatIsKeptIsSmall() {
        int count = 0;
        for (long seed = 1; seed <= STORIES; seed++) {
            LateStory story = new LateStory(seed, 12);
            Kept kept = new Kept(story.day().site());
            story.inTime().forEach(kept::take);
            int places = StrictMath.toIntExact(StrictMath.round(story.day().site().capacity() * 1.3)) + 4;
            for (TreeMap<Long, Checkpoint> each : kept.checkpoints.values()) {
                for (Checkpoint checkpoint : each.values()) {
                    int most = isOfSlots(checkpoint.track()) ? 4_200 : 16_000 + 25 * places;
                    assertTrue(checkpoint.state().length() <= most, checkpoint.track() + " " + checkpoint.state().length());
                    count++;
                }
            }
        }
        assertTrue(count > STORIES, "checkpoints: " + count);
    }

    private static boolean isOfSlots(String track) {
        return track.startsWith("desk") || track.equals(Tracks.zoneKey(RandomDay.BOOTH));
    }

    /// The live view takes entries before history does, and goes on from how history's tracker stands some time later.
    @Test
    void aSecondTrackerGoesOnFromTheSameCorrectedPast() {
        int times = 0;
        for (long seed = 1; seed <= STORIES; seed++) {
            LateStory story = new LateStory(seed, 2);
            Random random = new Random(seed);
            Kept kept = new Kept(story.day().site());
            SiteTracker live = new SiteTracker(story.day().site(), _ -> {});
            Deque<JournalEntry> untold = new ArrayDeque<>();
            for (JournalEntry entry : story.disturbed()) {
                live.take(entry);
                untold.add(entry);
                while (!untold.isEmpty() && random.nextInt(8) != 0) {
                    kept.take(untold.removeFirst());
                }
                if (random.nextInt(10) == 0) {
                    kept.goOnFrom(kept.read(kept.begin()));
                }
                if (random.nextInt(5) == 0) {
                    List<Recompute.Standing> standing = kept.tracker.standing(live.doubts(), entry.position() - untold.size());
                    times += standing.size();
                    live.goOnFrom(standing);
                }
            }
            untold.forEach(kept::take);
            kept.correctAll();
            live.goOnFrom(kept.tracker.standing(live.doubts(), story.disturbed().size()));

            Instant until = story.day().end().plusSeconds(300);
            assertEquals(List.of(), live.doubts(), "seed " + seed);
            assertEquals(
                    kept.tracker.provisional(until).stream().filter(Said.class::isInstance).toList(), live.provisional(until), "seed " + seed);
        }
        assertTrue(times > STORIES, "times: " + times);
    }
}
