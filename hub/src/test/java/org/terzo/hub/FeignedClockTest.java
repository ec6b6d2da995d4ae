package org.terzo.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What `--clock` does.
final class FeignedClockTest {
    private static final Instant NINE = Instant.parse("2026-03-10T09:00:00Z");

    @TempDir
    Path folder;

    private FeignedClock says(String line) throws IOException {
        return FeignedClock.read(Files.writeString(folder.resolve("clock"), line), () -> NINE);
    }

    @Test
    void itIsWrongByWhatTheFileSaysAndStepsWhenThatChanges() throws IOException {
        FeignedClock clock = says("+3600");
        assertEquals(Instant.parse("2026-03-10T10:00:00Z"), clock.instant());

        Files.writeString(folder.resolve("clock"), "-7200\n");
        assertEquals(Instant.parse("2026-03-10T07:00:00Z"), clock.instant());
        Files.writeString(folder.resolve("clock"), "");
        assertEquals(Instant.parse("2026-03-10T07:00:00Z"), clock.instant(), "half written: it goes on as it was");
        Files.delete(folder.resolve("clock"));
        assertEquals(Instant.parse("2026-03-10T07:00:00Z"), clock.instant(), "gone: the same");
    }

    @Test
    void whatIsNoSuchLineIsRefused() {
        IOException refused = assertThrows(IOException.class, () -> says("three hours"));

        assertEquals(
                folder.resolve("clock") + ": is not one line of seconds like '-3600' or of a faster clock like '2026-12-01T07:20:00Z x144 since 2026-11-25T15:40:00Z'",
                refused.getMessage());
        assertThrows(IOException.class, () -> says("today x144 since yesterday"));
        assertThrows(IOException.class, () -> says("2026-12-01T07:20:00Z x144"));
    }

    @Test
    void itCanGoFasterFromAMomentOn() throws IOException {
        assertEquals(Instant.parse("2026-12-01T07:44:00Z"), says("2026-12-01T07:20:00Z x144 since 2026-03-10T08:59:50Z\n").instant());
    }
}
