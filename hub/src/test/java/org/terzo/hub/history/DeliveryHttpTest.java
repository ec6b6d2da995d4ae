package org.terzo.hub.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.terzo.hub.history.History.Batch;
import org.terzo.hub.history.influx.InfluxHistory;
import org.terzo.hub.history.influx.InfluxServer;
import org.terzo.hub.ingest.journal.Journal;
import org.terzo.wire.GatewayId;
import org.terzo.wire.LogId;
import org.terzo.wire.Reading;
import org.terzo.wire.SiteId;

/// A batch on its way into an InfluxDB that answers as servers in trouble do.
final class DeliveryHttpTest {
    private static final SiteId SITE = new SiteId("riva");

    @TempDir
    Path folder;

    @AutoClose
    private final FakeInflux server = new FakeInflux();

    private final List<Duration> pauses = new ArrayList<>();

    @AutoClose
    private Journal journal;

    private SetAside setAside;
    private Delivery delivery;

    DeliveryHttpTest() throws IOException {}

    @BeforeEach
    void open() throws IOException {
        journal = Journal.open(folder.resolve("journal.sqlite"));
        setAside = SetAside.load(journal);
        delivery = delivery(server.url(), Duration.ofSeconds(5));
    }

    private Delivery delivery(String url, Duration patience) {
        InfluxServer influx = new InfluxServer(url, "terzo", "terzo", "token", 2);
        Horizon horizon = new Horizon(HistoryContract.RETENTION, InstantSource.system());
        return new Delivery(new InfluxHistory(influx, horizon, patience), setAside, pauses::add);
    }

    @Test
    void aServerInTroubleIsAskedAgainUntilItTakesTheBatch() throws InterruptedException {
        server.fail(500, "");
        server.fail(503, "");

        delivery.deliver(batch(1, 3));

        assertEquals(3, server.lines.size());
        assertEquals(List.of(Duration.ofMillis(500), Duration.ofSeconds(1)), pauses);
        assertEquals(Optional.empty(), delivery.failure());
    }

    @Test
    void aServerThatNamesItsTimeIsGivenIt() throws InterruptedException {
        server.fail(429, "7");
        server.fail(503, "86400");
        server.fail(500, "");

        delivery.deliver(batch(1, 3));

        assertEquals(List.of(Duration.ofSeconds(7), Duration.ofMinutes(5), Duration.ofSeconds(2)), pauses);
        assertEquals(3, server.lines.size());
    }

    @Test
    void aPointThatIsRefusedForEverIsSetAsideWithTheReasonAndTheOthersGoIn() throws InterruptedException {
        server.neverTakes("poison");
        List<History.StoredObservation> observations = new ArrayList<>(batch(1, 50).observations());
        observations.set(30, Kept.observation(
                new GatewayId("gw-1"), new LogId("a"), 31, Kept.at("08:31"), "poison", new Reading.Motion(true)));

        delivery.deliver(new Batch(SITE, observations, List.of(), List.of()));

        assertEquals(49, server.lines.stream().distinct().count());
        assertEquals(1, setAside.count());
        String last = setAside.last().orElse("");
        assertTrue(last.contains("poison") && last.contains("field type conflict"), last);
        assertEquals(List.of(), pauses);
    }

    @Test
    void aPartialWriteIsNoSuccessAndSetsAsideOnlyWhatWasRefused() throws InterruptedException {
        server.neverTakes("poison");
        server.takesInPart();
        List<History.StoredObservation> observations = new ArrayList<>(batch(1, 50).observations());
        for (int i : List.of(0, 30, 49)) {
            observations.set(i, Kept.observation(
                    new GatewayId("gw-1"), new LogId("a"), i + 1L, Kept.at("08:31"), "poison", new Reading.Motion(true)));
        }

        delivery.deliver(new Batch(SITE, observations, List.of(), List.of()));

        assertEquals(47, server.lines.stream().distinct().count());
        assertEquals(3, setAside.count());
        assertEquals(Optional.empty(), delivery.failure());
    }

    /// The write that nobody waited for any longer is taken as well, which changes nothing.
    @Test
    void aServerThatAnswersTooLateIsAskedAgain() throws InterruptedException {
        Delivery impatient = delivery(server.url(), Duration.ofMillis(200));
        server.fallAsleep(Duration.ofSeconds(2));

        impatient.deliver(batch(1, 3));

        assertEquals(3, server.lines.stream().distinct().count());
        assertTrue(!pauses.isEmpty());
        assertEquals(Optional.empty(), impatient.failure());
    }

    @Test
    void nobodyBehindTheAddressIsWaitedFor() throws InterruptedException {
        String url = server.url();
        server.close();
        Delivery toNobody = delivery(url, Duration.ofSeconds(5));

        toNobody.check();

        assertTrue(toNobody.failure().orElse("").contains(url), toNobody.failure().toString());
    }

    private static Batch batch(long first, long last) {
        List<History.StoredObservation> observations = LongStream.rangeClosed(first, last)
                .mapToObj(each -> Kept.motion(new GatewayId("gw-1"), new LogId("a"), each, Kept.at("08:00").plusSeconds(each), true))
                .toList();
        return new Batch(SITE, observations, List.of(), List.of());
    }
}
