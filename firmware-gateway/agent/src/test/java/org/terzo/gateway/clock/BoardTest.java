package org.terzo.gateway.clock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BoardTest {
    private static final Instant NOW = Instant.parse("2026-03-10T09:00:00Z");

    @TempDir
    Path root;

    private void file(String name, String content) throws IOException {
        Files.createDirectories(root.resolve(name).getParent());
        Files.writeString(root.resolve(name), content);
    }

    @Test
    void withATimeServiceTheTimeIsKnownOnceThatHasSetIt() throws IOException {
        Board board = new Board(root);
        assertTrue(board.knowsTheTime(NOW), "nobody there who could say otherwise");
        Files.createDirectories(root.resolve("run/systemd/timesync"));
        assertFalse(board.knowsTheTime(NOW));
        file("run/systemd/timesync/synchronized", "");
        assertTrue(board.knowsTheTime(NOW));
    }

    @Test
    void aBatteryClockVouchesForATimeThatIsItsOwn() throws IOException {
        Files.createDirectories(root.resolve("run/systemd/timesync"));
        file("sys/class/rtc/rtc0/since_epoch", NOW.plusSeconds(20).getEpochSecond() + "\n");
        assertTrue(new Board(root).knowsTheTime(NOW));
        file("sys/class/rtc/rtc0/since_epoch", "37\n");
        assertFalse(new Board(root).knowsTheTime(NOW), "a clock without a battery");
    }

    @Test
    void theTimeSinceBootCountsFromTheEpoch() throws IOException {
        file("proc/uptime", "4711.25 9000.00\n");
        assertEquals(Instant.EPOCH.plusMillis(4_711_250), new Board(root).uptime());
    }
}
