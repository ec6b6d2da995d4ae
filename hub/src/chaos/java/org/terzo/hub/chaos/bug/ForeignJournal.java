package org.terzo.hub.chaos.bug;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/// What a test does to the journal of a hub, with a connection of its own.
public final class ForeignJournal implements AutoCloseable {
    private final Path journal;
    private final Connection connection;

    private ForeignJournal(Path journal, Connection connection) {
        this.journal = journal;
        this.connection = connection;
    }

    public static ForeignJournal open(Path journal) throws IOException {
        try {
            return new ForeignJournal(journal, DriverManager.getConnection("jdbc:sqlite:" + journal));
        } catch (SQLException e) {
            throw failed(journal, e);
        }
    }

    /// From now on nobody else can commit, until it is closed.
    public void holdCommits() throws IOException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA busy_timeout = 20000");
            statement.execute("BEGIN IMMEDIATE");
        } catch (SQLException e) {
            throw failed(journal, e);
        }
    }

    /// Of a hub that commits its cursor in one transaction and what it has received in the next, and was killed between the two: the last
    /// batches never came to disk; that they were received did.
    public int forgetBatches(int batches) throws IOException {
        try (Statement statement = connection.createStatement()) {
            return statement.executeUpdate(
                    "DELETE FROM journal WHERE position IN (SELECT position FROM journal WHERE kind = 'records' ORDER BY position DESC LIMIT %s)"
                            .formatted(Integer.toString(batches)));
        } catch (SQLException e) {
            throw failed(journal, e);
        }
    }

    private static IOException failed(Path journal, SQLException e) {
        return new IOException("%s: %s".formatted(journal, e.getMessage()), e);
    }

    @Override
    public void close() throws IOException {
        try {
            connection.close();
        } catch (SQLException e) {
            throw failed(journal, e);
        }
    }
}
