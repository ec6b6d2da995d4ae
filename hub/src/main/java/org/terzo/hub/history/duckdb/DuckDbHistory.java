package org.terzo.hub.history.duckdb;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Function;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;
import org.terzo.hub.history.History;
import org.terzo.hub.history.HistoryException;
import org.terzo.hub.history.Horizon;
import org.terzo.hub.history.PointRefusedException;
import org.terzo.hub.history.Watches;
import org.terzo.hub.occupancy.Answer;
import org.terzo.hub.occupancy.OccupancyChange.OfDesk;
import org.terzo.hub.occupancy.Answer;
import org.terzo.hub.occupancy.OccupancyChange.OfHeadcount;
import org.terzo.wire.DeskId;
import org.terzo.wire.SensorId;
import org.terzo.wire.SiteId;
import org.terzo.wire.ZoneId;

/// History in one DuckDB file inside the hub; the only class that knows DuckDB. Readers have connections of their own, so that none waits
/// for a long write.
public final class DuckDbHistory implements History {
    private static final int PATIENCE_SECONDS = 5;
    /// Errors that are about what is written, not about how the database is.
    private static final List<String> REFUSALS = List.of("Constraint Error", "Conversion Error", "Out of Range Error", "Invalid Input Error");

    /// DuckDB holds some 15 bytes for each row appended since the file was opened, and gives them back when it is closed: after 5 million
    /// rows 96 MB were full and nothing could be written any more.
    private static final int ROWS_AN_OPENING = 500_000;

    private final Path file;
    private final Horizon horizon;
    private final ReadWriteLock opening = new ReentrantReadWriteLock();
    private DuckDBConnection database;
    private int rows;

    private DuckDbHistory(DuckDBConnection database, Path file, Horizon horizon) {
        this.database = database;
        this.file = file;
        this.horizon = horizon;
    }

    public static DuckDbHistory open(Path file, Horizon horizon) throws HistoryException {
        return new DuckDbHistory(connect(file), file, horizon);
    }

    private static DuckDBConnection connect(Path file) throws HistoryException {
        try {
            DuckDBConnection database = (DuckDBConnection) DriverManager.getConnection("jdbc:duckdb:" + file);
            try (Statement statement = database.createStatement()) {
                SchemaVersion.refuseNewer(file, statement);
                for (String sql : Schema.AT_START) {
                    statement.execute(sql);
                }
            }
            database.setAutoCommit(false);
            return database;
        } catch (SQLException e) {
            throw failure(file, "cannot be opened", e);
        }
    }

    @Override
    public synchronized void write(Batch batch) throws HistoryException {
        if (rows >= ROWS_AN_OPENING) {
            reopen();
        }
        rows += batch.observations().size() + batch.watches().size() + batch.changes().size();
        inTransaction(() -> {
            insert("observation", Schema.KEEP_FIRST, batch.observations(), each -> Rows.of(batch.site(), each));
            insert("watch", Schema.KEEP_FIRST, batch.watches(), each -> Rows.of(batch.site(), each));
            writeChanges(batch);
        });
    }

    private void reopen() throws HistoryException {
        opening.writeLock().lock();
        try {
            database.close();
            database = connect(file);
            rows = 0;
        } catch (SQLException e) {
            throw failure(file, "cannot be closed", e);
        } finally {
            opening.writeLock().unlock();
        }
    }

    /// A statement cannot replace a row twice.
    private void writeChanges(Batch batch) throws SQLException {
        for (Answer answer : Answer.values()) {
            insert(Schema.of(answer, "desk_state"), Schema.REPLACE_STATE, Rows.lastStates(batch, answer), cells -> cells);
            insert(Schema.of(answer, "headcount"), Schema.REPLACE_HEADCOUNT, Rows.lastHeadcounts(batch, answer), cells -> cells);
        }
    }

    /// In one statement: each prepared insert of a single row pins 256 KiB until the commit, so some 360 rows would fill the memory.
    private <T> void insert(String table, String onConflict, Collection<T> items, Function<T, List<@Nullable Object>> cells) throws SQLException {
        if (items.isEmpty()) {
            return;
        }
        String arriving = "arriving_" + table;
        try (Statement statement = database.createStatement()) {
            statement.execute("CREATE TEMP TABLE IF NOT EXISTS %s AS SELECT * FROM %s LIMIT 0".formatted(arriving, table));
            statement.execute("DELETE FROM " + arriving);
            try (DuckDBAppender appender = database.createAppender("temp", "main", arriving)) {
                for (T item : items) {
                    appender.beginRow();
                    for (@Nullable Object cell : cells.apply(item)) {
                        append(appender, cell);
                    }
                    appender.endRow();
                }
            }
            statement.execute("INSERT INTO %s SELECT * FROM %s %s".formatted(table, arriving, onConflict));
        }
    }

    private static void append(DuckDBAppender row, @Nullable Object cell) throws SQLException {
        switch (cell) {
            case null -> row.appendNull();
            case String text -> row.append(text);
            case Long number -> row.append(number.longValue());
            case Integer number -> row.append(number.intValue());
            case Double number -> row.append(number.doubleValue());
            case Boolean flag -> row.append(flag.booleanValue());
            default -> throw new IllegalArgumentException("no column holds a " + cell.getClass());
        }
    }

