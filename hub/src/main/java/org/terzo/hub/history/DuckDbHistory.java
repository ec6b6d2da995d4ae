package org.terzo.hub.history;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.terzo.hub.occupancy.DeskState;
import org.terzo.hub.occupancy.Headcount;
import org.terzo.hub.occupancy.OccupancyChange;
import org.terzo.hub.occupancy.OccupancyChange.OfDesk;
import org.terzo.hub.occupancy.OccupancyChange.OfHeadcount;
import org.terzo.hub.occupancy.OccupancyChange.Quality;
import org.terzo.wire.DeskId;
import org.terzo.wire.GatewayId;
import org.terzo.wire.LogId;
import org.terzo.wire.Observation;
import org.terzo.wire.RecordCodec;
import org.terzo.wire.SensorId;
import org.terzo.wire.SiteId;
import org.terzo.wire.ZoneId;

/// History in one DuckDB file inside the hub; the only class that knows DuckDB. Each kind has its identity as primary key, so that
/// writing again changes nothing.
public final class DuckDbHistory implements History {
    private static final String MEMORY = "96MB";
    private static final String OBSERVATION =
            "(site VARCHAR, at_ms BIGINT, gateway VARCHAR, log VARCHAR, sequence BIGINT, sensor VARCHAR, record VARCHAR%s)";
    private static final String REPLACE_STATE = "ON CONFLICT DO UPDATE SET zone = excluded.zone, state = excluded.state,"
            + " confidence = excluded.confidence, reason = excluded.reason, version = excluded.version";
    private static final String REPLACE_HEADCOUNT = "ON CONFLICT DO UPDATE SET low = excluded.low, best = excluded.best,"
            + " high = excluded.high, quality = excluded.quality, version = excluded.version";
    private static final List<String> SCHEMA = List.of(
            "SET memory_limit = '" + MEMORY + "'",
            "SET threads = 1",
            "CREATE TABLE IF NOT EXISTS observation " + OBSERVATION.formatted(", PRIMARY KEY (gateway, log, sequence)"),
            "CREATE TEMP TABLE arriving " + OBSERVATION.formatted(""),
            "CREATE TABLE IF NOT EXISTS desk_state (site VARCHAR, at_ms BIGINT, desk VARCHAR, zone VARCHAR, state VARCHAR, confidence DOUBLE,"
                    + " reason VARCHAR, version VARCHAR, PRIMARY KEY (site, desk, at_ms))",
            "CREATE TABLE IF NOT EXISTS headcount (site VARCHAR, at_ms BIGINT, zone VARCHAR, low INTEGER, best INTEGER, high INTEGER,"
                    + " quality VARCHAR, version VARCHAR, PRIMARY KEY (site, zone, at_ms))",
            "CREATE TABLE IF NOT EXISTS watch (site VARCHAR, gateway VARCHAR, since BIGINT, until BIGINT, PRIMARY KEY (site, gateway, until, since))");

    private final DuckDBConnection database;
    private final Path file;

    private DuckDbHistory(DuckDBConnection database, Path file) {
        this.database = database;
        this.file = file;
    }

    public static DuckDbHistory open(Path file) throws HistoryException {
        try {
            DuckDBConnection database = (DuckDBConnection) DriverManager.getConnection("jdbc:duckdb:" + file);
            try (Statement statement = database.createStatement()) {
                for (String sql : SCHEMA) {
                    statement.execute(sql);
                }
            }
            return new DuckDbHistory(database, file);
        } catch (SQLException e) {
            throw new HistoryException("%s: cannot be opened: %s".formatted(file, e.getMessage()), e);
        }
    }

    @Override
    public synchronized void write(Batch batch) throws HistoryException {
        try {
            database.setAutoCommit(false);
            writeObservations(batch);
            writeWatches(batch);
            writeChanges(batch);
            database.commit();
        } catch (SQLException e) {
            rollBack(e);
            throw new HistoryException("%s: cannot be written: %s".formatted(file, e.getMessage()), e);
        }
    }

    private void rollBack(SQLException cause) {
        try {
            database.rollback();
        } catch (SQLException e) {
            cause.addSuppressed(e);
        }
    }

