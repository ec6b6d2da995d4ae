package org.terzo.hub.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Processes that are killed without a word, again and again: nothing is lost and nothing doubled.
final class KilledE2e {
    private static final int KILLS = 20;
    private static final int ROWS = 30_000;
    private static final int LONGEST_LIFE_MS = 1_500;
    private static final long SEED = 20_261_125;

    @TempDir
    Path folder;

    @Test
    void aGatewayKilledWhileTheBrokerIsAwayLosesNothingItHadAccepted() throws IOException, InterruptedException {
        int rows = 6_000;
        Path file = Yard.recording(folder.resolve("day.csv"), rows);
        try (Line line = Line.startWith(folder, Yard.site(), Yard.KEEP_LONG)) {
            Program gateway = Yard.startGateway(line, file, Yard.speed(300));
            Yard.awaitReceived(line, 500);
            line.killBroker();
            awaitAccepted(folder.resolve("gw-yard"));
            gateway.kill();

            Yard.startGateway(line, file, "max");
            line.startBroker();

            Yard.assertKeptOnce(line, file);
        }
    }

    @Test
    void aHubKilledTwentyTimesInMidStreamNeitherLosesNorDoubles() throws IOException, InterruptedException {
        Path file = Yard.recording(folder.resolve("day.csv"), ROWS);
        String undisturbed = undisturbed(file);
        Random random = new Random(SEED);
        try (Line line = Line.prepare(folder.resolve("killed"), Yard.site(), Yard.KEEP_LONG)) {
            line.startBroker();
            long began = System.nanoTime();
            line.startHub();
            Program gateway = Yard.startGateway(line, file, Yard.speed(rowsASecond(Duration.ofNanos(System.nanoTime() - began))));
            Yard.awaitReceived(line, 1);
            for (int kill = 1; kill <= KILLS; kill++) {
                Thread.sleep(random.nextInt(LONGEST_LIFE_MS));
                assertTrue(Yard.received(line) < ROWS, "kill %d of seed %d came after the end of the stream".formatted(kill, SEED));
                line.killHub();
                line.startHub();
            }
            gateway.kill();
            Yard.startGateway(line, file, "max");

            Yard.assertKeptOnce(line, file);
            assertEquals(undisturbed, states(line));
        }
    }

    /// So that a quarter of the rows are sent while the hub is killed, if its starts take as long as the first.
    private static int rowsASecond(Duration start) {
        return (int) (ROWS * 250L / (KILLS * (start.toMillis() + LONGEST_LIFE_MS / 2)));
    }

    /// The answer of a hub that was left alone.
    private String undisturbed(Path file) throws IOException, InterruptedException {
        try (Line line = Line.startWith(folder.resolve("undisturbed"), Yard.site(), Yard.KEEP_LONG)) {
            Yard.startGateway(line, file, "max");
            Yard.assertKeptOnce(line, file);
            return states(line);
        }
    }

    private static String states(Line line) throws IOException, InterruptedException {
        String body = line.web().raw("/api/v1/sites/yard/history/states?" + Yard.RANGE, true).body();
        assertTrue(body.contains("occupied") && body.contains("free"), body);
        return body;
    }

    /// The outbox's write-ahead log has grown: rows were accepted that no broker has seen.
    private static void awaitAccepted(Path gateway) throws IOException, InterruptedException {
        long before = outboxBytes(gateway);
        long end = System.nanoTime() + Yard.PATIENCE.toNanos();
        while (outboxBytes(gateway) < before + 200_000) {
            assertTrue(System.nanoTime() < end, "the outbox does not grow");
            Thread.sleep(50);
        }
    }

    private static long outboxBytes(Path gateway) throws IOException {
        long sum = 0;
        try (Stream<Path> files = Files.list(gateway.resolve("outbox"))) {
            for (Path each : files.toList()) {
                sum += Files.size(each);
            }
        }
        return sum;
    }
}
