package org.terzo.hub.ingest;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.terzo.wire.GatewayId;
import org.terzo.wire.LogId;
import org.terzo.wire.SiteId;

/// The durable log behind the broker, one SQLite file: what was taken, what is known of each log's numbers, what was refused.
///
/// A commit is on disk when it returns (WAL, `synchronous=FULL`).
public final class Journal implements AutoCloseable {
    /// A migration that this hub does not know is a mistake, so a newer hub's journal is refused.
    private static final String[] NEWER_IS_REFUSED = {};

    /// Dead letters kept; the oldest go first, and stay counted.
    static final int MOST_REJECTIONS = 10_000;
    /// Numbers per log whose digests are kept; of older ones a repetition counts as a duplicate whatever it says.
    static final int DIGESTS_KEPT = 100_000;

    /// A reader far behind must not fill the memory.
    private static final int MOST_RECORDS_AT_ONCE = 20_000;

    private final Connection database;
    private long head;

    private Journal(Connection database, long head) {
        this.database = database;
        this.head = head;
    }

    /// The sequence ledger's key.
    public record LogKey(SiteId site, GatewayId gateway, LogId log) {}

    /// A row to be written; `payload` is the message as it came.
    record Row(JournalEntry entry, byte[] payload, String taken) {}

    record Digests(LogKey log, long first, byte[] digests) {}

    /// What one transaction writes.
    record Commit(List<Row> rows, Map<LogKey, LogLedger> logs, List<Digests> digests, List<Rejection> rejections) {}

    public static Journal open(Path file) throws IOException {
        String url = "jdbc:sqlite:" + file;
        try {
            Flyway.configure()
                    .dataSource(url, "", "")
                    .locations("classpath:org/terzo/hub/ingest/schema")
                    .ignoreMigrationPatterns(NEWER_IS_REFUSED)
                    .load()
                    .migrate();
            Connection database = DriverManager.getConnection(url);
            try (Statement statement = database.createStatement()) {
                statement.execute("PRAGMA journal_mode=WAL");
                statement.execute("PRAGMA synchronous=FULL");
                statement.execute("PRAGMA busy_timeout=5000");
                statement.execute("PRAGMA cache_size=-4096");
            }
            database.setAutoCommit(false);
            return new Journal(database, headOf(database));
        } catch (SQLException | FlywayException e) {
            throw new IOException("%s: cannot be opened: %s".formatted(file, e.getMessage()), e);
        }
    }

    /// The head survives pruning: it is kept as a mark.
    private static long headOf(Connection database) throws SQLException {
        try (Statement statement = database.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT max(coalesce((SELECT max(position) FROM journal), 0),"
                                + " coalesce((SELECT CAST(value AS INTEGER) FROM mark WHERE reader = 'pruned'), 0))")) {
            return row.getLong(1);
        }
    }

    /// The position of the newest entry.
    public synchronized long head() {
        return head;
    }

    synchronized void commit(Commit commit) throws IOException {
        inTransaction(() -> {
            writeRows(commit.rows());
            writeLogs(commit.logs());
            writeDigests(commit);
            writeRejections(commit.rejections());
        });
        if (!commit.rows().isEmpty()) {
            head = commit.rows().getLast().entry().position();
        }
    }

    /// Entries after `position`, oldest first: `atMost`, and fewer where they are large.
    public synchronized List<JournalEntry> after(long position, int atMost) throws IOException {
        List<JournalEntry> entries = new ArrayList<>();
        try (PreparedStatement query = database.prepareStatement(
                "SELECT position, kind, site, gateway, arrived, through, taken, payload FROM journal WHERE position > ? ORDER BY position LIMIT ?")) {
            query.setLong(1, position);
            query.setInt(2, atMost);
            try (ResultSet row = query.executeQuery()) {
                int records = 0;
                while (row.next() && records < MOST_RECORDS_AT_ONCE) {
                    entries.add(JournalRows.read(row.getString(2), new JournalRows.Stored(
                            row.getLong(1),
                            new SiteId(row.getString(3)),
                            row.getString(4),
                            Instant.ofEpochMilli(row.getLong(5)),
                            row.getLong(6),
                            Optional.ofNullable(row.getString(7)),
                            row.getBytes(8))));
                    records += entries.getLast() instanceof JournalEntry.Records each ? each.records().size() : 1;
                }
            }
            return entries;
        } catch (SQLException e) {
            throw new IOException("journal: cannot be read: " + e.getMessage(), e);
        }
    }

