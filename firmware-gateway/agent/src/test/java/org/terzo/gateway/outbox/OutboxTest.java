package org.terzo.gateway.outbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.terzo.gateway.outbox.file.OutboxFile;
import org.terzo.gateway.outbox.file.StoredRecord;
import org.terzo.wire.LogId;
import org.terzo.wire.LogRecord;
import org.terzo.wire.Observation;
import org.terzo.wire.Reading;
import org.terzo.wire.Receipt;
import org.terzo.wire.RecordCodec;
import org.terzo.wire.SensorId;

class OutboxTest {
    private static final long ROOMY = 50_000_000;
    private static final Instant START = Instant.parse("2026-03-10T09:00:00Z");

    @TempDir
    Path folder;

    private static List<LogRecord> records(int number) {
        List<LogRecord> records = new ArrayList<>();
        for (int second = 0; second < number; second++) {
            records.add(new Observation(START.plusSeconds(second), new SensorId("desk-01-pir"), new Reading.Motion(second % 2 == 0)));
        }
        return records;
    }

    private static long append(Outbox outbox, int number) throws Exception {
        return outbox.append(records(number), Optional.empty(), Optional.empty()).get();
    }

    private static Receipt receipt(Outbox outbox, long through) {
        return new Receipt(outbox.state().log(), through, START, false);
    }

    private static List<Long> held(Outbox outbox) throws IOException {
        return outbox.read(outbox.state().first(), 1_000, Integer.MAX_VALUE).stream().map(StoredRecord::position).toList();
    }

    @Test
    void numbersBeginAtOneAndGoOnAfterARestartEvenWhenAllIsSettled() throws Exception {
        LogId log;
        try (Outbox outbox = Outbox.open(folder, ROOMY)) {
            log = outbox.state().log();
            assertEquals(3, append(outbox, 3));
            outbox.settle(receipt(outbox, 3));
            assertEquals(0, outbox.state().pending());
        }
        try (Outbox again = Outbox.open(folder, ROOMY)) {
            assertEquals(log, again.state().log());
            assertEquals(4, append(again, 1));
            assertEquals(List.of(4L), held(again));
        }
    }

    @Test
    void aWipedFolderBeginsANewLog() throws Exception {
        LogId log;
        try (Outbox outbox = Outbox.open(folder.resolve("old"), ROOMY)) {
            log = outbox.state().log();
        }
        try (Outbox fresh = Outbox.open(folder.resolve("new"), ROOMY)) {
            assertNotEquals(log, fresh.state().log());
        }
    }

    @Test
    void whatWasAcknowledgedSurvivesAKillInTheMidstOfWriting() throws Exception {
        Path copy = Files.createDirectory(folder.resolve("copy"));
        try (Outbox outbox = Outbox.open(folder.resolve("live"), ROOMY)) {
            outbox.append(records(100), Optional.of("row 100"), Optional.empty()).get();
            List<CompletableFuture<Long>> unfinished = new ArrayList<>();
            for (int more = 0; more < 50; more++) {
                unfinished.add(outbox.append(records(20), Optional.of("more " + more), Optional.empty()));
            }
            assertEquals(50, unfinished.size());
            try (Stream<Path> files = Files.list(folder.resolve("live"))) {
                for (Path file : files.filter(name -> name.getFileName().toString().matches("outbox.db(-wal)?")).sorted().toList()) {
                    Files.copy(file, copy.resolve(file.getFileName().toString()));
                }
            }
        }
        try (Outbox reopened = Outbox.open(copy, ROOMY)) {
            OutboxState state = reopened.state();
            assertTrue(state.last() >= 100, state.toString());
            assertEquals((state.last() - 100) % 20, 0, "a batch is there whole or not at all");
            assertEquals(state.last() == 100 ? "row 100" : "more " + ((state.last() - 100) / 20 - 1), reopened.bookmark().orElse(""));
        }
    }