    private void writeObservations(Batch batch) throws SQLException {
        if (batch.observations().isEmpty()) {
            return;
        }
        try (Statement statement = database.createStatement()) {
            statement.execute("DELETE FROM arriving");
            try (DuckDBAppender appender = database.createAppender("temp", "main", "arriving")) {
                for (StoredObservation stored : batch.observations()) {
                    appender.beginRow()
                            .append(batch.site().value())
                            .append(stored.observation().at().toEpochMilli())
                            .append(stored.gateway().value())
                            .append(stored.log().value())
                            .append(stored.sequence())
                            .append(stored.observation().sensor().value())
                            .append(RecordCodec.encode(stored.observation()))
                            .endRow();
                }
            }
            statement.execute("INSERT INTO observation SELECT * FROM arriving ON CONFLICT DO NOTHING");
        }
    }

    private void writeWatches(Batch batch) throws SQLException {
        insert("watch", "ON CONFLICT DO NOTHING", batch.watches(), (row, watch) -> row.append(batch.site().value())
                .append(watch.gateway().value())
                .append(watch.from().toEpochMilli())
                .append(watch.to().toEpochMilli()));
    }

    /// Of two changes to one thing at one instant only the last is offered: a statement cannot replace a row twice.
    private void writeChanges(Batch batch) throws SQLException {
        Map<List<Object>, StoredChange<OfDesk>> desks = new LinkedHashMap<>();
        Map<List<Object>, StoredChange<OfHeadcount>> zones = new LinkedHashMap<>();
        for (StoredChange<? extends OccupancyChange> stored : batch.changes()) {
            switch (stored.change()) {
                case OfDesk change -> desks.put(List.of(change.desk(), change.at()), new StoredChange<>(change, stored.version()));
                case OfHeadcount change -> zones.put(List.of(change.zone(), change.at()), new StoredChange<>(change, stored.version()));
            }
        }
        insert("desk_state", REPLACE_STATE, desks.values(), (row, stored) -> append(row, batch.site(), stored.change(), stored.version()));
        insert("headcount", REPLACE_HEADCOUNT, zones.values(), (row, stored) -> append(row, batch.site(), stored.change(), stored.version()));
    }

    /// Puts an item's columns into a row.
    private interface RowWriter<T> {
        void write(DuckDBAppender row, T item) throws SQLException;
    }

