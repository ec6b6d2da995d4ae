package org.terzo.hub.history.influx;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.TemporalAmount;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.terzo.hub.history.History;
import org.terzo.hub.history.HistoryException;
import org.terzo.hub.history.Horizon;
import org.terzo.hub.history.Watches;
import org.terzo.hub.ingest.Retention;
import org.terzo.hub.occupancy.Answer;
import org.terzo.hub.occupancy.OccupancyChange.OfDesk;
import org.terzo.hub.occupancy.OccupancyChange.OfHeadcount;
import org.terzo.wire.DeskId;
import org.terzo.wire.Reading;
import org.terzo.wire.SensorId;
import org.terzo.wire.SiteId;
import org.terzo.wire.ZoneId;

/// History in InfluxDB 2.x, or in a server like 1.8.
///
/// Three buckets that the hub makes, each with its own retention, and changes when the option changes: `{bucket}-observations`,
/// `{bucket}-passages`, and `{bucket}` for states, headcounts and watching. Each keeps an hour longer than asked for, so that what the hub
/// still writes is never too old for the server; what lies beyond the horizon is not given all the same.
public final class InfluxHistory implements History {
    /// The longest that a question may wait for the server.
    public static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final Duration SPARE = Duration.ofHours(1);

    private final InfluxServer server;
    private final Horizon horizon;
    private final InfluxClient client;
    private final Kept observations;
    private final Kept passages;
    private final Kept stays;

    /// A bucket and how long it keeps what is in it.
    private record Kept(String bucket, Duration kept) {}

    public InfluxHistory(InfluxServer server, Horizon horizon, Duration patience) {
        this.server = server;
        this.horizon = horizon;
        this.client = new InfluxClient(server, patience);
        this.observations = new Kept(server.bucket() + "-observations", kept(horizon.retention().observations()));
        this.passages = new Kept(server.bucket() + "-passages", kept(horizon.retention().passages()));
        this.stays = new Kept(server.bucket(), kept(horizon.retention().stays()));
    }

    private Duration kept(TemporalAmount amount) {
        Instant now = horizon.clock().instant();
        return Duration.ofHours(Duration.between(Retention.before(now, amount), now).toHours()).plus(SPARE);
    }

    /// What is past its retention is not sent: the server would refuse the whole request for it, for ever.
    @Override
    public void write(Batch batch) throws HistoryException {
        Instant oldest = horizon.stays();
        write(passages, observed(batch, horizon.passages(), InfluxHistory::isPassage));
        write(observations, observed(batch, horizon.observations(), each -> !isPassage(each)));
        write(
                stays,
                Stream.concat(
                                batch.watches().stream().filter(each -> each.to().isAfter(oldest)).map(each -> LineProtocol.watch(batch.site(), each)),
                                batch.changes().stream().filter(each -> each.change().at().isAfter(oldest)).map(each -> LineProtocol.change(batch.site(), each)))
                        .toList());
    }

    @Override
    public void forget(SiteId site, Thing thing, Instant from, Instant to) throws HistoryException {
        InfluxClient.Series series = switch (thing) {
            case Thing.Desk(DeskId desk, Answer answer) -> new InfluxClient.Series(LineProtocol.states(answer), site, "desk", desk.value());
            case Thing.Zone(Optional<ZoneId> zone, Answer answer) ->
                new InfluxClient.Series(LineProtocol.headcounts(answer), site, "zone", zone.map(ZoneId::value).orElse(LineProtocol.WHOLE_SITE));
        };
        client.delete(stays.bucket(), stays.kept(), series, from, to);
    }

    private static boolean isPassage(StoredObservation stored) {
        return stored.observation().reading() instanceof Reading.Passage;
    }

    private static List<String> observed(Batch batch, Instant oldest, Predicate<StoredObservation> kind) {
        return batch.observations().stream()
                .filter(each -> kind.test(each) && each.observation().at().isAfter(oldest))
                .map(each -> LineProtocol.observation(batch.site(), each))
                .toList();
    }

    private void write(Kept place, List<String> lines) throws HistoryException {
        client.write(place.bucket(), place.kept(), lines);
    }

    private List<InfluxRow> rows(Kept place, String query) throws HistoryException {
        return client.rows(place.bucket(), place.kept(), query);
    }

    @Override
    public Page<StoredObservation> observations(SiteId site, Range<ObservationKey> range, Optional<SensorId> sensor) throws HistoryException {
        String where = "site = '%s'%s".formatted(site, sensor.map(each -> " AND sensor = '%s'".formatted(each)).orElse(""));
        List<StoredObservation> found = new ArrayList<>();
        found.addAll(new ObservationPages(query -> rows(observations, query), where)
                .read(Horizon.later(range.from(), horizon.observations()), range.to(), range.after(), range.limit() + 1));
        found.addAll(new ObservationPages(query -> rows(passages, query), where)
                .read(Horizon.later(range.from(), horizon.passages()), range.to(), range.after(), range.limit() + 1));
        found.sort(Comparator.comparing(StoredObservation::key));
        return Page.of(found, range.limit());
    }

