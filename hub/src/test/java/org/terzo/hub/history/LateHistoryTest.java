package org.terzo.hub.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.Period;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.terzo.hub.history.History.Range;
import org.terzo.hub.history.correction.Corrector;
import org.terzo.hub.history.duckdb.DuckDbHistory;
import org.terzo.hub.history.influx.InfluxHistory;
import org.terzo.hub.history.influx.InfluxServer;
import org.terzo.hub.ingest.Retention;
import org.terzo.hub.ingest.journal.Commit;
import org.terzo.hub.ingest.journal.Journal;
import org.terzo.hub.ingest.journal.JournalEntry;
import org.terzo.hub.ingest.journal.Row;
import org.terzo.hub.occupancy.Answer;
import org.terzo.hub.occupancy.OccupancyChange;
import org.terzo.hub.occupancy.OccupancyChange.OfDesk;
import org.terzo.hub.occupancy.OccupancyChange.OfHeadcount;
import org.terzo.hub.occupancy.OccupancyChange.Smoothed;
import org.terzo.hub.occupancy.SiteTracker;
import org.terzo.hub.occupancy.reference.LateStory;
import org.terzo.hub.occupancy.reference.RandomDay;
import org.terzo.hub.site.SiteRegistry;
import org.terzo.wire.BatchCodec;
import org.terzo.wire.ObservationBatch;
import org.terzo.wire.ZoneId;

/// Days whose parcels come late, through a real journal into a real store, by a shipper that dies at any step.
@Timeout(180)
final class LateHistoryTest {
    private static final int STORIES = 8;
    private static final int STORIES_IN_INFLUX = 2;
    /// Of the store in one life. What a life began and did not end the next begins anew, so there must be enough for all to be set right.
    private static final int MOST_ACTS = 150;
    /// A server's clock is not ours, so what it keeps reaches back far enough.
    private static final Retention RETENTION = new Retention(Period.ofYears(20), Period.ofYears(20), Period.ofYears(20), Period.ofYears(20));
    private static final Horizon HORIZON = new Horizon(RETENTION, InstantSource.fixed(Instant.parse("2026-03-20T00:00:00Z")));
    private static final Corrector.Pace PACE = new Corrector.Pace(Duration.ofMillis(3));

    @TempDir
    Path folder;

    /// A hub's stores, and a shipper between them that can be killed.
    private static final class Hub implements AutoCloseable {
        private final SiteRegistry sites;
        private final Journal journal;
        private final MortalHistory store;
        private HistoryShipper shipper;
        private int lives = 1;

        Hub(Path folder, LateStory story, History behind) throws IOException {
            sites = SiteRegistry.open(folder.resolve("registry.sqlite"));
            sites.put(story.day().site());
            journal = Journal.open(folder.resolve("journal.sqlite"));
            store = new MortalHistory(behind);
            shipper = begin();
        }

        private HistoryShipper begin() throws IOException {
            HistoryShipper next = new HistoryShipper(journal, store, sites, HORIZON, _ -> Thread.sleep(1), PACE);
            next.start();
            return next;
        }

        void take(JournalEntry entry) throws IOException {
            List<JournalEntry> entries = List.of(entry);
            journal.commit(new Commit(Instant.EPOCH, List.of(new Row(entry, payload(entry), "")), Map.of(), List.of(), Map.of(), List.of()));
            shipper.committed(entries);
        }

        private static byte[] payload(JournalEntry entry) {
            return switch (entry) {
                case JournalEntry.Records records -> BatchCodec.encode(new ObservationBatch(
                        records.log(), records.records().getFirst().sequence(), OptionalLong.empty(), Instant.EPOCH, true,
                        records.records().stream().map(JournalEntry.Numbered::content).toList()));
                case JournalEntry.Watched _, JournalEntry.Revised _, JournalEntry.Recounted _ -> new byte[0];
            };
        }

        /// Dead in the middle of what it does, and up again.
        void restart() throws IOException, InterruptedException {
            shipper.close();
            store.revive();
            shipper = begin();
            lives++;
        }

        /// @param dies whether it may die again on the way
        void awaitAllIn(Random random, boolean dies) throws IOException, InterruptedException {
            while (shipper.pending() > 0) {
                if (store.isDead()) {
                    restart();
                    store.dieAfter(dies ? 1 + random.nextInt(MOST_ACTS) : Integer.MAX_VALUE);
                }
                Thread.sleep(1);
            }
        }

        Map<String, OccupancyChange> rows() throws HistoryException {
            Map<String, OccupancyChange> rows = new TreeMap<>();
            Range<History.DeskKey> always = new Range<>(Instant.EPOCH, Instant.parse("2027-01-01T00:00:00Z"), Optional.empty(), 100_000);
            store.states(RandomDay.SITE, always, Optional.empty(), Optional.empty()).items().forEach(each -> put(rows, each.change()));
            store.states(RandomDay.SITE, Answer.SMOOTHED, always, Optional.empty(), Optional.empty())
                    .items().forEach(each -> put(rows, new Smoothed(each.change())));
            Range<Instant> range = new Range<>(Instant.EPOCH, always.to(), Optional.empty(), 100_000);
            for (Optional<ZoneId> zone : List.of(Optional.of(RandomDay.HALL), Optional.of(RandomDay.BOOTH), Optional.<ZoneId>empty())) {
                store.headcounts(RandomDay.SITE, range, zone).items().forEach(each -> put(rows, each.change()));
                store.headcounts(RandomDay.SITE, Answer.SMOOTHED, range, zone).items().forEach(each -> put(rows, new Smoothed(each.change())));
            }
            return rows;
        }

