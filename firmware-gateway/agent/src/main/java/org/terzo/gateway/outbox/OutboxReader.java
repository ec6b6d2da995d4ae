package org.terzo.gateway.outbox;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Optional;
import org.terzo.gateway.outbox.file.OutboxFile;

/// Reads the outbox on a connection of its own, so that the sender does not wait for a commit.
final class OutboxReader {
    /// What is asked of the file.
    interface Question<T> {
        T of(OutboxFile open) throws SQLException;
    }

    private final Path path;
    private final OutboxWriter writer;
    private Optional<OutboxFile> file = Optional.empty();
    private Optional<Opening> readFrom = Optional.empty();

    OutboxReader(Path path, OutboxWriter writer) {
        this.path = path;
        this.writer = writer;
    }

    /// Empty while the writer could not open the file. When it had to open it anew, so does this.
    synchronized <T> Optional<T> read(Question<T> question) throws IOException {
        Optional<Opening> now = writer.opening();
        if (now.isEmpty()) {
            return Optional.empty();
        }
        try {
            if (file.isEmpty() || !now.equals(readFrom)) {
                close();
                file = Optional.of(OutboxFile.open(path));
                readFrom = now;
            }
            return Optional.of(question.of(file.get()));
        } catch (SQLException failed) {
            if (Opening.isDamage(failed)) {
                writer.suspectDamage();
            }
            throw new IOException("outbox: " + failed.getMessage(), failed);
        }
    }

    synchronized void close() throws IOException {
        try {
            if (file.isPresent()) {
                file.get().close();
            }
            file = Optional.empty();
        } catch (SQLException failed) {
            throw new IOException("outbox: " + failed.getMessage(), failed);
        }
    }
}