    /// Forgets entries up to `position` that every reader has.
    public synchronized void prune(long position) throws IOException {
        inTransaction(() -> {
            try (PreparedStatement delete = database.prepareStatement("DELETE FROM journal WHERE position <= ?")) {
                delete.setLong(1, position);
                delete.executeUpdate();
            }
            writeMark("pruned", Long.toString(Math.min(position, head)));
        });
    }

    public synchronized Optional<String> mark(String reader) throws IOException {
        try (PreparedStatement query = database.prepareStatement("SELECT value FROM mark WHERE reader = ?")) {
            query.setString(1, reader);
            try (ResultSet row = query.executeQuery()) {
                return row.next() ? Optional.of(row.getString(1)) : Optional.empty();
            }
        } catch (SQLException e) {
            throw new IOException("journal: cannot be read: " + e.getMessage(), e);
        }
    }

    public synchronized void saveMark(String reader, String value) throws IOException {
        inTransaction(() -> writeMark(reader, value));
    }

    synchronized Map<LogKey, LogLedger> logs() throws IOException {
        Map<LogKey, LogLedger> logs = new HashMap<>();
        try (Statement statement = database.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT site, gateway, log, highest, lost_below, received, duplicates, late, dropped, gaps FROM sequence_log")) {
            while (row.next()) {
                logs.put(
                        new LogKey(new SiteId(row.getString(1)), new GatewayId(row.getString(2)), new LogId(row.getString(3))),
                        new LogLedger(
                                new LogLedger.Counts(row.getLong(6), row.getLong(7), row.getLong(8), row.getLong(9)),
                                row.getLong(4),
                                row.getLong(5),
                                JournalRows.gaps(row.getString(10))));
            }
            return logs;
        } catch (SQLException e) {
            throw new IOException("journal: cannot be read: " + e.getMessage(), e);
        }
    }

