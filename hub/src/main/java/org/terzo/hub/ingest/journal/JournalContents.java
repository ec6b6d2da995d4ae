package org.terzo.hub.ingest.journal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.terzo.hub.sqlite.SqliteFile;

/// What makes a journal a whole one, beyond what SQLite knows.
///
/// @param head the position up to which it was once on disk, as far as that is known
record JournalContents(long head) implements SqliteFile.Contents {
    @Override
    public Optional<String> damage(Path file) throws IOException {
        try (JournalFile reader = JournalFile.reader(file)) {
            OptionalLong torn = new EntryTable(reader).firstTorn();
            return torn.isEmpty() ? Optional.empty() : Optional.of("entry %d is not as it was written".formatted(torn.getAsLong()));
        }
    }

    @Override
    public void mend(Path salvaged, Set<String> cut) throws IOException {
        try (JournalFile writer = JournalFile.writer(salvaged)) {
            writer.transaction(() -> new Rebuild(writer).make(cut, head));
        }
    }
}
