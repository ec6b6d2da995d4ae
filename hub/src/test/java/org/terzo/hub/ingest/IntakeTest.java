package org.terzo.hub.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.Period;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.terzo.hub.ingest.journal.Journal;
import org.terzo.hub.ingest.journal.JournalEntry;
import org.terzo.hub.ingest.journal.Rejection;
import org.terzo.hub.ingest.ledger.LogLedger;
import org.terzo.wire.SiteId;

/// wire.md sections 4 and 7, row by row, on a real journal.
final class IntakeTest {
    private static final Instant NOW = Instant.parse("2026-03-10T09:00:00Z");
    private static final String OBSERVATIONS = "terzo/v1/riva/gw-1/observations";
    private static final String GOOD = "{\"at\":\"2026-03-10T09:00:00Z\",\"sensor\":\"desk-07-pir\",\"motion\":true}";
    private static final Claims CLAIMS = (_, gateway, sensor) -> switch (sensor.value()) {
        case "desk-07-pir", "door-main" -> gateway.value().equals("gw-1") ? Claims.Answer.OWN : Claims.Answer.OF_ANOTHER_GATEWAY;
        case "desk-09-pir" -> Claims.Answer.OF_ANOTHER_GATEWAY;
        default -> Claims.Answer.UNKNOWN;
    };
    private static final Retention RETENTION =
            new Retention(Period.ofDays(30), Duration.ofHours(24), Period.ofMonths(13), Period.ofMonths(36));

    @TempDir
    Path folder;

    private final Receipts receipts = new Receipts();
    private Journal journal;
    private Intake intake;

    /// Remembers what a publisher and a live view would get.
    private static final class Receipts implements Intake.Outlet {
        private final Map<String, String> last = new ConcurrentHashMap<>();
        private final List<JournalEntry> live = new CopyOnWriteArrayList<>();

        private volatile boolean bugs;

        @Override
        public void live(JournalEntry entry) {
            if (bugs) {
                throw new IllegalStateException("a bug behind the intake");
            }
            live.add(entry);
        }

        @Override
        public void receipt(String topic, byte[] payload) {
            last.put(topic, new String(payload, StandardCharsets.UTF_8));
        }

        @Override
        public void committed() {}
    }

    @BeforeEach
    void open() throws IOException {
        journal = Journal.open(folder.resolve("journal.sqlite"));
        intake = new Intake(journal, CLAIMS, RETENTION, new GatewayStates(), InstantSource.fixed(NOW), receipts);
        intake.start();
    }

    @AfterEach
    void close() throws IOException, InterruptedException {
        intake.close();
        journal.close();
    }

