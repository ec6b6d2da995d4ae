package org.terzo.hub.history.influx;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.terzo.hub.history.History.ObservationKey;
import org.terzo.hub.history.History.StoredObservation;
import org.terzo.hub.history.HistoryException;
import org.terzo.wire.GatewayId;
import org.terzo.wire.LogId;

/// Observations of one bucket in the order of their keys. The server orders by time alone, so the last millisecond of an answer that is
/// full may be torn; that one is asked for again, log by log, within which its order is ours.
final class ObservationPages {
    private final Source source;
    private final String where;

    /// Asks one bucket.
    interface Source {
        List<InfluxRow> rows(String query) throws HistoryException;
    }

    /// @param where what all that is asked for has in common
    ObservationPages(Source source, String where) {
        this.source = source;
        this.where = where;
    }

    /// The records of one log that share the high digits of their numbers.
    private record Lap(GatewayId gateway, LogId log, long lap) {
        private static final Comparator<Lap> ORDER =
                Comparator.comparing(Lap::gateway).thenComparing(each -> each.log().value()).thenComparingLong(Lap::lap);

        static Lap of(ObservationKey key) {
            return new Lap(key.gateway(), key.log(), LineProtocol.lap(key.sequence()));
        }
    }

    List<StoredObservation> read(Instant from, Instant to, Optional<ObservationKey> after, int wanted) throws HistoryException {
        List<StoredObservation> found = new ArrayList<>();
        Instant start = from;
        if (after.isPresent() && !after.get().at().isBefore(from)) {
            found.addAll(millisecond(after.get().at(), after, wanted));
            start = after.get().at().plusMillis(1);
        }
        if (found.size() < wanted && start.isBefore(to)) {
            found.addAll(since(start, to, wanted - found.size()));
        }
        return found;
    }

    private List<StoredObservation> since(Instant from, Instant to, int wanted) throws HistoryException {
        List<StoredObservation> found = observations(span(LineProtocol.nanos(from), LineProtocol.nanos(to)), wanted);
        if (found.size() == wanted) {
            Instant torn = found.getLast().observation().at();
            found.removeIf(each -> each.observation().at().equals(torn));
            found.sort(Comparator.comparing(StoredObservation::key));
            found.addAll(millisecond(torn, Optional.empty(), wanted - found.size()));
        } else {
            found.sort(Comparator.comparing(StoredObservation::key));
        }
        return found;
    }

    private List<StoredObservation> millisecond(Instant at, Optional<ObservationKey> after, int wanted) throws HistoryException {
        long start = LineProtocol.nanos(at);
        long end = start + LineProtocol.NANOS_A_MILLI;
        List<StoredObservation> found = new ArrayList<>();
        for (Lap lap : lapsIn(start, end)) {
            int order = after.map(key -> Lap.ORDER.compare(lap, Lap.of(key))).orElse(1);
            if (order < 0 || found.size() == wanted) {
                continue;
            }
            long first = order == 0 ? after.map(LineProtocol::nanos).orElse(start) + 1 : start;
            String own = " AND gateway = '%s' AND log = '%s' AND lap = '%s'"
                    .formatted(lap.gateway(), LineProtocol.tag(lap.log().value()), Long.toString(lap.lap()));
            found.addAll(observations(span(first, end) + own, wanted - found.size()));
        }
        return found;
    }

    private List<Lap> lapsIn(long start, long end) throws HistoryException {
        return source.rows("SELECT count(seq) FROM observation WHERE %s%s GROUP BY gateway, log, lap".formatted(where, span(start, end))).stream()
                .map(row -> new Lap(new GatewayId(row.text("gateway")), row.log(), row.number("lap")))
                .sorted(Lap.ORDER)
                .toList();
    }

    private List<StoredObservation> observations(String more, int wanted) throws HistoryException {
        List<StoredObservation> found = new ArrayList<>();
        String query = "SELECT * FROM observation WHERE %s%s ORDER BY time LIMIT %s".formatted(where, more, Integer.toString(wanted));
        for (InfluxRow row : source.rows(query)) {
            found.add(row.observation());
        }
        return found;
    }

    private static String span(long start, long end) {
        return " AND time >= %s AND time < %s".formatted(Long.toString(start), Long.toString(end));
    }
}
