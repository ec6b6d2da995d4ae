package org.terzo.hub.history.influx;

import com.influxdb.client.InfluxDBClient;
import com.influxdb.client.InfluxDBClientFactory;
import com.influxdb.client.InfluxDBClientOptions;
import com.influxdb.client.domain.Bucket;
import com.influxdb.client.domain.BucketRetentionRules;
import com.influxdb.client.domain.InfluxQLQuery;
import com.influxdb.client.domain.Organization;
import com.influxdb.client.domain.WritePrecision;
import com.influxdb.exceptions.BadRequestException;
import com.influxdb.exceptions.InfluxException;
import com.influxdb.exceptions.NotFoundException;
import com.influxdb.exceptions.RequestEntityTooLargeException;
import com.influxdb.exceptions.UnprocessableEntityException;
import com.influxdb.query.InfluxQLQueryResult;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.logging.Level;
import java.util.logging.Logger;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;
import org.terzo.hub.history.HistoryException;
import org.terzo.hub.history.PointRefusedException;
import org.terzo.wire.SiteId;

/// A server and what is asked of it; the only class that knows InfluxDB's client. Writes are acknowledged one by one, since the client's
/// asynchronous way swallows errors; reads are InfluxQL, which all versions speak.
final class InfluxClient implements AutoCloseable {
    /// Warns of every answer without a row. Held, since a logger that nobody holds forgets its level.
    private static final Logger OF_THE_CLIENT = Logger.getLogger("com.influxdb.internal.AbstractQueryApi");

    private static final int LINES_AT_ONCE = 10_000;
    private static final Duration TO_CONNECT = Duration.ofSeconds(3);
    /// A write may take so much longer than a question.
    private static final int TIMES_TO_WRITE = 6;
    /// Points of one shard go together, so a shard must be short beside what is kept.
    private static final List<Duration> SHARDS = List.of(Duration.ofDays(7), Duration.ofDays(1), Duration.ofHours(1));

    private final InfluxServer server;
    private final InfluxDBClient reading;
    private final InfluxDBClient writing;
    private final Map<String, Duration> ready = new ConcurrentHashMap<>();

    /// Connects to nothing yet: a server that comes late is waited for by the one who writes.
    ///
    /// @param patience the longest that one question may take
    InfluxClient(InfluxServer server, Duration patience) {
        OF_THE_CLIENT.setLevel(Level.SEVERE);
        this.server = server;
        this.reading = client(server, patience);
        this.writing = client(server, patience.multipliedBy(TIMES_TO_WRITE));
    }

    private static InfluxDBClient client(InfluxServer server, Duration patience) {
        OkHttpClient.Builder http = new OkHttpClient.Builder()
                .connectTimeout(TO_CONNECT)
                .readTimeout(patience)
                .writeTimeout(patience)
                .callTimeout(patience);
        if (server.version() == 1) {
            http.addInterceptor(new Version1(server.token()));
        }
        return InfluxDBClientFactory.create(InfluxDBClientOptions.builder()
                .url(server.url())
                .org(server.org())
                .bucket(server.bucket())
                .authenticateToken(server.token().toCharArray())
                .okHttpClient(http)
                .build());
    }

    /// A bucket that does not live as long as `kept` says is made or changed first.
    void write(String bucket, Duration kept, List<String> lines) throws HistoryException {
        if (lines.isEmpty()) {
            return;
        }
        asking(() -> {
            prepare(writing, bucket, kept);
            for (int from = 0; from < lines.size(); from += LINES_AT_ONCE) {
                String some = String.join("\n", lines.subList(from, Math.min(lines.size(), from + LINES_AT_ONCE)));
                writing.getWriteApiBlocking().writeRecord(bucket, server.org(), WritePrecision.NS, some);
            }
            return true;
        });
    }

    /// The points of one thing.
    ///
    /// @param tag names it, by `value`
    record Series(String measurement, SiteId site, String tag, String value) {}

    /// Both ends belong to it. In version 2 a point that is deleted and then written again stays.
    void delete(String bucket, Duration kept, Series of, Instant from, Instant to) throws HistoryException {
        asking(() -> {
            prepare(writing, bucket, kept);
            if (server.version() == 1) {
                String query = "DELETE FROM %s WHERE site = '%s' AND %s = '%s' AND time >= %sms AND time <= %sms"
                        .formatted(of.measurement(), of.site(), of.tag(), of.value(), millis(from), millis(to));
                writing.getInfluxQLQueryApi().query(new InfluxQLQuery(query, bucket));
            } else {
                String predicate = "_measurement=\"%s\" AND site=\"%s\" AND %s=\"%s\"".formatted(of.measurement(), of.site(), of.tag(), of.value());
                writing.getDeleteApi().delete(from.atOffset(ZoneOffset.UTC), to.atOffset(ZoneOffset.UTC), predicate, bucket, server.org());
            }
            return true;
        });
    }

