package org.terzo.hub.history;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
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
        try (PreparedStatement insert = database.prepareStatement("INSERT INTO watch VALUES (?,?,?,?) ON CONFLICT DO NOTHING")) {
            for (Watch watch : batch.watches()) {
                insert.setString(1, batch.site().value());
                insert.setString(2, watch.gateway().value());
                insert.setLong(3, watch.from().toEpochMilli());
                insert.setLong(4, watch.to().toEpochMilli());
                insert.executeUpdate();
            }
        }
    }

    private void writeChanges(Batch batch) throws SQLException {
        try (PreparedStatement desk = database.prepareStatement("INSERT OR REPLACE INTO desk_state VALUES (?,?,?,?,?,?,?,?)");
                PreparedStatement zone = database.prepareStatement("INSERT OR REPLACE INTO headcount VALUES (?,?,?,?,?,?,?,?)")) {
            for (StoredChange<? extends OccupancyChange> stored : batch.changes()) {
                switch (stored.change()) {
                    case OfDesk change -> write(desk, batch.site(), change, stored.version());
                    case OfHeadcount change -> write(zone, batch.site(), change, stored.version());
                }
            }
        }
    }

    private static void write(PreparedStatement insert, SiteId site, OfDesk change, String version) throws SQLException {
        insert.setString(1, site.value());
        insert.setLong(2, change.at().toEpochMilli());
        insert.setString(3, change.desk().value());
        insert.setString(4, change.zone().value());
        insert.setString(5, change.state().name());
        insert.setDouble(6, change.confidence());
        insert.setString(7, change.reason());
        insert.setString(8, version);
        insert.executeUpdate();
    }

    private static void write(PreparedStatement insert, SiteId site, OfHeadcount change, String version) throws SQLException {
        insert.setString(1, site.value());
        insert.setLong(2, change.at().toEpochMilli());
        insert.setString(3, change.zone().map(ZoneId::value).orElse(""));
        insert.setObject(4, change.headcount().map(Headcount::low).orElse(null));
        insert.setObject(5, change.headcount().map(Headcount::best).orElse(null));
        insert.setObject(6, change.headcount().map(Headcount::high).orElse(null));
        insert.setString(7, change.quality().name());
        insert.setString(8, version);
        insert.executeUpdate();
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
        long skipped = range.cursor().map(DuckDbHistory::offset).orElse(0L);
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
                        return new Page<>(items, Optional.of(cursor(skipped + items.size())));
                    }
                    items.add(reader.read(row));
                }
                return new Page<>(items, Optional.empty());
            }
        } catch (SQLException e) {
            throw new HistoryException("%s: cannot be read: %s".formatted(file, e.getMessage()), e);
        }
    }

    private static String cursor(long offset) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Long.toString(offset).getBytes(StandardCharsets.US_ASCII));
    }

    private static long offset(String cursor) {
        return Long.parseLong(new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.US_ASCII));
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
