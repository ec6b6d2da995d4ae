package org.terzo.hub.history;

import com.influxdb.client.InfluxDBClient;
import com.influxdb.client.InfluxDBClientFactory;
import com.influxdb.client.InfluxDBClientOptions;
import com.influxdb.client.domain.Bucket;
import com.influxdb.client.domain.BucketRetentionRules;
import com.influxdb.client.domain.InfluxQLQuery;
import com.influxdb.client.domain.Organization;
import com.influxdb.client.domain.WritePrecision;
import com.influxdb.exceptions.InfluxException;
import com.influxdb.query.InfluxQLQueryResult;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.TemporalAmount;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import okhttp3.HttpUrl;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;
import org.terzo.hub.ingest.Retention;
import org.terzo.hub.occupancy.DeskState;
import org.terzo.hub.occupancy.Headcount;
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

/// History in InfluxDB 2.x, or in a server like 1.8; the only class that knows its client. Writes are acknowledged one by one, since
/// the client's asynchronous way swallows errors; reads are InfluxQL, which all versions speak.
///
/// Two buckets that the hub makes: `{bucket}-observations`, and `{bucket}` for states, headcounts and watching. Each keeps a day longer
/// than asked for, so that what the hub still takes is never too old for the store.
public final class InfluxHistory implements History {
    private static final int LINES_AT_ONCE = 5_000;
    private static final Duration SPARE = Duration.ofDays(1);
    private static final List<String> READINGS = List.of(
            "motion", "presence", "contact", "passage", "distance_mm", "fault", "co2_ppm", "temperature_c", "humidity_percent");

    private final Server server;
    private final Retention retention;
    private final InfluxDBClient client;
    private volatile boolean hasBuckets;

    /// @param version 1: the bucket is a database and the token `user:password`
    public record Server(String url, String org, String bucket, String token, int version) {}

    /// Connects to nothing yet: a server that comes late is waited for by the one who writes.
    public InfluxHistory(Server server, Retention retention) {
        this.server = server;
        this.retention = retention;
        OkHttpClient.Builder http = new OkHttpClient.Builder().connectTimeout(5, TimeUnit.SECONDS).readTimeout(30, TimeUnit.SECONDS);
        if (server.version() == 1) {
            http.addInterceptor(InfluxHistory::likeVersion1);
        }
        this.client = InfluxDBClientFactory.create(InfluxDBClientOptions.builder()
                .url(server.url())
                .org(server.org())
                .bucket(server.bucket())
                .authenticateToken(server.token().toCharArray())
                .okHttpClient(http)
                .build());
    }

    private static Response likeVersion1(Interceptor.Chain chain) throws IOException {
        Request request = chain.request();
        if (!request.url().encodedPath().endsWith("/api/v2/write")) {
            return chain.proceed(request);
        }
        HttpUrl url = request.url().newBuilder()
                .encodedPath("/write")
                .removeAllQueryParameters("org")
                .removeAllQueryParameters("bucket")
                .addQueryParameter("db", request.url().queryParameter("bucket"))
                .build();
        return chain.proceed(request.newBuilder().url(url).build());
    }

    /// What is past its retention is not sent: the server would refuse the whole request for it, for ever.
    @Override
    public void write(Batch batch) throws HistoryException {
        Instant now = Instant.now();
        Instant oldest = Retention.before(now, retention.observations());
        Instant oldestState = Retention.before(now, retention.stays());
        List<String> observations = batch.observations().stream()
                .filter(each -> each.observation().at().isAfter(oldest))
                .map(each -> LineProtocol.observation(batch.site(), each))
                .toList();
        List<String> rest = new ArrayList<>();
        batch.watches().stream().filter(each -> each.to().isAfter(oldestState)).forEach(each -> rest.add(LineProtocol.watch(batch.site(), each)));
        batch.changes().stream().filter(each -> each.change().at().isAfter(oldestState)).forEach(each -> rest.add(LineProtocol.change(batch.site(), each)));
        asking(() -> {
            makeBuckets();
            write(observationBucket(), observations);
            write(server.bucket(), rest);
            return true;
        });
    }

    private void write(String bucket, List<String> lines) {
        for (int from = 0; from < lines.size(); from += LINES_AT_ONCE) {
            client.getWriteApiBlocking()
                    .writeRecord(bucket, server.org(), WritePrecision.NS,
                            String.join("\n", lines.subList(from, Math.min(lines.size(), from + LINES_AT_ONCE))));
        }
    }