    private static String millis(Instant at) {
        return Long.toString(at.toEpochMilli());
    }

    List<InfluxRow> rows(String bucket, Duration kept, String query) throws HistoryException {
        return asking(() -> {
            prepare(reading, bucket, kept);
            List<InfluxRow> rows = new ArrayList<>();
            for (InfluxQLQueryResult.Result result : reading.getInfluxQLQueryApi().query(new InfluxQLQuery(query, bucket)).getResults()) {
                for (InfluxQLQueryResult.Series series : result.getSeries()) {
                    series.getValues().forEach(values -> rows.add(new InfluxRow(column -> text(series, values, column))));
                }
            }
            return rows;
        });
    }

    private static String text(InfluxQLQueryResult.Series series, InfluxQLQueryResult.Series.Record row, String column) {
        @Nullable Object value = series.getColumns().containsKey(column) ? row.getValueByKey(column) : series.getTags().get(column);
        return value == null ? "" : value.toString();
    }

    private void prepare(InfluxDBClient client, String bucket, Duration kept) {
        if (ready.containsKey(bucket)) {
            return;
        }
        if (server.version() == 1) {
            prepareDatabase(client, bucket, kept);
        } else {
            prepareBucket(client, bucket, kept);
        }
        ready.put(bucket, kept);
    }

    private static void prepareDatabase(InfluxDBClient client, String name, Duration kept) {
        String quoted = '"' + name.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
        client.getInfluxQLQueryApi().query(new InfluxQLQuery("CREATE DATABASE " + quoted, name));
        String policy = "ALTER RETENTION POLICY \"autogen\" ON %s DURATION %sh SHARD DURATION %sh DEFAULT"
                .formatted(quoted, Long.toString(kept.toHours()), Long.toString(shard(kept).toHours()));
        client.getInfluxQLQueryApi().query(new InfluxQLQuery(policy, name));
    }

    private void prepareBucket(InfluxDBClient client, String name, Duration kept) {
        BucketRetentionRules rules = new BucketRetentionRules();
        rules.setEverySeconds(Math.toIntExact(Math.min(kept.toSeconds(), Integer.MAX_VALUE)));
        rules.setShardGroupDurationSeconds(shard(kept).toSeconds());
        @Nullable Bucket there = client.getBucketsApi().findBucketByName(name);
        if (there == null) {
            Organization org = client.getOrganizationsApi().findOrganizations().stream()
                    .filter(each -> server.org().equals(each.getName()))
                    .findFirst()
                    .orElseThrow(() -> new InfluxException("no organisation '" + server.org() + "'"));
            client.getBucketsApi().createBucket(name, rules, org);
        } else if (there.getRetentionRules().stream().noneMatch(each -> rules.getEverySeconds().equals(each.getEverySeconds()))) {
            there.setRetentionRules(new ArrayList<>(List.of(rules)));
            client.getBucketsApi().updateBucket(there);
        }
    }

    private static Duration shard(Duration kept) {
        return SHARDS.stream().filter(each -> kept.compareTo(each.multipliedBy(20)) >= 0).findFirst().orElse(SHARDS.getLast());
    }

    /// Something asked of the server.
    private interface Question<T> {
        T ask();
    }

    private <T> T asking(Question<T> question) throws HistoryException {
        try {
            return question.ask();
        } catch (BadRequestException | UnprocessableEntityException | RequestEntityTooLargeException e) {
            throw new PointRefusedException(sentence(e), e);
        } catch (NotFoundException e) {
            ready.clear();
            throw new HistoryException(sentence(e), e);
        } catch (InfluxException e) {
            throw new HistoryException(sentence(e), e, retryAfter(e));
        }
    }

    /// What `Retry-After` says in seconds; a date there says nothing to us.
    private static Duration retryAfter(InfluxException e) {
        return e.headers().entrySet().stream()
                .filter(header -> header.getKey().equalsIgnoreCase("Retry-After") && header.getValue().matches("\\d{1,6}"))
                .map(header -> Duration.ofSeconds(Long.parseLong(header.getValue())))
                .findFirst()
                .orElse(Duration.ZERO);
    }

    private String sentence(InfluxException e) {
        return "InfluxDB %s: %s".formatted(server.url(), String.valueOf(e.getMessage()).lines().findFirst().orElse("no reason given"));
    }

    @Override
    public void close() {
        reading.close();
        writing.close();
    }
}