    @Override
    public synchronized void expire() throws HistoryException {
        inTransaction(() -> {
            delete(Schema.EXPIRE_OBSERVATIONS, List.of(horizon.observations(), horizon.passages()));
            for (String sql : Schema.EXPIRE_STAYS) {
                delete(sql, List.of(horizon.stays()));
            }
        });
    }

    @Override
    public synchronized void forget(SiteId site, Thing thing, Instant from, Instant to) throws HistoryException {
        inTransaction(() -> {
            switch (thing) {
                case Thing.Desk(DeskId desk, Answer answer) -> delete(Schema.of(answer, Schema.FORGET_STATES), List.of(site.value(), desk.value(), from, to));
                case Thing.Zone(Optional<ZoneId> zone, Answer answer) ->
                    delete(Schema.of(answer, Schema.FORGET_HEADCOUNTS), List.of(site.value(), Rows.zone(zone), from, to));
            }
        });
    }

    private void delete(String sql, List<Object> values) throws SQLException {
        try (PreparedStatement statement = database.prepareStatement(sql)) {
            bind(statement, values);
            statement.execute();
        }
    }

    /// Something done to the database as a whole or not at all.
    private interface Change {
        void make() throws SQLException;
    }

    /// After a failure the file is opened anew, since some of DuckDB's errors end a connection for good.
    private void inTransaction(Change change) throws HistoryException {
        try {
            change.make();
            database.commit();
        } catch (SQLException e) {
            rollBack(e);
            rows = ROWS_AN_OPENING;
            throw failure(file, "cannot be written", e);
        }
    }

    private void rollBack(SQLException cause) {
        try {
            database.rollback();
        } catch (SQLException e) {
            cause.addSuppressed(e);
        }
    }

    @Override
    public Page<StoredObservation> observations(SiteId site, Range<ObservationKey> range, Optional<SensorId> sensor) throws HistoryException {
        return Page.of(ask(Asked.observations(site, range, sensor, horizon), Rows::observation), range.limit());
    }

    @Override
    public Page<StoredChange<OfDesk>> states(
            SiteId site, Answer answer, Range<DeskKey> range, Optional<DeskId> desk, Optional<ZoneId> zone) throws HistoryException {
        return Page.of(ask(Asked.states(site, answer, range, desk, zone, horizon), Rows::state), range.limit());
    }

    @Override
    public Page<StoredChange<OfHeadcount>> headcounts(SiteId site, Answer answer, Range<Instant> range, Optional<ZoneId> zone)
            throws HistoryException {
        return Page.of(ask(Asked.headcounts(site, answer, range, zone, horizon), row -> Rows.headcount(row, zone)), range.limit());
    }

    @Override
    public List<Watch> watching(SiteId site, Instant from, Instant to) throws HistoryException {
        Instant start = Horizon.later(from, horizon.stays());
        return Watches.merged(ask(Asked.watches(site, start, to), Rows::watch), start, to);
    }

    /// One row as an item.
    private interface RowReader<T> {
        T read(ResultSet row) throws SQLException;
    }

    private <T> List<T> ask(Asked asked, RowReader<T> reader) throws HistoryException {
        opening.readLock().lock();
        try (Connection connection = database.duplicate();
                PreparedStatement query = connection.prepareStatement(asked.sql())) {
            query.setQueryTimeout(PATIENCE_SECONDS);
            bind(query, asked.values());
            List<T> items = new ArrayList<>();
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    items.add(reader.read(row));
                }
            }
            return items;
        } catch (SQLException e) {
            throw failure(file, "cannot be read", e);
        } finally {
            opening.readLock().unlock();
        }
    }

    private static void bind(PreparedStatement statement, List<Object> values) throws SQLException {
        for (int i = 0; i < values.size(); i++) {
            statement.setObject(i + 1, values.get(i) instanceof Instant at ? Long.valueOf(at.toEpochMilli()) : values.get(i));
        }
    }

    /// DuckDB explains itself over several lines; the first says what is wrong.
    private static HistoryException failure(Path file, String what, SQLException cause) {
        String reason = String.valueOf(cause.getMessage()).lines().findFirst().orElse("no reason given");
        String message = "%s: %s: %s".formatted(file, what, reason);
        return REFUSALS.stream().anyMatch(reason::startsWith)
                ? new PointRefusedException(message, cause)
                : new HistoryException(message, cause);
    }

    /// Nothing is written meanwhile, so the file and its log are a whole, as after a crash; reading goes on.
    @Override
    public synchronized String copyInto(Path folder) throws IOException {
        try (Statement statement = database.createStatement()) {
            statement.execute("CHECKPOINT");
            database.commit();
        } catch (SQLException e) {
            throw new IOException(String.valueOf(failure(file, "cannot be copied", e).getMessage()), e);
        }
        for (Path each : List.of(file, Path.of(file + ".wal"))) {
            if (Files.exists(each)) {
                Files.copy(each, folder.resolve(each.getFileName()));
            }
        }
        return String.valueOf(file.getFileName());
    }

    @Override
    public String describe() {
        return "DuckDB " + file.getFileName();
    }

    /// Leaves one file that is whole: what stood in the log beside it is in it.
    @Override
    public synchronized void close() {
        try (Statement statement = database.createStatement()) {
            statement.execute("CHECKPOINT");
            database.commit();
            database.close();
        } catch (SQLException e) {
            throw new IllegalStateException("%s: cannot be closed: %s".formatted(file, e.getMessage()), e);
        }
    }
}