    @Test
    void theSameBatchTwiceChangesNothing() throws IOException, InterruptedException {
        send(1, GOOD, GOOD);
        long head = head();
        send(1, GOOD, GOOD);
        send(3, GOOD);

        assertEquals(head + 1, head());
        assertReceipt(3);
        assertEquals(new LogLedger.Counts(3, 2, 0, 0), intake.ledgers().values().iterator().next().counts());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"sensor\":\"desk-07-pir\",\"motion\":true} | malformed",
                "{\"at\":\"2026-03-10T09:00:00Z\",\"sensor\":\"desk-07-pir\",\"smell\":1} | unknown-reading",
                "{\"at\":\"2026-03-10T09:00:00Z\",\"sensor\":\"desk-07-pir\",\"motion\":true,\"contact\":\"open\"} | two-readings",
                "{\"at\":\"2026-03-10T09:00:00Z\",\"sensor\":\"desk-07-pir\",\"motion\":\"yes\"} | bad-value",
                "{\"at\":\"2026-03-10T09:10:01Z\",\"sensor\":\"desk-07-pir\",\"motion\":true} | future",
                "{\"at\":\"2026-02-01T09:00:00Z\",\"sensor\":\"desk-07-pir\",\"motion\":true} | too-old",
                "{\"at\":\"2026-03-09T08:59:59Z\",\"sensor\":\"door-main\",\"passage\":\"in\"} | too-old",
                "{\"at\":\"2026-03-10T09:00:00Z\",\"sensor\":\"desk-99-pir\",\"motion\":true} | unclaimed",
                "{\"at\":\"2026-03-10T09:00:00Z\",\"sensor\":\"desk-09-pir\",\"motion\":true} | foreign-sensor"
            })
    void aBadRecordAloneIsADeadLetterAndTheReceiptPassesIt(String bad, String reason) throws IOException, InterruptedException {
        send(1, GOOD, bad, GOOD);

        assertReceipt(3);
        assertEquals(List.of(reason), reasons());
        assertEquals(List.of(1L, 3L), numbersIn(receipts.live));
        assertEquals(List.of(1L, 3L), numbersIn(journal.after(0, 10)));
    }

    @Test
    void aBatchThatDoesNotParseGetsNoReceiptAndStallsNothing() throws IOException, InterruptedException {
        intake.receive(OBSERVATIONS, "{".getBytes(StandardCharsets.UTF_8), false);
        intake.receive(OBSERVATIONS, new byte[300 * 1024], false);
        settle();
        assertTrue(receipts.last.isEmpty());
        assertEquals(List.of("malformed", "too-large"), reasons());

        send(1, GOOD);
        assertReceipt(1);
    }

    @Test
    void otherContentUnderTheSameNumberIsAConflictAndTheFirstStays() throws IOException, InterruptedException {
        send(1, GOOD);
        send(1, GOOD.replace("true", "false"));

        assertEquals(List.of("conflict"), reasons());
        assertEquals(List.of(1L), numbersIn(journal.after(0, 10)));
    }

    @Test
    void aConflictIsSeenAlsoWhereBatchesWereCutDifferently() throws IOException, InterruptedException {
        send(1, GOOD);
        send(1, GOOD, GOOD);
        send(2, GOOD.replace("true", "false"));

        assertEquals(List.of("conflict"), reasons());
    }

    @Test
    void aMessageThatMeetsABugIsDroppedLoudlyAndStallsNothing() throws InterruptedException {
        receipts.bugs = true;
        intake.receive(OBSERVATIONS, batch(1, "", GOOD), false);
        while (intake.failure().isEmpty()) {
            Thread.sleep(5);
        }
        receipts.bugs = false;

        send(1, GOOD);

        assertReceipt(1);
        assertTrue(intake.failure().orElse("").contains("dropped"), intake.failure().toString());
    }

    @Test
    void anUntrustedClockGetsNoReceiptUntilItIsRepaired() throws IOException, InterruptedException {
        intake.receive(OBSERVATIONS, batch(1, "\"clock\":\"untrusted\",", GOOD), false);
        settle();
        assertTrue(receipts.last.isEmpty());

        send(1, GOOD);
        assertReceipt(1);
        assertEquals(new LogLedger.Counts(1, 0, 0, 0), intake.ledgers().values().iterator().next().counts());
    }

    @Test
    void aRestartGoesOnWhereTheDiskStands() throws IOException, InterruptedException {
        send(1, GOOD, GOOD);
        intake.close();
        journal.close();
        open();

        send(1, GOOD, GOOD, GOOD);

        assertReceipt(3);
        assertEquals(List.of(1L, 2L, 3L), numbersIn(journal.after(0, 10)));
    }

    private void send(long first, String... records) throws InterruptedException {
        intake.receive(OBSERVATIONS, batch(first, "", records), false);
        settle();
    }

    /// What comes after everything before it has been taken.
    private void settle() throws InterruptedException {
        int before = revisions();
        intake.revised(new SiteId("riva"), before + 1);
        while (revisions() == before) {
            Thread.sleep(5);
        }
    }

    private int revisions() {
        return (int) receipts.live.stream().filter(JournalEntry.Revised.class::isInstance).count();
    }

    private long head() throws IOException {
        return journal.after(0, 1_000).stream().filter(JournalEntry.Records.class::isInstance).count();
    }

    private List<String> reasons() throws IOException, InterruptedException {
        settle();
        return journal.rejections(Long.MAX_VALUE, 100).reversed().stream().map(Rejection::reason).toList();
    }

    private static List<Long> numbersIn(List<JournalEntry> entries) {
        return entries.stream()
                .filter(JournalEntry.Records.class::isInstance)
                .flatMap(entry -> ((JournalEntry.Records) entry).records().stream())
                .map(JournalEntry.Numbered::sequence)
                .collect(Collectors.toList());
    }

    private void assertReceipt(long through) throws InterruptedException {
        settle();
        settle();
        assertEquals(
                "{\"log\":\"a\",\"through\":%s,\"at\":\"2026-03-10T09:00:00.000Z\"}".formatted(Long.toString(through)),
                receipts.last.get("terzo/v1/riva/gw-1/receipt"));
    }

    private static byte[] batch(long first, String more, String... records) {
        return "{\"log\":\"a\",\"first\":%s,\"oldest\":1,\"sentAt\":\"2026-03-10T09:00:00Z\",%s\"observations\":[%s]}"
                .formatted(Long.toString(first), more, String.join(",", records))
                .getBytes(StandardCharsets.UTF_8);
    }
}
