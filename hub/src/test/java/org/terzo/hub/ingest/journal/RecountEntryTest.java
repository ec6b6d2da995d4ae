package org.terzo.hub.ingest.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.terzo.hub.ingest.journal.JournalEntry.Recounted;
import org.terzo.wire.SiteId;
import org.terzo.wire.ZoneId;

/// A manual count in the journal file.
final class RecountEntryTest {
    private static final SiteId RIVA = new SiteId("riva");
    private static final Instant AT = Instant.parse("2026-03-10T09:00:00.250Z");
    private static final Recounted HALL = new Recounted(1, RIVA, Optional.of(new ZoneId("hall")), AT, 17, "Ana Müller");
    private static final Recounted WHOLE = new Recounted(2, RIVA, Optional.empty(), AT.plusSeconds(60), 0, "");

    @TempDir
    private Path folder;

    private Journal filled() throws IOException {
        Journal journal = Journal.open(folder.resolve("journal.sqlite"));
        for (Recounted each : List.of(HALL, WHOLE)) {
            journal.commit(new Commit(AT, List.of(new Row(each, new byte[0], "")), Map.of(), List.of(), Map.of(), List.of()));
        }
        return journal;
    }

    @Test
    void itComesBackAsItWasWrittenInItsPlace() throws IOException {
        filled().close();
        try (Journal journal = Journal.open(folder.resolve("journal.sqlite"))) {
            assertEquals(List.of(HALL, WHOLE), journal.after(0, 10));
        }
    }

    @Test
    void whoCountedAndWhenIsKnownLongAfterItsEntryIsGone() throws IOException {
        try (Journal journal = filled()) {
            journal.prune(2);

            assertEquals(List.of(), journal.after(0, 10));
            assertEquals(List.of(HALL, WHOLE), journal.recounts(RIVA));
            assertEquals(List.of(), journal.recounts(new SiteId("riva-2")));
        }
    }

    @Test
    void aLedgerThatIsMadeAnewLeavesItWhereItWas() throws IOException {
        filled().close();
        JournalFile file = JournalFile.writer(folder.resolve("journal.sqlite"));
        file.transaction(() -> new Rebuild(file).make(Set.of("sequence_log"), 2));
        file.close();

        try (Journal journal = Journal.open(folder.resolve("journal.sqlite"))) {
            assertEquals(List.of(HALL, WHOLE), journal.after(0, 10));
            assertEquals(List.of(HALL, WHOLE), journal.recounts(RIVA));
        }
    }
}