    /// The digest under which a number was first taken; empty when it is no longer kept.
    synchronized Optional<Long> digest(LogKey log, long sequence, int longestBatch) throws IOException {
        try (PreparedStatement query = database.prepareStatement(
                "SELECT first, digests FROM digest WHERE site = ? AND gateway = ? AND log = ? AND first > ? AND first <= ?")) {
            keys(query, log);
            query.setLong(4, sequence - longestBatch);
            query.setLong(5, sequence);
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    Optional<Long> digest = RecordDigest.at(row.getBytes(2), sequence - row.getLong(1));
                    if (digest.isPresent()) {
                        return digest;
                    }
                }
            }
            return Optional.empty();
        } catch (SQLException e) {
            throw new IOException("journal: cannot be read: " + e.getMessage(), e);
        }
    }

    /// Newest first, below `beforeId`.
    public synchronized List<Rejection> rejections(long beforeId, int atMost) throws IOException {
        List<Rejection> rejections = new ArrayList<>();
        try (PreparedStatement query = database.prepareStatement(
                "SELECT id, at, site, gateway, topic, reason, detail, payload FROM rejection WHERE id < ? ORDER BY id DESC LIMIT ?")) {
            query.setLong(1, beforeId);
            query.setInt(2, atMost);
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    rejections.add(new Rejection(
                            row.getLong(1), Instant.ofEpochMilli(row.getLong(2)), row.getString(3), row.getString(4),
                            row.getString(5), row.getString(6), row.getString(7), row.getString(8)));
                }
            }
            return rejections;
        } catch (SQLException e) {
            throw new IOException("journal: cannot be read: " + e.getMessage(), e);
        }
    }

    /// How many were refused, by gateway and reason; a gateway's text may be empty.
    public synchronized Map<String, Map<String, Long>> rejected(SiteId site) throws IOException {
        Map<String, Map<String, Long>> counts = new HashMap<>();
        try (PreparedStatement query = database.prepareStatement("SELECT gateway, reason, number FROM rejected WHERE site = ?")) {
            query.setString(1, site.value());
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    counts.computeIfAbsent(row.getString(1), _ -> new HashMap<>()).put(row.getString(2), row.getLong(3));
                }
            }
            return counts;
        } catch (SQLException e) {
            throw new IOException("journal: cannot be read: " + e.getMessage(), e);
        }
    }

    private void writeRows(List<Row> rows) throws SQLException {
        try (PreparedStatement insert = database.prepareStatement("INSERT INTO journal VALUES (?,?,?,?,?,?,?,?)")) {
            for (Row row : rows) {
                JournalRows.Written written = JournalRows.write(row.entry(), row.payload());
                insert.setLong(1, row.entry().position());
                insert.setString(2, written.kind());
                insert.setString(3, row.entry().site().value());
                insert.setString(4, written.gateway());
                insert.setLong(5, written.arrived());
                insert.setLong(6, written.through());
                insert.setString(7, row.taken().isEmpty() ? null : row.taken());
                insert.setBytes(8, written.payload());
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    private void writeLogs(Map<LogKey, LogLedger> logs) throws SQLException {
        try (PreparedStatement upsert = database.prepareStatement("INSERT OR REPLACE INTO sequence_log VALUES (?,?,?,?,?,?,?,?,?,?)")) {
            for (Map.Entry<LogKey, LogLedger> log : logs.entrySet()) {
                LogLedger ledger = log.getValue();
                upsert.setString(1, log.getKey().gateway().value());
                upsert.setString(2, log.getKey().log().value());
                upsert.setString(3, log.getKey().site().value());
                upsert.setLong(4, ledger.highest());
                upsert.setLong(5, ledger.lostBelow());
                upsert.setLong(6, ledger.counts().received());
                upsert.setLong(7, ledger.counts().duplicates());
                upsert.setLong(8, ledger.counts().late());
                upsert.setLong(9, ledger.counts().dropped());
                upsert.setString(10, JournalRows.text(ledger.gaps()));
                upsert.addBatch();
            }
            upsert.executeBatch();
        }
    }

    private void writeDigests(Commit commit) throws SQLException {
        try (PreparedStatement insert = database.prepareStatement("INSERT OR IGNORE INTO digest VALUES (?,?,?,?,?,?)");
                PreparedStatement prune = database.prepareStatement("DELETE FROM digest WHERE site = ? AND gateway = ? AND log = ? AND first < ?")) {
            for (Digests digests : commit.digests()) {
                keys(insert, digests.log());
                insert.setLong(4, digests.first());
                insert.setInt(5, digests.digests().length / Long.BYTES);
                insert.setBytes(6, digests.digests());
                insert.addBatch();
            }
            insert.executeBatch();
            for (Map.Entry<LogKey, LogLedger> log : commit.logs().entrySet()) {
                keys(prune, log.getKey());
                prune.setLong(4, log.getValue().highest() - DIGESTS_KEPT);
                prune.addBatch();
            }
            prune.executeBatch();
        }
    }

    private static void keys(PreparedStatement statement, LogKey key) throws SQLException {
        statement.setString(1, key.site().value());
        statement.setString(2, key.gateway().value());
        statement.setString(3, key.log().value());
    }

    private void writeRejections(List<Rejection> rejections) throws SQLException {
        if (rejections.isEmpty()) {
            return;
        }
        try (PreparedStatement insert = database.prepareStatement(
                        "INSERT INTO rejection (at, site, gateway, topic, reason, detail, payload) VALUES (?,?,?,?,?,?,?)");
                PreparedStatement count = database.prepareStatement(
                        "INSERT INTO rejected VALUES (?,?,?,1) ON CONFLICT DO UPDATE SET number = number + 1");
                Statement bound = database.createStatement()) {
            for (Rejection rejection : rejections) {
                insert.setLong(1, rejection.at().toEpochMilli());
                List<String> texts = List.of(
                        rejection.site(), rejection.gateway(), rejection.topic(), rejection.reason(), rejection.detail(), rejection.payload());
                for (int i = 0; i < texts.size(); i++) {
                    insert.setString(2 + i, texts.get(i));
                }
                insert.addBatch();
                count.setString(1, rejection.site());
                count.setString(2, rejection.gateway());
                count.setString(3, rejection.reason());
                count.addBatch();
            }
            insert.executeBatch();
            count.executeBatch();
            bound.execute("DELETE FROM rejection WHERE id <= (SELECT max(id) FROM rejection) - " + MOST_REJECTIONS);
        }
    }

    private void writeMark(String reader, String value) throws SQLException {
        try (PreparedStatement upsert = database.prepareStatement("INSERT OR REPLACE INTO mark VALUES (?,?)")) {
            upsert.setString(1, reader);
            upsert.setString(2, value);
            upsert.executeUpdate();
        }
    }

    /// Several writes that stand or fall together.
    private interface Writes {
        void run() throws SQLException;
    }

    private void inTransaction(Writes writes) throws IOException {
        try {
            writes.run();
            database.commit();
        } catch (SQLException e) {
            try {
                database.rollback();
            } catch (SQLException alsoFailed) {
                e.addSuppressed(alsoFailed);
            }
            throw new IOException("journal: cannot be written: " + e.getMessage(), e);
        }
    }

    @Override
    public synchronized void close() throws IOException {
        try {
            database.close();
        } catch (SQLException e) {
            throw new IOException("journal: cannot be closed: " + e.getMessage(), e);
        }
    }
}
