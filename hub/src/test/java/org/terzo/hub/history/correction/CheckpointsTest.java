package org.terzo.hub.history.correction;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.Period;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.terzo.hub.history.Horizon;
import org.terzo.hub.ingest.Retention;
import org.terzo.hub.ingest.journal.Journal;
import org.terzo.hub.occupancy.Recompute.Checkpoint;
import org.terzo.hub.occupancy.Recompute.Doubt;
import org.terzo.hub.occupancy.Recompute.Start;
import org.terzo.hub.occupancy.saved.CheckpointRule;
import org.terzo.wire.SiteId;

/// What is kept to begin again from, for how long, and where a recompute begins.
final class CheckpointsTest {
    private static final SiteId SITE = new SiteId("loft");
    private static final String DESK = "desk d-1";
    private static final Instant DAY_0 = Instant.parse("2026-01-01T00:00:00Z");
    /// Observations are kept for 30 days, passages for one.
    private static final Retention RETENTION = new Retention(Period.ofDays(30), Duration.ofHours(24), Period.ofMonths(13), Period.ofMonths(36));

    @TempDir
    Path folder;

    private Journal journal;
    private Checkpoints checkpoints;

    @BeforeEach
    void open() throws IOException {
        journal = Journal.open(folder.resolve("journal.sqlite"));
        checkpoints = at(0);
    }

    @AfterEach
    void close() throws IOException {
        journal.close();
    }

    private Checkpoints at(int day) {
        return new Checkpoints(journal, new Horizon(RETENTION, InstantSource.fixed(DAY_0.plus(Duration.ofDays(day)))));
    }

    private static long millis(double day) {
        return DAY_0.toEpochMilli() + StrictMath.round(day * Duration.ofDays(1).toMillis());
    }

    private void keep(CheckpointRule rule, double day, String state) {
        checkpoints.add(SITE, new Checkpoint(DESK, rule, millis(day), state));
    }

    private void mark() throws IOException {
        Checkpoints.Unsaved unsaved = checkpoints.unsaved();
        journal.saveMarks(unsaved.states(), unsaved.forgotten());
        checkpoints.saved(unsaved);
    }

    private int kept() throws IOException {
        return journal.marks("checkpoint ", "checkpoint~").size();
    }

    private static Doubt doubt(double from, double line) {
        return new Doubt(DESK, "pir", CheckpointRule.DAILY, Long.MIN_VALUE / 4, millis(from), millis(line), 7);
    }

    private static String begins(Optional<Start> start) {
        return start.map(each -> each.from().map(Checkpoint::state).orElse("from nothing")).orElse("nowhere");
    }

    @Test
    void ofADesk41DaysAreKeptAndOfACount51HoursWhateverIsSavedWhen() throws IOException {
        for (int day = 0; day < 200; day++) {
            keep(CheckpointRule.DAILY, day, "day " + day);
            if (day % 7 == 0) {
                mark();
            }
        }
        mark();
        assertEquals(41, kept());

        checkpoints.remove(SITE, DESK);
        for (int hour = 0; hour < 200; hour++) {
            keep(CheckpointRule.HOURLY, hour / 24.0, "hour " + hour);
        }
        mark();
        assertEquals(51, kept());
    }

    @Test
    void itBeginsAtTheLastStateBeforeTheDoubtWhetherOrNotThatIsOnDisk() throws IOException {
        keep(CheckpointRule.DAILY, 1, "day 1");
        mark();
        keep(CheckpointRule.DAILY, 2, "day 2");
        keep(CheckpointRule.DAILY, 3, "day 3");

        assertEquals("day 1", begins(checkpoints.start(SITE, doubt(1.5, 3.5))));
        assertEquals("day 2", begins(checkpoints.start(SITE, doubt(3, 3.5))));
        assertEquals("day 3", begins(checkpoints.start(SITE, doubt(3.1, 3.5))));
        assertEquals("from nothing", begins(checkpoints.start(SITE, doubt(0.5, 3.5))));
    }

    @Test
    void whereTheObservationsAreGoneItBeginsAtTheFirstStateBehindWhichTheyAreNotAndLeavesWhatLiesBefore() throws IOException {
        for (int day = 0; day <= 60; day++) {
            keep(CheckpointRule.DAILY, day, "day " + day);
        }
        mark();
        checkpoints = at(61);

        Optional<Start> start = checkpoints.start(SITE, doubt(25.5, 60.5));

        assertEquals("day 31", begins(start));
        assertEquals(millis(31) + 1, start.orElseThrow().doubt().from());
        assertEquals("day 31", begins(checkpoints.start(SITE, doubt(1, 60.5))));
        assertEquals("nowhere", begins(checkpoints.start(SITE, doubt(1, 31))));
    }

    @Test
    void whatStoodBeforeADeskWasTakenAwayIsNeverBegunFrom() throws IOException {
        keep(CheckpointRule.DAILY, 1, "of the former desk");
        mark();
        keep(CheckpointRule.DAILY, 2, "of the former desk too");
        checkpoints.remove(SITE, DESK);
        assertEquals("from nothing", begins(checkpoints.start(SITE, doubt(2.5, 3.5))));

        keep(CheckpointRule.DAILY, 3, "of the desk of the same name");
        assertEquals("from nothing", begins(checkpoints.start(SITE, doubt(2.5, 3.5))));
        mark();

        assertEquals("of the desk of the same name", begins(checkpoints.start(SITE, doubt(3.2, 3.5))));
        assertEquals(1, kept());
    }

    @Test
    void whatIsKeptWhileItIsBeingSavedIsSavedNextTime() throws IOException {
        keep(CheckpointRule.DAILY, 1, "day 1");
        Checkpoints.Unsaved unsaved = checkpoints.unsaved();
        keep(CheckpointRule.DAILY, 1, "day 1, corrected");
        checkpoints.saved(unsaved);

        Map<String, String> left = new HashMap<>(checkpoints.unsaved().states());
        assertTrue(left.containsValue("day 1, corrected") && left.size() == 1, left.toString());
    }
}