    /// A power cut may leave half a page at the end of the write-ahead log, or one that was never written.
    @Test
    void aTornEndOfTheWriteAheadLogCostsTheLastCommitsOnlyAndNumbersStayConsecutive() throws Exception {
        Path live = folder.resolve("live");
        byte[] database;
        byte[] log;
        try (Outbox outbox = Outbox.open(live, ROOMY)) {
            for (int commit = 0; commit < 40; commit++) {
                outbox.append(records(5), Optional.of("commit " + commit), Optional.empty()).get();
            }
            database = Files.readAllBytes(live.resolve("outbox.db"));
            log = Files.readAllBytes(live.resolve("outbox.db-wal"));
        }
        long before = 0;
        for (int share = 0; share <= 10; share++) {
            Path torn = Files.createDirectory(folder.resolve("torn-" + share));
            Files.write(torn.resolve("outbox.db"), database);
            Files.write(torn.resolve("outbox.db-wal"), Arrays.copyOf(log, Math.max(0, log.length * share / 10 - 7 * (10 - share))));
            try (Outbox reopened = Outbox.open(torn, ROOMY)) {
                OutboxState state = reopened.state();
                assertEquals(0, state.last() % 5, "a commit is there whole or not at all");
                assertTrue(state.last() >= before, state.toString());
                assertEquals(state.last(), held(reopened).size());
                assertEquals(state.last() == 0 ? Optional.empty() : Optional.of("commit " + (state.last() / 5 - 1)), reopened.bookmark());
                assertEquals(state.last() + 1, append(reopened, 1));
                before = state.last();
            }
        }
        assertEquals(200, before, "nothing that was acknowledged is missing from the whole log");
    }

    /// The trigger fails as a full disk does: SQLite rolls back by itself.
    @Test
    void afterAFullDiskTheSameRecordsAreWrittenOnce() throws Exception {
        Path path = folder.resolve("full.db");
        Opening opening = Opening.of(path, _ -> false, 0);
        OutboxState empty = opening.state();
        try (OutboxFile file = opening.file();
                Connection other = DriverManager.getConnection("jdbc:sqlite:" + path);
                Statement disk = other.createStatement()) {
            List<Task> tasks = List.of(new Task.Append(records(10), Optional.of("row 10"), Optional.empty(), new CompletableFuture<>()));
            disk.execute("CREATE TRIGGER full BEFORE INSERT ON record BEGIN SELECT RAISE(ROLLBACK, 'disk is full'); END");
            assertThrows(SQLException.class, () -> Commit.run(opening, empty, ROOMY, tasks));
            assertThrows(SQLException.class, () -> Commit.run(opening, empty, ROOMY, tasks));
            disk.execute("DROP TRIGGER full");

            assertEquals(10, Commit.run(opening, empty, ROOMY, tasks).last());
            assertEquals(10, file.records().from(0, 100).size());
            assertEquals(Optional.of("row 10"), file.note(OutboxFile.BOOKMARK));
        }
    }

    @Test
    void aReceiptDeletesOnlyOfItsOwnLogAndNeverGoesBack() throws Exception {
        try (Outbox outbox = Outbox.open(folder, ROOMY)) {
            append(outbox, 10);
            outbox.settle(new Receipt(new LogId("another"), 9, START, false));
            assertEquals(10, outbox.state().pending());
            outbox.settle(receipt(outbox, 6));
            outbox.settle(receipt(outbox, 4));
            assertEquals(6, outbox.state().settled());
            assertEquals(List.of(7L, 8L, 9L, 10L), held(outbox));
            assertEquals(Optional.of(START.plusSeconds(6)), outbox.oldest());
        }
    }

