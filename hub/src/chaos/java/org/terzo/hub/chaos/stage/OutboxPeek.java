package org.terzo.hub.chaos.stage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;

/// What the outbox of a dead gateway held: whoever destroys it must know what is destroyed.
///
/// @param rowsTaken how many rows of its recording had been taken
/// @param oldest the time of its oldest record, in milliseconds; empty when it held none
record OutboxPeek(long rowsTaken, OptionalLong oldest) {
    /// Looks at a copy, for opening the file itself would mend it.
    static OutboxPeek of(Path outbox, Path recording) throws IOException {
        Path copy = Files.createTempDirectory("terzo-outbox");
        try {
            Disks.copyDatabase(outbox, copy.resolve("outbox.db"));
            return read(copy.resolve("outbox.db"), recording);
        } catch (SQLException e) {
            throw new IOException("%s: cannot be looked at: %s".formatted(outbox, e.getMessage()), e);
        } finally {
            Disks.delete(copy);
        }
    }

    private static OutboxPeek read(Path file, Path recording) throws SQLException, IOException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement()) {
            long rows = 0;
            try (ResultSet note = statement.executeQuery("SELECT value FROM note WHERE name = 'bookmark'")) {
                List<String> words = note.next() ? List.of(note.getString(1).split(" ", -1)) : List.of();
                rows = words.size() > 1 && words.getFirst().equals(identity(recording)) ? Long.parseLong(words.get(1)) : 0;
            }
            try (ResultSet oldest = statement.executeQuery("SELECT min(at), count(*) FROM record")) {
                boolean isEmpty = !oldest.next() || oldest.getLong(2) == 0;
                return new OutboxPeek(rows, isEmpty ? OptionalLong.empty() : OptionalLong.of(oldest.getLong(1)));
            }
        }
    }

    /// A bookmark says which file it belongs to.
    private static String identity(Path recording) throws IOException {
        try (Stream<String> lines = Files.lines(recording)) {
            return Integer.toString((recording.getFileName() + lines.skip(1).findFirst().orElse("")).hashCode());
        }
    }
}
