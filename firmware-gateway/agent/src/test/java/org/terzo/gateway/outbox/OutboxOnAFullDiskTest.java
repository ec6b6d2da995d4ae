package org.terzo.gateway.outbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.terzo.gateway.Said;
import org.terzo.wire.LogId;
import org.terzo.wire.LogRecord;
import org.terzo.wire.Observation;
import org.terzo.wire.Reading;
import org.terzo.wire.Receipt;
import org.terzo.wire.SensorId;

class OutboxOnAFullDiskTest {
    private static final long ROOMY = 50_000_000;
    private static final Instant START = Instant.parse("2026-03-10T09:00:00Z");

    @TempDir
    Path folder;

    private static List<LogRecord> records(int number) {
        List<LogRecord> records = new ArrayList<>();
        for (int second = 0; second < number; second++) {
            records.add(new Observation(START.plusSeconds(second), new SensorId("desk-01-pir"), new Reading.Motion(true)));
        }
        return records;
    }

    private static CompletableFuture<Long> append(Outbox outbox, int number) throws InterruptedException {
        return outbox.append(records(number), Optional.empty(), Optional.empty());
    }

    /// A folder where the write-ahead log should be cannot be opened either, and needs no full disk.
    @Test
    void whatIsTakenWhileTheFileCannotBeOpenedIsWrittenOnceItCan() throws Exception {
        LogId log;
        try (Outbox outbox = Outbox.open(folder, ROOMY)) {
            append(outbox, 3).get();
            log = outbox.state().log();
        }
        Path inTheWay = Files.createDirectory(folder.resolve("outbox.db-wal"));
        try (Outbox outbox = Outbox.open(folder, ROOMY)) {
            assertFalse(outbox.isOpen());
            assertEquals(0, outbox.state().pending());
            assertEquals(List.of(), outbox.read(1, 500, Integer.MAX_VALUE));
            CompletableFuture<Long> kept = append(outbox, 2);
            assertFalse(kept.isDone());

            Files.delete(inTheWay);
            assertEquals(5, kept.get(60, TimeUnit.SECONDS));
            assertEquals(log, outbox.state().log());
            assertEquals(5, outbox.read(1, 500, Integer.MAX_VALUE).size());
        }
    }

    @Test
    void whileNothingCanBeWrittenSoManyRecordsAreKeptInMemoryAndThenWhoTakesMoreWaits() throws Exception {
        Path inTheWay = Files.createDirectory(folder.resolve("outbox.db-wal"));
        int batch = 500;
        int rounds = 3 * OutboxWriter.MOST_RECORDS / batch;
        try (Outbox outbox = Outbox.open(folder, ROOMY)) {
            CompletableFuture<Long> most = new CompletableFuture<>();
            CountDownLatch full = new CountDownLatch(OutboxWriter.MOST_RECORDS / batch);
            Thread.ofVirtual().start(() -> {
                try {
                    long waiting = 0;
                    for (long round = 1; round <= rounds; round++) {
                        CompletableFuture<Long> _ = append(outbox, batch);
                        waiting = Math.max(waiting, round * batch - outbox.state().last());
                        full.countDown();
                    }
                    most.complete(waiting);
                } catch (InterruptedException stop) {
                    Thread.currentThread().interrupt();
                }
            });
            assertTrue(full.await(60, TimeUnit.SECONDS));
            assertFalse(most.isDone());
            Files.delete(inTheWay);
            assertEquals(OutboxWriter.MOST_RECORDS, most.get(60, TimeUnit.SECONDS));
            assertEquals((long) rounds * batch, outbox.flush().get(60, TimeUnit.SECONDS));
        }
    }

    @Test
    void anEndWhileTheFileCannotBeOpenedDoesNotWait() throws Exception {
        Files.createDirectory(folder.resolve("outbox.db-wal"));
        CompletableFuture<Long> lost;
        try (Outbox outbox = Outbox.open(folder, ROOMY)) {
            lost = append(outbox, 2);
        }
        assertTrue(lost.isCompletedExceptionally());
    }

    @Test
    void onARealFullDiskNothingThatWasAcceptedIsLostNeitherRunningNorStarting() throws Exception {
        try (SmallDisk disk = SmallDisk.mount(folder)) {
            Path data = disk.root().resolve("data");
            LogId log;
            try (Said said = new Said();
                    Outbox outbox = Outbox.open(data, ROOMY)) {
                append(outbox, 100).get();
                log = outbox.state().log();
                disk.fill();
                CompletableFuture<Long> waiting = append(outbox, 2_000);
                while (said.with("not written, next try").isEmpty()) {
                    Thread.sleep(20);
                }
                assertFalse(waiting.isDone());
                assertEquals(100, outbox.read(1, 500, Integer.MAX_VALUE).size(), "what it holds can be sent");
                disk.makeRoom();
                assertEquals(2_100, waiting.get(60, TimeUnit.SECONDS));
                assertEquals(100, outbox.settle(new Receipt(log, 100, START, false)).settled());
            }
            disk.fill();
            try (Outbox outbox = Outbox.open(data, ROOMY)) {
                CompletableFuture<Long> waiting = append(outbox, 2_000);
                disk.makeRoom();
                assertEquals(4_100, waiting.get(60, TimeUnit.SECONDS));
                assertEquals(4_000, outbox.state().pending());
                assertEquals(List.of(log), outbox.state().logs().stream().map(each -> each.id()).toList());
            }
        }
    }

    /// A file system of 2 MB in memory; only root may mount one.
    private record SmallDisk(Path root) implements AutoCloseable {
        static SmallDisk mount(Path root) throws IOException, InterruptedException {
            int refused = run("mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", root.toString());
            assumeTrue(refused == 0, "no small file system can be mounted here: skipped");
            return new SmallDisk(root);
        }

        private static int run(String... command) throws IOException, InterruptedException {
            return new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start().waitFor();
        }

        void fill() throws IOException {
            byte[] page = new byte[4_096];
            try (OutputStream ballast = Files.newOutputStream(root.resolve("ballast"))) {
                while (true) {
                    ballast.write(page);
                }
            } catch (IOException full) {
                assertTrue(String.valueOf(full.getMessage()).contains("No space left"), full.toString());
            }
        }

        void makeRoom() throws IOException {
            Files.delete(root.resolve("ballast"));
        }

        @Override
        public void close() throws IOException, InterruptedException {
            assertEquals(0, run("umount", root.toString()));
        }
    }
}
