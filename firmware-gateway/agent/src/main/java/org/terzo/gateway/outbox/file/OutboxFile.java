package org.terzo.gateway.outbox.file;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.terzo.wire.LogId;

/// The outbox's SQLite file, statement by statement. One thread at a time; the caller begins and ends transactions.
public final class OutboxFile implements AutoCloseable {
    /// The note of where the inputs go on after a restart.
    public static final String BOOKMARK = "bookmark";

    /// The note of how many records were dropped for want of room.
    public static final String DROPPED = "dropped";

    private final Path path;
    private Connection connection;

    private OutboxFile(Path path, Connection connection) {
        this.path = path;
        this.connection = connection;
    }

    private static Connection connect(Path path) throws SQLException {
        return DriverManager.getConnection("jdbc:sqlite:" + path);
    }

    /// Makes the tables, or brings those of an earlier version up to date; those of a later one are refused.
    public static OutboxFile open(Path file) throws SQLException, OutboxRefused {
        OutboxFile opened = new OutboxFile(file, connect(file));
        try {
            opened.prepare();
            Schema.migrate(file, opened.connection);
            return opened;
        } catch (SQLException | OutboxRefused broken) {
            opened.close();
            throw broken;
        }
    }

    /// A file with the tables of this version, to be read as far as it can be: otherwise SQLite reads nothing of one that is shorter
    /// than its first page says.
    static OutboxFile openAsItIs(Path file) throws SQLException {
        OutboxFile opened = new OutboxFile(file, connect(file));
        try {
            Sql.run(opened.connection, "PRAGMA writable_schema = ON");
            return opened;
        } catch (SQLException broken) {
            opened.close();
            throw broken;
        }
    }

    /// Small pages: a record is written as one of them. What is committed is whole after a power cut, and there after a kill; `force`
    /// makes it outlast a power cut too.
    private void prepare() throws SQLException {
        Sql.run(connection, "PRAGMA page_size = 512");
        Sql.run(connection, "PRAGMA journal_mode = WAL");
        Sql.run(connection, "PRAGMA synchronous = NORMAL");
        Sql.run(connection, "PRAGMA busy_timeout = 5000");
        Sql.run(connection, "PRAGMA journal_size_limit = 4194304");
    }

    /// What is wrong with the file; empty: nothing.
    public Optional<String> damage() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("PRAGMA quick_check(1)")) {
            return Optional.of(rows.next() ? rows.getString(1) : "no answer").filter(said -> !said.equals("ok"));
        }
    }

    public void begin() throws SQLException {
        connection.setAutoCommit(false);
    }

    public void commit() throws SQLException {
        connection.commit();
        connection.setAutoCommit(true);
    }

    /// Everything that was committed is on the disk when this returns.
    public void force() throws IOException {
        try (FileChannel writeAhead = FileChannel.open(WriteAheadTail.fileOf(path), StandardOpenOption.WRITE)) {
            writeAhead.force(false);
        }
    }

    /// Forgets the transaction after it failed. On a full disk SQLite has rolled it back itself and the driver does not know, so
    /// the connection is made anew; when that fails too, the next attempt begins here again.
    public void startOver(SQLException failed) {
        try {
            connection.close();
            connection = connect(path);
            prepare();
        } catch (SQLException still) {
            failed.addSuppressed(still);
        }
    }

    /// Its records; asked for anew after `startOver`.
    public RecordTable records() {
        return new RecordTable(connection);
    }

    /// The oldest first.
    public List<HeldLog> logs() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT base, id, last, settled FROM log ORDER BY base")) {
            List<HeldLog> logs = new ArrayList<>();
            while (rows.next()) {
                logs.add(new HeldLog(new LogId(rows.getString(2)), rows.getLong(1), rows.getLong(3), rows.getLong(4)));
            }
            return logs;
        }
    }

    /// Instead of all that stand there.
    public void keepLogs(List<HeldLog> logs) throws SQLException {
        Sql.run(connection, "DELETE FROM log");
        try (PreparedStatement insert = connection.prepareStatement("INSERT INTO log (base, id, last, settled) VALUES (?, ?, ?, ?)")) {
            for (HeldLog log : logs) {
                insert.setLong(1, log.base());
                insert.setString(2, log.id().value());
                insert.setLong(3, log.last());
                insert.setLong(4, log.settled());
                insert.executeUpdate();
            }
        }
    }

    public Optional<String> note(String name) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("SELECT value FROM note WHERE name = ?")) {
            select.setString(1, name);
            try (ResultSet rows = select.executeQuery()) {
                return rows.next() ? Optional.of(rows.getString(1)) : Optional.empty();
            }
        }
    }

    public void note(String name, String value) throws SQLException {
        try (PreparedStatement upsert =
                connection.prepareStatement("INSERT INTO note (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value")) {
            upsert.setString(1, name);
            upsert.setString(2, value);
            upsert.executeUpdate();
        }
    }

    /// What is used, without the pages that are free for what comes next.
    public long bytes() throws SQLException {
        return (Sql.number(connection, "PRAGMA page_count") - Sql.number(connection, "PRAGMA freelist_count")) * Sql.number(connection, "PRAGMA page_size");
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
