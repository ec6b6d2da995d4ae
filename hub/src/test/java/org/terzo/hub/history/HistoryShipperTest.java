package org.terzo.hub.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.terzo.hub.history.History.Range;
import org.terzo.hub.history.History.StoredChange;
import org.terzo.hub.history.History.StoredObservation;
import org.terzo.hub.history.correction.Corrector;
import org.terzo.hub.history.duckdb.DuckDbHistory;
import org.terzo.hub.ingest.Claims;
import org.terzo.hub.ingest.GatewayStates;
import org.terzo.hub.ingest.Intake;
import org.terzo.hub.ingest.journal.Commit;
import org.terzo.hub.ingest.journal.Journal;
import org.terzo.hub.ingest.journal.JournalEntry;
import org.terzo.hub.ingest.journal.Row;
import org.terzo.hub.occupancy.OccupancyChange;
import org.terzo.hub.occupancy.OccupancyChange.OfDesk;
import org.terzo.hub.site.SiteRegistry;
import org.terzo.wire.GatewayId;
import org.terzo.wire.LogId;
import org.terzo.wire.LogRecord;
import org.terzo.wire.Observation;
import org.terzo.wire.Reading;
import org.terzo.wire.SensorId;
import org.terzo.wire.SiteId;
import org.terzo.wire.WireTime;

/// The way from a real journal into a store that fails now and then.
@Timeout(60)
final class HistoryShipperTest {
    private static final SiteId SITE = new SiteId("loft");
    private static final String SITE_FILE =
            """
            site: loft
            revision: 1
            name: Loft
            country: IT
            timeZone: Europe/Rome
            languages: [it]
            capacity: 10
            zones:
              - {zone: hall, name: Hall, kind: desks, capacity: 10, outline: [[0,0],[14,0],[14,12],[0,12]]}
            desks:
              - {desk: d-1, zone: hall, label: "1", at: [3.2, 4.5], sensors: [pir]}
            sensors: [{sensor: pir, gateway: gw-1, kind: pir}]
            """;

    @TempDir
    Path folder;

    private Journal journal;
    private SiteRegistry sites;
    private Intake intake;
    private FlakyHistory store;
    private final List<Duration> pauses = new ArrayList<>();

    @BeforeEach
    void open() throws IOException, HistoryException {
        Path files = Files.createDirectories(folder.resolve("sites"));
        Files.writeString(files.resolve("loft.site.yaml"), SITE_FILE);
        sites = SiteRegistry.open(folder.resolve("registry.sqlite"));
        assertEquals(List.of(), sites.importFrom(files));
        journal = Journal.open(folder.resolve("journal.sqlite"));
        intake = new Intake(
                journal, (_, _, _) -> Claims.Answer.OWN, HistoryContract.RETENTION, new GatewayStates(InstantSource.system()), InstantSource.system(), new Nobody());
        intake.start();
        store = new FlakyHistory(DuckDbHistory.open(folder.resolve("history.duckdb"), StoreFixture.NOW));
    }

    @AfterEach
    void close() throws IOException, InterruptedException {
        intake.close();
        store.close();
        journal.close();
    }

    /// Nobody looks on.
    private static final class Nobody implements Intake.Outlet {
        @Override
        public void live(JournalEntry entry) {}

        @Override
        public void receipt(String topic, byte[] payload) {}

        @Override
        public void committed(List<JournalEntry> entries) {}
    }

    @Test
    void aStoreThatIsAwayIsWaitedForEverLonger() throws IOException, InterruptedException, HistoryException {
        observe(1, 40);
        store.failures = 9;
        try (HistoryShipper shipper = shipper()) {
            awaitAllIn(shipper);
            assertEquals(Optional.empty(), shipper.failure());
        }

        assertEquals(
                Stream.of(500, 1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000, 30_000).map(Duration::ofMillis).toList(), pauses);
        assertEquals(numbers(1, 40), stored());
    }

    @Test
    void onePointThatIsRefusedForEverHoldsUpNothingAndIsTold() throws IOException, InterruptedException, HistoryException {
        store.refused = 17;
        observe(1, 40);
        try (HistoryShipper shipper = shipper()) {
            awaitAllIn(shipper);
            assertEquals(1, shipper.setAside().count());
            assertTrue(shipper.setAside().last().orElse("").contains("gw-1 log-1 17"), shipper.setAside().last().toString());
        }

        List<Long> others = numbers(1, 40);
        others.remove(17L);
        assertEquals(others, stored());
        assertEquals(1, SetAside.load(journal).count());
    }

    @Test
    void aStoreThatRefusesEverythingIsWaitedForAndNothingIsSetAside() throws IOException, InterruptedException, HistoryException {
        observe(1, 400);
        store.refusesAll = true;
        try (HistoryShipper shipper = new HistoryShipper(journal, store, sites, StoreFixture.NOW, length -> {
            pauses.add(length);
            store.refusesAll = pauses.size() < 3;
        }, Corrector.Pace.USUAL)) {
            shipper.start();
            awaitAllIn(shipper);
            assertEquals(3, pauses.size());
            assertEquals(0, shipper.setAside().count());
        }

        assertEquals(numbers(1, 400), stored());
    }

    @Test
    void aHubThatDiesBetweenTheWriteAndTheMarkDoublesNothing() throws IOException, InterruptedException, HistoryException {
        observe(1, 40);
        try (HistoryShipper shipper = shipper()) {
            awaitAllIn(shipper);
        }
        assertEquals(numbers(1, 40), stored());
        List<StoredChange<OfDesk>> states = states();

        journal.saveMark("history", "0");
        observe(41, 59);
        try (HistoryShipper shipper = shipper()) {
            awaitAllIn(shipper);
        }
        assertEquals(numbers(1, 59), stored());
        assertEquals(states, states().subList(0, states.size()));
    }