    @Test
    void aRestoredHubIsGivenWhatIsStillHeldAboveItsCursor() throws Exception {
        try (Outbox outbox = Outbox.open(folder, ROOMY)) {
            append(outbox, 500);
            outbox.settle(receipt(outbox, 400));
            append(outbox, 1);
            outbox.settle(receipt(outbox, 440));
            OutboxState state = outbox.settle(new Receipt(outbox.state().log(), 2, START, true));
            assertEquals(2, state.settled());
            assertEquals(401, state.first(), "what was settled last is deleted only with more");
            assertEquals(401, held(outbox).getFirst());
        }
    }

    @Test
    void aFullOutboxDropsTheOldestAndCountsThem() throws Exception {
        try (Outbox outbox = Outbox.open(folder, 200_000)) {
            for (int round = 0; round < 20; round++) {
                append(outbox, 500);
            }
            OutboxState state = outbox.state();
            assertEquals(10_000, state.last());
            assertTrue(state.dropped() > 1_000, state.toString());
            assertEquals(state.dropped() + 1, state.first());
            assertEquals(state.dropped() + 1, state.kept());
            assertEquals(state.first(), held(outbox).getFirst());
            assertTrue(Files.size(folder.resolve("outbox.db")) < 1_000_000);
        }
    }

    private static final String BOOT = "boot-2";

    private static Instant sinceBoot(long seconds) {
        return Instant.EPOCH.plusSeconds(seconds);
    }

    private static List<LogRecord> takenAt(Instant at) {
        return List.of(new LogRecord.Alive(at, Duration.ofSeconds(5)), new Observation(at, new SensorId("desk-01-pir"), new Reading.Motion(true)));
    }

    @Test
    void whatWasTakenBeforeTheTimeWasKnownGetsItsTimeUnderTheSameNumbers() throws Exception {
        try (Outbox outbox = Outbox.open(folder, ROOMY)) {
            append(outbox, 1);
            outbox.append(takenAt(sinceBoot(7)), Optional.empty(), Optional.of("boot-1")).get();
            outbox.append(takenAt(sinceBoot(60)), Optional.empty(), Optional.of(BOOT)).get();
            assertEquals(4, outbox.state().untrusted());
            assertEquals(List.of(1L), outbox.read(1, 500, Integer.MAX_VALUE).stream().map(StoredRecord::position).toList());
            assertEquals(4, outbox.read(2, 500, Integer.MAX_VALUE).size(), "a batch is trusted as a whole or not at all");
        }
        try (Outbox restarted = Outbox.open(folder, ROOMY)) {
            restarted.repair(BOOT, Duration.between(Instant.EPOCH, START)).get();

            assertEquals(0, restarted.state().untrusted());
            List<StoredRecord> held = restarted.read(1, 500, Integer.MAX_VALUE);
            assertEquals(List.of(1L, 2L, 3L, 4L, 5L), held.stream().map(StoredRecord::position).toList());
            assertEquals(List.of(START, sinceBoot(7), sinceBoot(7), START.plusSeconds(60), START.plusSeconds(60)), held.stream().map(StoredRecord::at).toList());
            assertEquals(takenAt(START.plusSeconds(60)), held.subList(3, 5).stream().map(each -> RecordCodec.decode(each.json())).toList());
        }
    }

    @Test
    void aSecondGatewayOnTheFolderIsRefused() throws Exception {
        try (Outbox _ = Outbox.open(folder, ROOMY)) {
            IOException refused = assertThrows(IOException.class, () -> Outbox.open(folder, ROOMY));
            assertTrue(refused.toString().endsWith("another gateway runs on this folder"), refused.toString());
        }
    }

    @Test
    void whatIsReadIsBoundedByNumberAndBytes() throws Exception {
        try (Outbox outbox = Outbox.open(folder, ROOMY)) {
            append(outbox, 100);
            int one = outbox.read(1, 1, 1).getFirst().json().length() + 1;
            assertEquals(10, outbox.read(5, 10, Integer.MAX_VALUE).size());
            assertEquals(1, outbox.read(5, 10, 1).size());
            assertTrue(outbox.read(1, 100, 3 * one + 3).size() <= 3);
        }
    }
}
