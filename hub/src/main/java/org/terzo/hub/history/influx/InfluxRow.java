package org.terzo.hub.history.influx;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.terzo.hub.history.History.StoredChange;
import org.terzo.hub.history.History.StoredObservation;
import org.terzo.hub.history.History.Watch;
import org.terzo.hub.history.HistoryException;
import org.terzo.hub.occupancy.DeskState;
import org.terzo.hub.occupancy.Headcount;
import org.terzo.hub.occupancy.OccupancyChange.OfDesk;
import org.terzo.hub.occupancy.OccupancyChange.OfHeadcount;
import org.terzo.hub.occupancy.OccupancyChange.Quality;
import org.terzo.wire.DeskId;
import org.terzo.wire.GatewayId;
import org.terzo.wire.LogId;
import org.terzo.wire.LogRecord;
import org.terzo.wire.Observation;
import org.terzo.wire.RecordCodec;
import org.terzo.wire.ZoneId;

/// One row of an answer, its tags and its time included; and what was written as that row.
///
/// @param columns the text of each, empty where the row has none
record InfluxRow(Function<String, String> columns) {
    private static final List<String> NUMBERS = List.of("motion", "presence", "distance_mm", "co2_ppm", "temperature_c", "humidity_percent");
    private static final List<String> WORDS = List.of("contact", "passage", "fault");

    String text(String column) {
        return columns.apply(column);
    }

    long number(String column) {
        return Long.parseLong(text(column));
    }

    Instant at() {
        return LineProtocol.instant(number("time"));
    }

    LogId log() {
        return new LogId(URLDecoder.decode(text("log"), StandardCharsets.UTF_8));
    }

    /// The wire's own reader understands a reading from its columns.
    StoredObservation observation() throws HistoryException {
        StringBuilder json = new StringBuilder("{\"at\":\"").append(at()).append("\",\"sensor\":\"").append(text("sensor")).append('"');
        NUMBERS.forEach(name -> add(json, name, "", text(name)));
        WORDS.forEach(name -> add(json, name, "\"", text(name)));
        LogRecord content = RecordCodec.decode(json.append('}').toString());
        if (content instanceof Observation observation) {
            return new StoredObservation(new GatewayId(text("gateway")), log(), number("seq"), observation);
        }
        throw new HistoryException("a stored record no longer parses: " + content);
    }

    private static void add(StringBuilder json, String member, String quote, String value) {
        if (!value.isEmpty()) {
            json.append(",\"").append(member).append("\":").append(quote).append(value).append(quote);
        }
    }

    StoredChange<OfDesk> state() {
        return new StoredChange<>(
                new OfDesk(
                        new DeskId(text("desk")),
                        new ZoneId(text("zone")),
                        at(),
                        DeskState.valueOf(text("state")),
                        Double.parseDouble(text("confidence")),
                        text("reason")),
                text("version"));
    }

    StoredChange<OfHeadcount> headcount(Optional<ZoneId> zone) {
        int low = Math.toIntExact(number("low"));
        Optional<Headcount> people = low < 0
                ? Optional.empty()
                : Optional.of(new Headcount(low, Math.toIntExact(number("best")), Math.toIntExact(number("high"))));
        return new StoredChange<>(new OfHeadcount(zone, at(), people, Quality.valueOf(text("quality"))), text("version"));
    }

    Watch watch() {
        return new Watch(new GatewayId(text("gateway")), Instant.ofEpochMilli(number("from_ms")), at());
    }
}
