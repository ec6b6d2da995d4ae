package org.terzo.gateway.outbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.terzo.wire.LogRecord;
import org.terzo.wire.RecordCodec;

/// A process that takes records as fast as it can, killed at a moment that it does not choose.
class OutboxUnderKillTest {
    private static final long ROOMY = 50_000_000;
    private static final Instant START = Instant.parse("2026-03-10T09:00:00Z");
    private static final int ROUNDS = 6;

    @TempDir
    Path folder;

    /// Appends until it is killed, and prints what is on disk: log, number, record.
    static final class Taker {
        private Taker() {}

        public static void main(String[] arguments) throws Exception {
            long round = Long.parseLong(arguments[1]);
            try (Outbox outbox = Outbox.open(Path.of(arguments[0]), ROOMY)) {
                for (long second = 0; true; second++) {
                    LogRecord taken = new LogRecord.Alive(START.plusSeconds(round * 1_000_000 + second), Duration.ofSeconds(1));
                    long position = outbox.append(List.of(taken), Optional.empty(), Optional.empty()).get();
                    System.out.println(Sensed.numberOf(outbox, outbox.read(position, 1, 1).getFirst()) + "\t" + RecordCodec.encode(taken));
                }
            }
        }
    }

    @Test
    void whatWasSaidToBeOnDiskIsThereOnceUnderItsNumberWheneverItIsKilled() throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        Map<String, String> said = new HashMap<>();
        for (int round = 0; round < ROUNDS; round++) {
            killedAfter(1 + random.nextInt(300), round, said);
        }
        assertTrue(said.size() >= ROUNDS, said.size() + " records");
        try (Outbox outbox = Outbox.open(folder, ROOMY)) {
            Map<String, String> held = Sensed.sendable(outbox);
            said.forEach((number, json) -> assertEquals(json, held.get(number), number + ", seed " + seed));
            assertEquals(held.size(), held.values().stream().distinct().count(), "none twice, seed " + seed);
            assertTrue(held.size() <= said.size() + ROUNDS, "at most one of each round was on disk and not yet said, seed " + seed);
        }
    }

    private void killedAfter(int records, int round, Map<String, String> said) throws IOException, InterruptedException {
        Process taker = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Taker.class.getName(),
                        folder.toString(),
                        Integer.toString(round))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (BufferedReader lines = taker.inputReader()) {
            int before = said.size();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                int end = line.indexOf('\t');
                if (end > 0) {
                    assertEquals(Optional.empty(), Optional.ofNullable(said.put(line.substring(0, end), line.substring(end + 1))), "given twice: " + line);
                }
                if (said.size() == before + records) {
                    taker.toHandle().destroyForcibly(); // unlike the process itself it leaves the rest to be read
                }
            }
        } finally {
            taker.destroyForcibly();
            assertTrue(taker.waitFor(10, TimeUnit.SECONDS));
        }
    }
}
