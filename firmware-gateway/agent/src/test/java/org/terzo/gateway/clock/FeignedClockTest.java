package org.terzo.gateway.clock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FeignedClockTest {
    private static final Instant NINE = Instant.parse("2026-03-10T09:00:00Z");

    @TempDir
    Path folder;

    private Instant ticker = Instant.EPOCH;

    private FeignedClock says(String line) throws IOException {
        return FeignedClock.read(Files.writeString(folder.resolve("clock"), line), () -> NINE.plus(Duration.between(Instant.EPOCH, ticker)), () -> ticker);
    }

    @Test
    void itIsWrongByWhatTheFileSaysAndStepsWhenThatChanges() throws IOException {
        FeignedClock clock = says("+10800 set");
        assertEquals(NINE.plusSeconds(10_800), clock.instant());
        Files.writeString(folder.resolve("clock"), "-3600.5 set\n");
        ticker = ticker.plusMillis(100);
        assertEquals(NINE.plusMillis(100).minusMillis(3_600_500), clock.instant());
        Files.delete(folder.resolve("clock"));
        ticker = ticker.plusMillis(100);
        assertEquals(NINE.plusMillis(200).minusMillis(3_600_500), clock.instant(), "it goes on as it was");
    }

    @Test
    void whileNothingHasSetItTheBoardDoesNotKnowTheTime() throws IOException {
        BoardClock board = says("+10800 unset").board();
        assertFalse(board.isTrusted());
        assertFalse(BoardClock.isTrusted(board.instant()));
        Files.writeString(folder.resolve("clock"), "0 set");
        ticker = ticker.plusSeconds(1);
        assertTrue(board.isTrusted());
        assertEquals(NINE.plusSeconds(1), board.instant());
    }

    @Test
    void whatIsNoSuchLineIsRefused() {
        IOException refused = assertThrows(IOException.class, () -> says("three hours"));
        assertEquals(folder.resolve("clock") + ": is not one line like '+10800 unset' or '-60 set'", refused.getMessage());
    }
}