    private void makeBuckets() {
        if (hasBuckets) {
            return;
        }
        makeBucket(observationBucket(), retention.observations());
        makeBucket(server.bucket(), retention.stays());
        hasBuckets = true;
    }

    private void makeBucket(String name, TemporalAmount kept) {
        if (server.version() == 1) {
            client.getInfluxQLQueryApi().query(new InfluxQLQuery("CREATE DATABASE \"" + name + "\"", name));
            return;
        }
        @Nullable Bucket there = client.getBucketsApi().findBucketByName(name);
        if (there == null) {
            Instant now = Instant.now();
            BucketRetentionRules rules = new BucketRetentionRules();
            rules.setEverySeconds(Math.toIntExact(Math.min(
                    Duration.between(Retention.before(now, kept), now).plus(SPARE).toSeconds(), Integer.MAX_VALUE)));
            Organization org = client.getOrganizationsApi().findOrganizations().stream()
                    .filter(each -> server.org().equals(each.getName()))
                    .findFirst()
                    .orElseThrow(() -> new InfluxException("no organisation '" + server.org() + "'"));
            client.getBucketsApi().createBucket(name, rules, org);
        }
    }

    @Override
    public Page<StoredObservation> observations(SiteId site, Range range, Optional<SensorId> sensor) throws HistoryException {
        String where = sensor.map(each -> " AND sensor = '%s'".formatted(each)).orElse("");
        Page<StoredObservation> page = page(observationBucket(), "observation", between(site, range) + where, range, InfluxHistory::observation);
        return new Page<>(
                page.items().stream()
                        .sorted(Comparator.comparing((StoredObservation each) -> each.observation().at())
                                .thenComparing(StoredObservation::gateway)
                                .thenComparing(each -> each.log().value())
                                .thenComparingLong(StoredObservation::sequence))
                        .toList(),
                page.next());
    }

    @Override
    public Page<StoredChange<OfDesk>> states(SiteId site, Range range, Optional<DeskId> desk, Optional<ZoneId> zone)
            throws HistoryException {
        String where = desk.map(each -> " AND desk = '%s'".formatted(each)).orElse("")
                + zone.map(each -> " AND zone = '%s'".formatted(each)).orElse("");
        Page<StoredChange<OfDesk>> page = page(server.bucket(), "desk_state", between(site, range) + where, range, InfluxHistory::state);
        if (range.cursor().isPresent()) {
            return page;
        }
        List<StoredChange<OfDesk>> items = new ArrayList<>();
        String before = "SELECT last(state) AS state, confidence, reason, version FROM desk_state WHERE site = '%s' AND time < %s%s GROUP BY desk, zone"
                .formatted(site, Long.toString(LineProtocol.nanos(range.from())), where);
        rows(server.bucket(), before).forEach(row -> items.add(state(row)));
        items.removeIf(old -> page.items().stream()
                .anyMatch(each -> each.change().desk().equals(old.change().desk()) && each.change().at().equals(range.from())));
        items.sort(Comparator.comparing((StoredChange<OfDesk> each) -> each.change().at()).thenComparing(each -> each.change().desk()));
        items.addAll(page.items());
        return new Page<>(items, page.next());
    }

    @Override
    public Page<StoredChange<OfHeadcount>> headcounts(SiteId site, Range range, Optional<ZoneId> zone) throws HistoryException {
        String where = " AND zone = '%s'".formatted(zone.map(ZoneId::value).orElse(LineProtocol.WHOLE_SITE));
        Page<StoredChange<OfHeadcount>> page =
                page(server.bucket(), "headcount", between(site, range) + where, range, row -> headcount(row, zone));
        if (range.cursor().isPresent()) {
            return page;
        }
        String before = "SELECT * FROM headcount WHERE site = '%s' AND time <= %s%s ORDER BY time DESC LIMIT 1"
                .formatted(site, Long.toString(LineProtocol.nanos(range.from())), where);
        List<StoredChange<OfHeadcount>> items = new ArrayList<>(rows(server.bucket(), before).stream().map(row -> headcount(row, zone)).toList());
        page.items().stream().filter(each -> !items.contains(each)).forEach(items::add);
        return new Page<>(items, page.next());
    }

    @Override
    public List<Watch> watching(SiteId site, Instant from, Instant to) throws HistoryException {
        String query = "SELECT * FROM watch WHERE site = '%s' AND time > %s".formatted(site, Long.toString(LineProtocol.nanos(from)));
        List<Watch> watches = rows(server.bucket(), query).stream()
                .map(row -> new Watch(
                        new GatewayId(row.text("gateway")), Instant.ofEpochMilli(Long.parseLong(row.text("from_ms"))), row.at()))
                .filter(watch -> watch.from().isBefore(to))
                .sorted(Comparator.comparing(Watch::gateway).thenComparing(Watch::from).thenComparing(Watch::to))
                .toList();
        return Watches.merged(watches, from, to);
    }