    @Override
    public Page<StoredChange<OfDesk>> states(
            SiteId site, Answer answer, Range<DeskKey> range, Optional<DeskId> desk, Optional<ZoneId> zone) throws HistoryException {
        String which = LineProtocol.states(answer);
        String who = "site = '%s'%s".formatted(site, desk.map(each -> " AND desk = '%s'".formatted(each)).orElse(""));
        String where = who + zone.map(each -> " AND zone = '%s'".formatted(each)).orElse("");
        TreeSet<StoredChange<OfDesk>> found = new TreeSet<>(Comparator.comparing(DeskKey::of));
        Instant from = Horizon.later(range.from(), horizon.stays());
        Instant seen = range.after().map(DeskKey::at).filter(at -> at.isAfter(from)).orElse(from);
        if (seen.equals(from)) {
            found.addAll(inForce(which, who, from).stream().filter(each -> zone.map(each.change().zone()::equals).orElse(true)).toList());
        } else {
            found.addAll(statesAt(which, where, seen));
        }
        found.removeIf(each -> range.after().map(key -> key.compareTo(DeskKey.of(each)) >= 0).orElse(false));
        List<StoredChange<OfDesk>> later = states(which, where + since(seen.plusMillis(1), range.to()) + " ORDER BY time LIMIT " + (range.limit() + 1));
        found.addAll(later);
        if (later.size() > range.limit()) {
            found.addAll(statesAt(which, where, later.getLast().change().at()));
        }
        return Page.of(List.copyOf(found), range.limit());
    }

    /// The server orders by time alone, so a full answer may have torn its last millisecond.
    private List<StoredChange<OfDesk>> statesAt(String which, String where, Instant at) throws HistoryException {
        return states(which, where + since(at, at.plusMillis(1)));
    }

    /// Of a desk, whatever zone it stood in.
    private List<StoredChange<OfDesk>> inForce(String which, String who, Instant at) throws HistoryException {
        String query = "SELECT last(state) AS state, zone, confidence, reason, version FROM %s WHERE %s AND time >= %s AND time <= %s GROUP BY desk"
                .formatted(which, who, Long.toString(LineProtocol.nanos(horizon.stays())), Long.toString(LineProtocol.nanos(at)));
        return rows(stays, query).stream().map(InfluxRow::state).toList();
    }

    private List<StoredChange<OfDesk>> states(String which, String where) throws HistoryException {
        return rows(stays, "SELECT * FROM " + which + " WHERE " + where).stream().map(InfluxRow::state).toList();
    }

    @Override
    public Page<StoredChange<OfHeadcount>> headcounts(SiteId site, Answer answer, Range<Instant> range, Optional<ZoneId> zone)
            throws HistoryException {
        String which = LineProtocol.headcounts(answer);
        String where = "site = '%s' AND zone = '%s'".formatted(site, zone.map(ZoneId::value).orElse(LineProtocol.WHOLE_SITE));
        List<StoredChange<OfHeadcount>> found = new ArrayList<>();
        Instant from = Horizon.later(range.from(), horizon.stays());
        Instant start = range.after().orElse(Instant.MIN);
        if (start.isBefore(from)) {
            found.addAll(headcounts(which, where + since(horizon.stays(), from.plusMillis(1)) + " ORDER BY time DESC LIMIT 1", zone));
            found.removeIf(each -> !each.change().at().isAfter(range.after().orElse(Instant.MIN)));
            start = from;
        }
        found.addAll(headcounts(which, where + since(start.plusMillis(1), range.to()) + " ORDER BY time LIMIT " + (range.limit() + 1), zone));
        return Page.of(found, range.limit());
    }

    private List<StoredChange<OfHeadcount>> headcounts(String which, String where, Optional<ZoneId> zone) throws HistoryException {
        return rows(stays, "SELECT * FROM " + which + " WHERE " + where).stream().map(row -> row.headcount(zone)).toList();
    }

    @Override
    public List<Watch> watching(SiteId site, Instant from, Instant to) throws HistoryException {
        Instant start = Horizon.later(from, horizon.stays());
        String query = "SELECT * FROM watch WHERE site = '%s' AND time > %s".formatted(site, Long.toString(LineProtocol.nanos(start)));
        List<Watch> watches = rows(stays, query).stream()
                .map(InfluxRow::watch)
                .filter(watch -> watch.from().isBefore(to) && watch.to().isAfter(start))
                .sorted(Comparator.comparing(Watch::gateway).thenComparing(Watch::from).thenComparing(Watch::to))
                .toList();
        return Watches.merged(watches, start, to);
    }

    private static String since(Instant from, Instant to) {
        return " AND time >= %s AND time < %s".formatted(Long.toString(LineProtocol.nanos(from)), Long.toString(LineProtocol.nanos(to)));
    }

    /// The server forgets by itself: the buckets were told how long they keep.
    @Override
    public void expire() {}

    @Override
    public String describe() {
        return "InfluxDB " + server.url();
    }

    @Override
    public void close() {
        client.close();
    }
}
