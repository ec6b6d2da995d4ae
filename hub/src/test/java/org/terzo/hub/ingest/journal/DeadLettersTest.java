package org.terzo.hub.ingest.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DeadLettersTest {
    private static final Instant NOW = Instant.parse("2026-03-10T09:00:00Z");

    @TempDir
    Path folder;

    private Journal journal;

    @BeforeEach
    void open() throws IOException {
        journal = Journal.open(folder.resolve("journal.sqlite"));
    }

    @AfterEach
    void close() throws IOException {
        journal.close();
    }

    @Test
    void beyondTheNumberTheOldestGoAndTheLossIsCounted() throws IOException {
        commit(9_990, "x");
        commit(25, "x");

        JournalAnswers.Letters letters = journal.answers().letters(Long.MAX_VALUE, 20_000);
        assertEquals(10_000, letters.page().size());
        assertEquals(15, letters.lost());
        assertEquals(16, letters.page().getLast().id());
    }

    @Test
    void beyondTheBytesTheOldestGoToo() throws IOException {
        String payload = "x".repeat(4_000);
        commit(4_000, payload);
        close();
        open();
        commit(1_000, payload);

        JournalAnswers.Letters letters = journal.answers().letters(Long.MAX_VALUE, 20_000);
        long bytes = letters.page().stream().mapToLong(letter -> letter.payload().length() + letter.detail().length()).sum();
        assertTrue(bytes <= DeadLetters.MOST_BYTES && bytes > DeadLetters.MOST_BYTES - 5_000, bytes + " bytes");
        assertEquals(5_000, letters.page().size() + letters.lost());
    }

    @Test
    void oneCommitWithMoreThanAllKeepsTheNewest() throws IOException {
        commit(10_500, "x");

        JournalAnswers.Letters letters = journal.answers().letters(Long.MAX_VALUE, 20_000);
        assertEquals("letter 10499", letters.page().getFirst().detail());
        assertEquals("letter 500", letters.page().getLast().detail());
        assertEquals(500, letters.lost());
    }

    private void commit(int number, String payload) throws IOException {
        List<Rejection> letters = IntStream.range(0, number)
                .mapToObj(i -> new Rejection(
                        0, NOW, "riva", "gw-1", "topic", Optional.empty(), OptionalLong.empty(), "malformed", "letter " + i, payload, true))
                .toList();
        journal.commit(new Commit(NOW, List.of(), Map.of(), letters, Map.of(), List.of()));
    }
}
