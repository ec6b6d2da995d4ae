package org.terzo.gateway.outbox;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The outbox's SQLite file, statement by statement. One thread at a time; the caller begins and ends transactions.
final class OutboxFile implements AutoCloseable {
    private final Path path;
    private Connection connection;

    private OutboxFile(Path path, Connection connection) {
        this.path = path;
        this.connection = connection;
    }

    private static Connection connect(Path path) throws SQLException {
        return DriverManager.getConnection("jdbc:sqlite:" + path);
    }

    static OutboxFile open(Path file) throws SQLException {
        OutboxFile opened = new OutboxFile(file, connect(file));
        try {
            opened.prepare();
            opened.run("CREATE TABLE IF NOT EXISTS record (sequence INTEGER PRIMARY KEY, at INTEGER NOT NULL, json TEXT NOT NULL, boot TEXT)");
            opened.run("CREATE TABLE IF NOT EXISTS note (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID");
            opened.addBoot();
            opened.run("CREATE INDEX IF NOT EXISTS untrusted ON record (sequence) WHERE boot IS NOT NULL");
            return opened;
        } catch (SQLException broken) {
            opened.close();
            throw broken;
        }
    }

    private void prepare() throws SQLException {
        run("PRAGMA journal_mode = WAL");
        run("PRAGMA synchronous = FULL");
        run("PRAGMA busy_timeout = 5000");
        run("PRAGMA journal_size_limit = 4194304");
    }

    /// Files of earlier versions hold times of day only.
    private void addBoot() throws SQLException {
        if (number("SELECT count(*) FROM pragma_table_info('record') WHERE name = 'boot'") == 0) {
            run("ALTER TABLE record ADD COLUMN boot TEXT");
        }
    }

    void begin() throws SQLException {
        connection.setAutoCommit(false);
    }

    void commit() throws SQLException {
        connection.commit();
        connection.setAutoCommit(true);
    }

    /// Forgets the transaction after it failed. On a full disk SQLite has rolled it back itself and the driver does not know, so
    /// the connection is made anew; when that fails too, the next attempt begins here again.
    void startOver(SQLException failed) {
        try {
            connection.close();
            connection = connect(path);
            prepare();
        } catch (SQLException still) {
            failed.addSuppressed(still);
        }
    }

    void insert(List<StoredRecord> records) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("INSERT INTO record (sequence, at, json, boot) VALUES (?, ?, ?, ?)")) {
            for (StoredRecord stored : records) {
                insert.setLong(1, stored.sequence());
                insert.setLong(2, stored.at().toEpochMilli());
                insert.setString(3, stored.json());
                insert.setString(4, stored.boot().orElse(null));
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    List<StoredRecord> from(long sequence, int most) throws SQLException {
        return select("SELECT sequence, at, json, boot FROM record WHERE sequence >= ? ORDER BY sequence LIMIT ?", sequence, most);
    }

    /// Records from `sequence` on whose time is not known yet.
    List<StoredRecord> untrustedFrom(long sequence, int most) throws SQLException {
        return select("SELECT sequence, at, json, boot FROM record WHERE boot IS NOT NULL AND sequence >= ? ORDER BY sequence LIMIT ?", sequence, most);
    }

    private List<StoredRecord> select(String sql, long sequence, int most) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setLong(1, sequence);
            select.setInt(2, most);
            List<StoredRecord> found = new ArrayList<>();
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    Optional<String> boot = Optional.ofNullable(rows.getString(4));
                    found.add(new StoredRecord(rows.getLong(1), Instant.ofEpochMilli(rows.getLong(2)), rows.getString(3), boot));
                }
            }
            return found;
        }
    }

    long untrusted() throws SQLException {
        return number("SELECT count(*) FROM record WHERE boot IS NOT NULL");
    }

    /// The same numbers with another time.
    void replace(List<StoredRecord> records) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement("UPDATE record SET at = ?, json = ?, boot = ? WHERE sequence = ?")) {
            for (StoredRecord stored : records) {
                update.setLong(1, stored.at().toEpochMilli());
                update.setString(2, stored.json());
                update.setString(3, stored.boot().orElse(null));
                update.setLong(4, stored.sequence());
                update.addBatch();
            }
            update.executeBatch();
        }
    }

    void deleteThrough(long sequence) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement("DELETE FROM record WHERE sequence <= ?")) {
            delete.setLong(1, sequence);
            delete.executeUpdate();
        }
    }

    /// Counts from 1 again, in the same order.
    void renumber(long first) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement("UPDATE record SET sequence = sequence - ?")) {
            update.setLong(1, first - 1);
            update.executeUpdate();
        }
    }

    Optional<String> note(String name) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("SELECT value FROM note WHERE name = ?")) {
            select.setString(1, name);
            try (ResultSet rows = select.executeQuery()) {
                return rows.next() ? Optional.of(rows.getString(1)) : Optional.empty();
            }
        }
    }

    void note(String name, String value) throws SQLException {
        try (PreparedStatement upsert =
                connection.prepareStatement("INSERT INTO note (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value")) {
            upsert.setString(1, name);
            upsert.setString(2, value);
            upsert.executeUpdate();
        }
    }

    /// What is used, without the pages that are free for what comes next.
    long bytes() throws SQLException {
        return (number("PRAGMA page_count") - number("PRAGMA freelist_count")) * number("PRAGMA page_size");
    }

    private long number(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            return rows.next() ? rows.getLong(1) : 0;
        }
    }

    private void run(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