    @Test
    void whatIsFinalButNotYetWrittenIsKnownBeyondTheStore() throws IOException, InterruptedException, HistoryException {
        observe(1, 400);
        store.isAway = true;
        CountDownLatch waiting = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        List<OccupancyChange> beyond;
        try (HistoryShipper shipper = new HistoryShipper(journal, store, sites, StoreFixture.NOW, _ -> {
            waiting.countDown();
            goOn.await();
        }, Corrector.Pace.USUAL)) {
            shipper.start();
            waiting.await();
            assertTrue(shipper.pending() > 0);
            assertTrue(shipper.failure().isPresent());
            beyond = beyond(shipper);
            assertEquals(List.of(), states());
            store.isAway = false;
            goOn.countDown();
            awaitAllIn(shipper);
        }

        assertFalse(states().isEmpty());
        assertTrue(beyond.containsAll(states().stream().map(StoredChange::change).toList()), "%s in %s".formatted(states(), beyond));
    }

    @Test
    void anEntryThatMeetsABugIsLeftOutAndTold() throws IOException, InterruptedException, HistoryException {
        observe(1, 20);
        List<JournalEntry> entries = new ArrayList<>(journal.after(0, 10));
        entries.add(records(2, new JournalEntry.Numbered(21, new LogRecord.Alive(Kept.DAY, Duration.ofSeconds(Long.MAX_VALUE)))));
        journal.commit(new Commit(Kept.DAY, List.of(new Row(entries.getLast(), new byte[0], "")), Map.of(), List.of(), Map.of(), List.of()));
        try (HistoryShipper shipper = new HistoryShipper(journal, store, sites, StoreFixture.NOW, pauses::add, Corrector.Pace.USUAL)) {
            shipper.committed(entries);
            shipper.start();
            awaitAllIn(shipper);
            assertTrue(shipper.failure().orElse("").startsWith("entries left out by a bug: 1, the last at 2: "), shipper.failure().toString());
            shipper.committed(List.of(records(3, new JournalEntry.Numbered(22, new Observation(Kept.DAY, new SensorId("pir"), new Reading.Motion(true))))));
            while (stored().size() < 21) {
                Thread.sleep(5);
            }
        }
    }

    private static JournalEntry records(long position, JournalEntry.Numbered... records) {
        return new JournalEntry.Records(position, SITE, new GatewayId("gw-1"), new LogId("log-1"), Kept.DAY, 1, List.of(records));
    }

    @Test
    void noBatchIsBegunWhileAQuestionThatDoesNotKnowItIsOpen() throws IOException, InterruptedException, HistoryException {
        try (HistoryShipper shipper = shipper()) {
            HistoryShipper.Question question = shipper.ask(SITE, Instant.now());
            observe(1, 400);
            shipper.wake();
            awaitTaken(shipper);
            Thread.sleep(200);
            assertEquals(List.of(), stored());
            question.close();
            awaitAllIn(shipper);
        }

        assertEquals(numbers(1, 400), stored());
    }

    /// Until the shipper has taken the entries from the journal: then a new question knows of their changes.
    private static void awaitTaken(HistoryShipper shipper) throws InterruptedException {
        while (beyond(shipper).isEmpty()) {
            Thread.sleep(5);
        }
    }

    private static List<OccupancyChange> beyond(HistoryShipper shipper) {
        try (HistoryShipper.Question question = shipper.ask(SITE, Instant.now())) {
            return question.beyond();
        }
    }

    private HistoryShipper shipper() throws IOException {
        HistoryShipper shipper = new HistoryShipper(journal, store, sites, StoreFixture.NOW, pauses::add, Corrector.Pace.USUAL);
        shipper.start();
        return shipper;
    }

    private static void awaitAllIn(HistoryShipper shipper) throws InterruptedException {
        while (shipper.pending() > 0) {
            Thread.sleep(5);
        }
    }

    /// Motion every ten seconds since hours ago; every 30th record says that the gateway watched.
    private void observe(int from, int to) throws InterruptedException, IOException {
        long head = journal.head();
        StringBuilder records = new StringBuilder();
        for (int number = from; number <= to; number++) {
            String at = WireTime.text(Kept.DAY.plusSeconds(10L * number));
            String said = number % 30 == 0 ? "\"alive_s\":300" : "\"sensor\":\"pir\",\"motion\":" + (number % 60 < 20);
            records.append(number == from ? "" : ",").append("{\"at\":\"%s\",%s}".formatted(at, said));
        }
        String batch = "{\"log\":\"log-1\",\"first\":%d,\"oldest\":1,\"sentAt\":\"%s\",\"observations\":[%s]}"
                .formatted(from, WireTime.text(Instant.now()), records);
        intake.receive("terzo/v1/loft/gw-1/observations", batch.getBytes(StandardCharsets.UTF_8), false);
        while (journal.head() == head) {
            Thread.sleep(5);
        }
    }

    private static List<Long> numbers(long from, long to) {
        List<Long> numbers = new ArrayList<>();
        for (long number = from; number <= to; number++) {
            if (number % 30 != 0) {
                numbers.add(number);
            }
        }
        return numbers;
    }

    private List<Long> stored() throws HistoryException {
        return store.observations(SITE, new Range<>(Kept.DAY, Instant.now(), Optional.empty(), 10_000), Optional.empty()).items().stream()
                .map(StoredObservation::sequence)
                .toList();
    }

    private List<StoredChange<OfDesk>> states() throws HistoryException {
        return store.states(SITE, new Range<>(Kept.DAY, Instant.now(), Optional.empty(), 10_000), Optional.empty(), Optional.empty()).items();
    }
}
