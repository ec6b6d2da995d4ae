package org.terzo.hub.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.Period;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.terzo.hub.history.History.Batch;
import org.terzo.hub.history.History.Range;
import org.terzo.hub.history.History.Watch;
import org.terzo.hub.history.influx.InfluxHistory;
import org.terzo.hub.history.influx.InfluxServer;
import org.terzo.hub.ingest.Retention;
import org.terzo.wire.GatewayId;
import org.terzo.wire.LogId;
import org.terzo.wire.Reading;
import org.terzo.wire.SiteId;

/// A real InfluxDB.
final class InfluxHistoryTest extends HistoryContract {
    @TempDir
    static Path folder;

    private static @Nullable InfluxForTests influx;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        influx = InfluxForTests.start(folder);
    }

    @AfterAll
    static void stop() throws InterruptedException {
        if (influx != null) {
            influx.close();
        }
    }

    private static InfluxForTests influx() {
        return Optional.ofNullable(influx).orElseThrow();
    }

    @Override
    History open(Horizon horizon) {
        return new InfluxHistory(influx().server(), horizon, InfluxHistory.PATIENCE);
    }

    @Test
    void eachClassOfDataHasABucketThatKeepsItAsLongAsTheOptionSays() throws HistoryException, IOException, InterruptedException {
        Assumptions.assumeTrue(influx().isOwn(), "asks a server of its own for its buckets");
        writeWith("kept", new Retention(Period.ofDays(30), Duration.ofHours(24), Period.ofMonths(13), Period.ofMonths(36)));
        assertEquals(721, hoursKept("kept-observations"));
        assertEquals(25, hoursKept("kept-passages"));
        assertTrue(hoursKept("kept") >= 395 * 24, "13 months");

        writeWith("kept", new Retention(Period.ofDays(7), Duration.ofHours(2), Period.ofMonths(36), Period.ofMonths(36)));
        assertEquals(169, hoursKept("kept-observations"));
        assertEquals(3, hoursKept("kept-passages"));
        assertTrue(hoursKept("kept") >= 1_095 * 24, "36 months");
    }

    private static History open(String bucket, Retention retention) {
        InfluxServer there = influx().server();
        return new InfluxHistory(
                new InfluxServer(there.url(), there.org(), bucket, there.token(), there.version()),
                new Horizon(retention, InstantSource.system()),
                InfluxHistory.PATIENCE);
    }

    private static void writeWith(String bucket, Retention retention) throws HistoryException {
        try (History history = open(bucket, retention)) {
            Instant now = Instant.now();
            GatewayId gateway = new GatewayId("gw-1");
            LogId log = new LogId("log-1");
            history.write(new Batch(
                    new SiteId("riva"),
                    List.of(Kept.motion(gateway, log, 1, now, true), Kept.observation(gateway, log, 2, now, "door", new Reading.Passage(Reading.Direction.IN))),
                    List.of(new Watch(gateway, now.minusSeconds(60), now)),
                    List.of()));
        }
    }

    private static long hoursKept(String bucket) throws IOException, InterruptedException {
        JsonNode answer = new ObjectMapper().readTree(influx().get("/api/v2/buckets?name=" + bucket));
        return answer.at("/buckets/0/retentionRules/0/everySeconds").asLong() / 3_600;
    }

    @Test
    void aPointThatTheServerWillNeverTakeIsToldApart() throws HistoryException, IOException, InterruptedException {
        Assumptions.assumeTrue(influx().isOwn(), "spoils a bucket of its own");
        SiteId site = Kept.newSite();
        try (History history = open("spoilt", RETENTION)) {
            history.observations(site, new Range<>(Kept.at("08:00"), Kept.at("09:00"), Optional.empty(), 1), Optional.empty());
            influx().post(
                    "/api/v2/write?org=terzo&bucket=spoilt-observations&precision=ms",
                    "observation,site=%s,gateway=gw-1,sensor=pir,log=log-1,lap=0 motion=\"text\" %d".formatted(site, Kept.at("08:00").toEpochMilli()));
            Batch batch = new Batch(site, List.of(Kept.motion(new GatewayId("gw-1"), new LogId("log-1"), 1, Kept.at("08:00"), true)), List.of(), List.of());

            assertThrows(PointRefusedException.class, () -> history.write(batch));
        }
    }

    @Test
    void aServerThatIsAwayIsSaidSo() {
        assertAway("http://127.0.0.1:1");
    }

    @Test
    void aServerThatNeverAnswersIsNotWaitedForLongerThanThePatience() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            assertAway("http://127.0.0.1:" + silent.getLocalPort());
        }
        assertEquals(Duration.ofSeconds(5), InfluxHistory.PATIENCE);
    }

    private static void assertAway(String url) {
        SiteId site = new SiteId("riva");
        try (History history = new InfluxHistory(
                new InfluxServer(url, "terzo", "terzo", "token", 2), new Horizon(RETENTION, InstantSource.system()), Duration.ofMillis(300))) {
            HistoryException away = assertThrows(
                    HistoryException.class,
                    () -> history.states(site, new Range<>(Kept.at("08:00"), Kept.at("09:00"), Optional.empty(), 1), Optional.empty(), Optional.empty()));
            assertEquals(HistoryException.class, away.getClass());
            assertTrue(String.valueOf(away.getMessage()).contains(url), away.getMessage());
        }
    }
}