    /// In one statement: each prepared insert of a single row pins 256 KiB until the commit, so some 360 rows would fill the memory.
    private <T> void insert(String table, String onConflict, Collection<T> items, RowWriter<T> writer) throws SQLException {
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
                    writer.write(appender, item);
                    appender.endRow();
                }
            }
            statement.execute("INSERT INTO %s SELECT * FROM %s %s".formatted(table, arriving, onConflict));
        }
    }

    private static void append(DuckDBAppender row, SiteId site, OfDesk change, String version) throws SQLException {
        row.append(site.value())
                .append(change.at().toEpochMilli())
                .append(change.desk().value())
                .append(change.zone().value())
                .append(change.state().name())
                .append(change.confidence())
                .append(change.reason())
                .append(version);
    }

    private static void append(DuckDBAppender row, SiteId site, OfHeadcount change, String version) throws SQLException {
        row.append(site.value()).append(change.at().toEpochMilli()).append(change.zone().map(ZoneId::value).orElse(""));
        if (change.headcount().isPresent()) {
            Headcount people = change.headcount().get();
            row.append(people.low()).append(people.best()).append(people.high());
        } else {
            row.appendNull().appendNull().appendNull();
        }
        row.append(change.quality().name()).append(version);
    }

    @Override
    public Page<StoredObservation> observations(SiteId site, Range range, Optional<SensorId> sensor) throws HistoryException {
        String sql = "SELECT gateway, log, sequence, record FROM observation WHERE site = ? AND at_ms >= ? AND at_ms < ? AND (? = '' OR sensor = ?)"
                + " ORDER BY at_ms, gateway, log, sequence";
        String wanted = sensor.map(SensorId::value).orElse("");
        return page(range, sql, List.of(site.value(), range.from(), range.to(), wanted, wanted), row -> new StoredObservation(
                new GatewayId(row.getString(1)),
                new LogId(row.getString(2)),
                row.getLong(3),
                (Observation) RecordCodec.decode(row.getString(4))));
    }

    @Override
    public Page<StoredChange<OfDesk>> states(SiteId site, Range range, Optional<DeskId> desk, Optional<ZoneId> zone)
            throws HistoryException {
        String wanted = desk.map(DeskId::value).orElse("");
        String place = zone.map(ZoneId::value).orElse("");
        String sql = "SELECT at_ms, desk, zone, state, confidence, reason, version FROM desk_state s WHERE site = ? AND at_ms < ?"
                + " AND at_ms >= coalesce((SELECT max(at_ms) FROM desk_state b WHERE b.site = s.site AND b.desk = s.desk AND b.at_ms <= ?), ?)"
                + " AND (? = '' OR desk = ?) AND (? = '' OR zone = ?) ORDER BY at_ms, desk";
        return page(
                range,
                sql,
                List.of(site.value(), range.to(), range.from(), range.from(), wanted, wanted, place, place),
                row -> new StoredChange<>(
                        new OfDesk(
                                new DeskId(row.getString(2)),
                                new ZoneId(row.getString(3)),
                                Instant.ofEpochMilli(row.getLong(1)),
                                DeskState.valueOf(row.getString(4)),
                                row.getDouble(5),
                                row.getString(6)),
                        row.getString(7)));
    }

    @Override
    public Page<StoredChange<OfHeadcount>> headcounts(SiteId site, Range range, Optional<ZoneId> zone) throws HistoryException {
        String sql = "SELECT at_ms, low, best, high, quality, version FROM headcount s WHERE site = ? AND zone = ? AND at_ms < ?"
                + " AND at_ms >= coalesce((SELECT max(at_ms) FROM headcount b WHERE b.site = s.site AND b.zone = s.zone AND b.at_ms <= ?), ?) ORDER BY at_ms";
        return page(
                range,
                sql,
                List.of(site.value(), zone.map(ZoneId::value).orElse(""), range.to(), range.from(), range.from()),
                row -> new StoredChange<>(
                        new OfHeadcount(
                                zone, Instant.ofEpochMilli(row.getLong(1)), headcount(row), Quality.valueOf(row.getString(5))),
                        row.getString(6)));
    }

    private static Optional<Headcount> headcount(ResultSet row) throws SQLException {
        int low = row.getInt(2);
        return row.wasNull() ? Optional.empty() : Optional.of(new Headcount(low, row.getInt(3), row.getInt(4)));
    }

    @Override
    public List<Watch> watching(SiteId site, Instant from, Instant to) throws HistoryException {
        String sql = "SELECT gateway, since, until FROM watch WHERE site = ? AND until > ? AND since < ? ORDER BY gateway, since, until";
        List<Watch> watches = page(new Range(from, to, Optional.empty(), Integer.MAX_VALUE - 1), sql, List.of(site.value(), from, to), row ->
                        new Watch(new GatewayId(row.getString(1)), Instant.ofEpochMilli(row.getLong(2)), Instant.ofEpochMilli(row.getLong(3))))
                .items();
        return Watches.merged(watches, from, to);
    }

    /// One row as an item.
    private interface RowReader<T> {
        T read(ResultSet row) throws SQLException;
    }

    /// The cursor is how many items the pages before held: what was written stays where it is in the order, but for late arrivals.
    private synchronized <T> Page<T> page(Range range, String sql, List<Object> parameters, RowReader<T> reader) throws HistoryException {
        long skipped = range.cursor().map(Long::parseLong).orElse(0L);
        String limited = "%s LIMIT %s OFFSET %s".formatted(sql, Long.toString(range.limit() + 1L), Long.toString(skipped));
        try (PreparedStatement query = database.prepareStatement(limited)) {
            for (int i = 0; i < parameters.size(); i++) {
                Object parameter = parameters.get(i) instanceof Instant at ? at.toEpochMilli() : parameters.get(i);
                query.setObject(i + 1, parameter);
            }
            List<T> items = new ArrayList<>();
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    if (items.size() == range.limit()) {
                        return new Page<>(items, Optional.of(Long.toString(skipped + items.size())));
                    }
                    items.add(reader.read(row));
                }
                return new Page<>(items, Optional.empty());
            }
        } catch (SQLException e) {
            throw new HistoryException("%s: cannot be read: %s".formatted(file, e.getMessage()), e);
        }
    }

    @Override
    public String describe() {
        return "DuckDB " + file.getFileName();
    }

    @Override
    public synchronized void close() {
        try {
            database.close();
        } catch (SQLException e) {
            throw new IllegalStateException("%s: cannot be closed: %s".formatted(file, e.getMessage()), e);
        }
    }
}