    private static String between(SiteId site, Range range) {
        return "site = '%s' AND time >= %s AND time < %s"
                .formatted(site, Long.toString(LineProtocol.nanos(range.from())), Long.toString(LineProtocol.nanos(range.to())));
    }

    /// One row of an answer; the time column included.
    private record Row(Function<String, Optional<Object>> columns) {
        String text(String column) {
            return columns.apply(column).map(Object::toString).orElse("");
        }

        Instant at() {
            return Instant.ofEpochMilli(Long.parseLong(text("time")) / 1_000_000);
        }
    }

    private <T> Page<T> page(String bucket, String measurement, String where, Range range, Function<Row, T> read)
            throws HistoryException {
        long skipped = range.cursor().map(Long::parseLong).orElse(0L);
        String query = "SELECT * FROM %s WHERE %s ORDER BY time LIMIT %s OFFSET %s"
                .formatted(measurement, where, Long.toString(range.limit() + 1L), Long.toString(skipped));
        List<T> items = rows(bucket, query).stream().map(read).toList();
        boolean hasMore = items.size() > range.limit();
        return new Page<>(
                hasMore ? items.subList(0, range.limit()) : items,
                hasMore ? Optional.of(Long.toString(skipped + range.limit())) : Optional.empty());
    }

    private List<Row> rows(String bucket, String query) throws HistoryException {
        return asking(() -> {
            makeBuckets();
            List<Row> rows = new ArrayList<>();
            InfluxQLQueryResult answer = client.getInfluxQLQueryApi().query(new InfluxQLQuery(query, bucket));
            for (InfluxQLQueryResult.Result result : answer.getResults()) {
                for (InfluxQLQueryResult.Series series : result.getSeries()) {
                    series.getValues().forEach(values -> rows.add(new Row(column -> Optional.ofNullable(
                                    series.getColumns().containsKey(column) ? values.getValueByKey(column) : series.getTags().get(column)))));
                }
            }
            return rows;
        });
    }

    /// The wire's own reader understands a reading from its columns.
    private static StoredObservation observation(Row row) {
        StringBuilder json = new StringBuilder("{\"at\":\"%s\",\"sensor\":\"%s\"".formatted(row.at(), row.text("sensor")));
        for (String reading : READINGS) {
            String value = row.text(reading);
            if (!value.isEmpty()) {
                boolean isWord = List.of("contact", "passage", "fault").contains(reading);
                json.append(",\"").append(reading).append("\":").append(isWord ? '"' + value + '"' : value);
            }
        }
        Observation observation = (Observation) RecordCodec.decode(json.append('}').toString());
        return new StoredObservation(
                new GatewayId(row.text("gateway")), new LogId(URLDecoder.decode(row.text("log"), StandardCharsets.UTF_8)), Long.parseLong(row.text("seq")), observation);
    }

    private static StoredChange<OfDesk> state(Row row) {
        return new StoredChange<>(
                new OfDesk(
                        new DeskId(row.text("desk")),
                        new ZoneId(row.text("zone")),
                        row.at(),
                        DeskState.valueOf(row.text("state")),
                        Double.parseDouble(row.text("confidence")),
                        row.text("reason")),
                row.text("version"));
    }

    private static StoredChange<OfHeadcount> headcount(Row row, Optional<ZoneId> zone) {
        int low = Integer.parseInt(row.text("low"));
        Optional<Headcount> headcount = low < 0
                ? Optional.empty()
                : Optional.of(new Headcount(low, Integer.parseInt(row.text("best")), Integer.parseInt(row.text("high"))));
        return new StoredChange<>(new OfHeadcount(zone, row.at(), headcount, Quality.valueOf(row.text("quality"))), row.text("version"));
    }

    /// Something asked of the server.
    private interface Question<T> {
        T ask();
    }

    private <T> T asking(Question<T> question) throws HistoryException {
        try {
            return question.ask();
        } catch (InfluxException e) {
            throw new HistoryException("InfluxDB %s: %s".formatted(server.url(), e.getMessage()), e);
        }
    }

    private String observationBucket() {
        return server.bucket() + "-observations";
    }

    @Override
    public String describe() {
        return "InfluxDB " + server.url();
    }

    @Override
    public void close() {
        client.close();
    }
}
