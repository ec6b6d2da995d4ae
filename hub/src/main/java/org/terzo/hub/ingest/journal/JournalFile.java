package org.terzo.hub.ingest.journal;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Properties;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// One connection to the journal's SQLite file, and the only class that meets its exceptions.
final class JournalFile implements AutoCloseable {
    /// Otherwise the driver asks after each write for the number of its row, which takes as long as the write.
    private static final Map<String, String> WITHOUT_KEYS = Map.of("jdbc.get_generated_keys", "false");

    private final Path file;
    private final Connection connection;
    private final Map<String, PreparedStatement> prepared = new HashMap<>();

    private JournalFile(Path file, Connection connection) {
        this.file = file;
        this.connection = connection;
    }

    /// One row of an answer.
    interface RowReader<T> {
        T read(ResultSet row) throws SQLException;
    }

    /// Several writes that stand or fall together.
    interface Writes {
        void run() throws IOException;
    }

    /// The migrations, on the class path.
    static final String SCHEMA = "org/terzo/hub/ingest/journal/schema";

    /// What `transaction` wrote is on disk when it returns.
    static JournalFile writer(Path file) throws IOException {
        JournalFile writer = connect(file, List.of("journal_mode=WAL", "synchronous=FULL", "busy_timeout=5000", "cache_size=-4096", "wal_autocheckpoint=4000"));
        writer.autoCommit(false);
        return writer;
    }

    /// Sees what is committed, and neither waits for the writer nor holds it up.
    static JournalFile reader(Path file) throws IOException {
        return connect(file, List.of("query_only=1", "busy_timeout=5000", "cache_size=-1024"));
    }

    private static JournalFile connect(Path file, List<String> pragmas) throws IOException {
        try {
            Properties properties = new Properties();
            properties.putAll(WITHOUT_KEYS);
            Connection connection = DriverManager.getConnection(url(file), properties);
            try (Statement statement = connection.createStatement()) {
                for (String pragma : pragmas) {
                    statement.execute("PRAGMA " + pragma);
                }
            }
            return new JournalFile(file, connection);
        } catch (SQLException e) {
            throw new IOException("%s: cannot be opened: %s".formatted(file, e.getMessage()), e);
        }
    }

    private static String url(Path file) {
        return "jdbc:sqlite:" + file;
    }

    private void autoCommit(boolean each) throws IOException {
        try {
            connection.setAutoCommit(each);
        } catch (SQLException e) {
            throw failed("opened", e);
        }
    }

    <T> List<T> rows(String query, RowReader<T> reader, Object... values) throws IOException {
        return rowsUntil(_ -> false, query, reader, values);
    }

    /// The first rows, up to one of which `isEnough`.
    synchronized <T> List<T> rowsUntil(Predicate<T> isEnough, String query, RowReader<T> reader, Object... values) throws IOException {
        try {
            PreparedStatement statement = bound(query, values);
            try (ResultSet row = statement.executeQuery()) {
                List<T> rows = new ArrayList<>();
                boolean goesOn = row.next();
                while (goesOn) {
                    rows.add(reader.read(row));
                    goesOn = !isEnough.test(rows.getLast()) && row.next();
                }
                return rows;
            }
        } catch (SQLException e) {
            throw failed("read", e);
        }
    }

    <T> Optional<T> row(String query, RowReader<T> reader, Object... values) throws IOException {
        return rows(query, reader, values).stream().findFirst();
    }

    /// Within a transaction.
    synchronized void write(String change, Object... values) throws IOException {
        try {
            bound(change, values).executeUpdate();
        } catch (SQLException e) {
            throw failed("written", e);
        }
    }

    /// Within a transaction: the same change with each of the values.
    synchronized void writeAll(String change, List<Object[]> each) throws IOException {
        for (Object[] values : each) {
            write(change, values);
        }
    }

    synchronized void transaction(Writes writes) throws IOException {
        try {
            writes.run();
            connection.commit();
        } catch (SQLException e) {
            IOException failure = failed("written", e);
            rollBack(failure);
            throw failure;
        } catch (IOException failure) {
            rollBack(failure);
            throw failure;
        }
    }

    private void rollBack(IOException cause) {
        try {
            for (PreparedStatement statement : prepared.values()) {
                statement.close();
            }
            prepared.clear();
            connection.rollback();
        } catch (SQLException alsoFailed) {
            cause.addSuppressed(alsoFailed);
            beginAnew(cause);
        }
    }

    /// A full disk makes SQLite roll back by itself. The driver does not know it: what came next would be written piece by piece.
    private void beginAnew(IOException cause) {
        try (Statement statement = connection.createStatement()) {
            statement.execute("BEGIN");
        } catch (SQLException alsoFailed) {
            cause.addSuppressed(alsoFailed);
        }
    }

    private PreparedStatement bound(String sql, Object... values) throws SQLException {
        @Nullable PreparedStatement known = prepared.get(sql);
        PreparedStatement statement = known == null ? connection.prepareStatement(sql) : known;
        prepared.put(sql, statement);
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, plain(values[i]));
        }
        return statement;
    }

    /// What is absent is null in SQL.
    private static @Nullable Object plain(Object value) {
        return switch (value) {
            case Optional<?> optional -> optional.orElse(null);
            case OptionalLong optional -> optional.isPresent() ? optional.getAsLong() : null;
            case Object present -> present;
        };
    }

    private IOException failed(String verb, SQLException e) {
        return new IOException("%s: cannot be %s: %s".formatted(file, verb, e.getMessage()), e);
    }

    @Override
    public synchronized void close() throws IOException {
        try {
            connection.close();
        } catch (SQLException e) {
            throw failed("closed", e);
        }
    }
}
