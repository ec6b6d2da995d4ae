package org.terzo.hub.history.duckdb;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.terzo.hub.history.History.Batch;
import org.terzo.hub.history.History.StoredChange;
import org.terzo.hub.history.History.StoredObservation;
import org.terzo.hub.history.History.Watch;
import org.terzo.hub.occupancy.Answer;
import org.terzo.hub.occupancy.DeskState;
import org.terzo.hub.occupancy.Headcount;
import org.terzo.hub.occupancy.OccupancyChange;
import org.terzo.hub.occupancy.OccupancyChange.OfDesk;
import org.terzo.hub.occupancy.OccupancyChange.OfHeadcount;
import org.terzo.hub.occupancy.OccupancyChange.Quality;
import org.terzo.hub.occupancy.OccupancyChange.Said;
import org.terzo.hub.occupancy.OccupancyChange.Smoothed;
import org.terzo.wire.DeskId;
import org.terzo.wire.GatewayId;
import org.terzo.wire.LogId;
import org.terzo.wire.LogRecord;
import org.terzo.wire.Observation;
import org.terzo.wire.Reading;
import org.terzo.wire.RecordCodec;
import org.terzo.wire.SiteId;
import org.terzo.wire.ZoneId;

/// What is kept, as the cells of a row in the order of its table's columns, and back.
final class Rows {
    private Rows() {}

    static List<@Nullable Object> of(SiteId site, StoredObservation stored) {
        Observation observation = stored.observation();
        return cells(
                site.value(),
                observation.at().toEpochMilli(),
                stored.gateway().value(),
                stored.log().value(),
                stored.sequence(),
                observation.sensor().value(),
                observation.reading() instanceof Reading.Passage,
                RecordCodec.encode(observation));
    }

    static List<@Nullable Object> of(SiteId site, Watch watch) {
        return cells(site.value(), watch.gateway().value(), watch.from().toEpochMilli(), watch.to().toEpochMilli());
    }

    /// Of two states of one desk at one instant the last.
    static Collection<List<@Nullable Object>> lastStates(Batch batch, Answer answer) {
        Map<List<Object>, List<@Nullable Object>> rows = new LinkedHashMap<>();
        for (StoredChange<? extends OccupancyChange> stored : batch.changes()) {
            if (said(stored.change(), answer) instanceof OfDesk change) {
                rows.put(List.of(change.desk(), change.at()), of(batch.site(), change, stored.version()));
            }
        }
        return rows.values();
    }

    /// Of two headcounts of one zone at one instant the last.
    static Collection<List<@Nullable Object>> lastHeadcounts(Batch batch, Answer answer) {
        Map<List<Object>, List<@Nullable Object>> rows = new LinkedHashMap<>();
        for (StoredChange<? extends OccupancyChange> stored : batch.changes()) {
            if (said(stored.change(), answer) instanceof OfHeadcount change) {
                rows.put(List.of(change.zone(), change.at()), of(batch.site(), change, stored.version()));
            }
        }
        return rows.values();
    }

    /// Null: of the other answer.
    private static @Nullable Said said(OccupancyChange change, Answer answer) {
        return switch (change) {
            case Said live -> answer == Answer.LIVE ? live : null;
            case Smoothed(Said later) -> answer == Answer.SMOOTHED ? later : null;
        };
    }

    static List<@Nullable Object> of(SiteId site, OfDesk change, String version) {
        return cells(
                site.value(),
                change.at().toEpochMilli(),
                change.desk().value(),
                change.zone().value(),
                change.state().name(),
                change.confidence(),
                change.reason(),
                version);
    }

    static List<@Nullable Object> of(SiteId site, OfHeadcount change, String version) {
        return cells(
                site.value(),
                change.at().toEpochMilli(),
                zone(change.zone()),
                change.headcount().map(Headcount::low).orElse(null),
                change.headcount().map(Headcount::best).orElse(null),
                change.headcount().map(Headcount::high).orElse(null),
                change.quality().name(),
                version);
    }

    /// The site as a whole has no zone id.
    static String zone(Optional<ZoneId> zone) {
        return zone.map(ZoneId::value).orElse("");
    }

    private static List<@Nullable Object> cells(@Nullable Object... cells) {
        return Collections.unmodifiableList(Arrays.asList(cells));
    }

    static StoredObservation observation(ResultSet row) throws SQLException {
        LogRecord content = RecordCodec.decode(row.getString(4));
        if (content instanceof Observation observation) {
            return new StoredObservation(new GatewayId(row.getString(1)), new LogId(row.getString(2)), row.getLong(3), observation);
        }
        throw new SQLException("a stored record no longer parses: " + content);
    }

    static StoredChange<OfDesk> state(ResultSet row) throws SQLException {
        return new StoredChange<>(
                new OfDesk(
                        new DeskId(row.getString(2)),
                        new ZoneId(row.getString(3)),
                        Instant.ofEpochMilli(row.getLong(1)),
                        DeskState.valueOf(row.getString(4)),
                        row.getDouble(5),
                        row.getString(6)),
                row.getString(7));
    }

    static StoredChange<OfHeadcount> headcount(ResultSet row, Optional<ZoneId> zone) throws SQLException {
        int low = row.getInt(2);
        Optional<Headcount> people = row.wasNull() ? Optional.empty() : Optional.of(new Headcount(low, row.getInt(3), row.getInt(4)));
        return new StoredChange<>(
                new OfHeadcount(zone, Instant.ofEpochMilli(row.getLong(1)), people, Quality.valueOf(row.getString(5))), row.getString(6));
    }

    static Watch watch(ResultSet row) throws SQLException {
        return new Watch(new GatewayId(row.getString(1)), Instant.ofEpochMilli(row.getLong(2)), Instant.ofEpochMilli(row.getLong(3)));
    }
}