        @Override
        public void close() throws IOException, InterruptedException {
            shipper.close();
            store.close();
            journal.close();
        }
    }

    private static void put(Map<String, OccupancyChange> rows, OccupancyChange change) {
        String thing = switch (change) {
            case OfDesk desk -> "desk " + desk.desk();
            case OfHeadcount count -> "zone " + count.zone();
            case Smoothed(OfDesk desk) -> "smoothed desk " + desk.desk();
            case Smoothed(OfHeadcount count) -> "smoothed zone " + count.zone();
        };
        rows.put(thing + " " + change.at(), change);
    }

    private static Map<String, OccupancyChange> inTime(LateStory story) {
        Map<String, OccupancyChange> rows = new TreeMap<>();
        SiteTracker tracker = new SiteTracker(story.day().site(), EnumSet.allOf(Answer.class), change -> put(rows, change));
        story.inTime().forEach(tracker::take);
        SiteTracker revised = SiteTracker.restore(story.revised(), EnumSet.allOf(Answer.class), tracker.save(), change -> put(rows, change));
        revised.settle();
        return rows;
    }

    @Test
    void everyRowIsAsInTimeWhateverComesLateAndWheneverItDies() throws IOException, HistoryException, InterruptedException {
        int lives = 0;
        for (long seed = 1; seed <= STORIES; seed++) {
            Path own = Files.createDirectories(folder.resolve("hub-" + seed));
            lives += livesUntilAllIsAsInTime(seed, own, DuckDbHistory.open(own.resolve("history.duckdb"), HORIZON));
        }
        assertTrue(lives > 3 * STORIES, "lives: " + lives);
    }

    @Test
    void theSameInInflux() throws IOException, HistoryException, InterruptedException {
        try (InfluxForTests influx = InfluxForTests.start(folder)) {
            InfluxServer there = influx.server();
            for (long seed = 1; seed <= STORIES_IN_INFLUX; seed++) {
                InfluxServer own = new InfluxServer(there.url(), there.org(), "late-" + seed, there.token(), there.version());
                int lives = livesUntilAllIsAsInTime(
                        seed, Files.createDirectories(folder.resolve("hub-" + seed)), new InfluxHistory(own, HORIZON, InfluxHistory.PATIENCE));
                assertTrue(lives > 1, "lives: " + lives);
            }
        }
    }

    private static int livesUntilAllIsAsInTime(long seed, Path own, History behind) throws IOException, HistoryException, InterruptedException {
        LateStory story = new LateStory(seed, seed % 4 == 0 ? 8 : 1);
        Random random = new Random(seed);
        try (Hub hub = new Hub(own, story, behind)) {
            tell(story, hub, random);
            hub.awaitAllIn(random, true);
            hub.store.dieAfter(Integer.MAX_VALUE);
            hub.restart();
            hub.awaitAllIn(random, false);
            awaitRows(inTime(story), hub, "seed " + seed);
            return hub.lives;
        }
    }

    private static void tell(LateStory story, Hub hub, Random random) throws IOException, InterruptedException {
        List<JournalEntry> entries = new ArrayList<>(story.disturbed());
        int revisedAt = random.nextInt(entries.size());
        for (int i = 0; i < entries.size(); i++) {
            if (i == revisedAt) {
                hub.sites.put(story.revised());
                hub.take(new JournalEntry.Revised(hub.journal.head() + 1, RandomDay.SITE, story.revised().revision()));
            }
            hub.take(LateStory.moved(entries.get(i), hub.journal.head() + 1));
            if (random.nextInt(entries.size() / 8) == 0) {
                hub.store.dieAfter(1 + random.nextInt(MOST_ACTS));
                hub.awaitAllIn(random, true);
            } else if (random.nextInt(entries.size() / 4) == 0) {
                hub.restart();
            }
        }
    }

    /// What a correction held back is written a moment after nothing is pending any more.
    private static void awaitRows(Map<String, OccupancyChange> expected, Hub hub, String what) throws HistoryException, InterruptedException {
        Map<String, OccupancyChange> actual = hub.rows();
        for (int look = 0; look < 500 && !actual.equals(expected); look++) {
            Thread.sleep(10);
            actual = hub.rows();
        }
        assertEquals(lines(expected), lines(actual), what);
    }

    private static String lines(Map<String, OccupancyChange> rows) {
        StringBuilder lines = new StringBuilder();
        rows.values().forEach(each -> lines.append(each).append('\n'));
        return lines.toString();
    }
}
