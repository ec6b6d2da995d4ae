package org.terzo.hub.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.terzo.hub.ingest.TakenIn.NOT_SEEN;
import static org.terzo.hub.ingest.TakenIn.RIVA;
import static org.terzo.hub.ingest.TakenIn.SEEN;
import static org.terzo.hub.ingest.TakenIn.START;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.terzo.hub.ingest.journal.JournalAnswers.LogAnswer;
import org.terzo.hub.ingest.journal.JournalEntry;
import org.terzo.hub.ingest.journal.TimeRange;
import org.terzo.hub.ingest.ledger.Counts;
import org.terzo.hub.ingest.ledger.Gap;

/// wire.md sections 3 and 4 on a real journal: numbers, receipts, gaps.
final class IntakeTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final String ALIVE = "{\"at\":\"2026-03-10T09:00:00Z\",\"alive_s\":300}";

    @AutoClose
    private final TakenIn hub = new TakenIn();

    IntakeTest() throws IOException {}

    @Test
    void theSameBatchTwiceChangesNothing() throws IOException, InterruptedException {
        hub.send(1, SEEN, SEEN);
        hub.send(1, SEEN, SEEN);
        hub.send(3, SEEN);

        assertReceipt("a", 3);
        assertEquals(List.of(1L, 2L, 3L), hub.stored());
        assertEquals(List.of(1L, 2L, 3L), TakenIn.numbers(hub.live));
        assertEquals(new Counts(3, 2, 0, 0), hub.counts());
    }

    @Test
    void theSameContentUnderAnotherNumberIsAnotherObservation() throws IOException, InterruptedException {
        hub.send(1, SEEN);
        hub.send(2, SEEN);

        assertEquals(List.of(1L, 2L), hub.stored());
        assertEquals(new Counts(2, 0, 0, 0), hub.counts());
        assertEquals(List.of(), hub.reasons());
    }

    @Test
    void theSameNumberInAnotherLogIsAnotherObservation() throws IOException, InterruptedException {
        hub.send("\"log\":\"old\",", 1, SEEN);
        hub.send("\"log\":\"new\",", 1, NOT_SEEN);

        assertEquals(List.of(1L, 1L), hub.stored());
        assertEquals(List.of(), hub.reasons());
    }

    @Test
    void ofTwoLogsEachGetsItsReceiptAndTheBrokerKeepsTheOneHeardLast() throws InterruptedException {
        hub.send("\"log\":\"old\",", 1, SEEN);
        assertReceipt("old", 1);

        hub.send("\"log\":\"new\",", 1, SEEN, SEEN);
        assertReceipt("new", 2);

        hub.send("\"log\":\"old\",", 1, SEEN);
        assertReceipt("old", 1);
    }

    @Test
    void aLogFirstMetInTheMiddleHasAnOpenGapAndTheReceiptIsZero() throws IOException, InterruptedException {
        hub.send(5120, SEEN);

        assertReceipt("a", 0);
        assertEquals(List.of(new Gap(1, 5119, START, Optional.empty())), hub.log().gaps());
        assertEquals(List.of(5120L), TakenIn.numbers(hub.live));
    }

    @Test
    void aLogFirstMetAtItsOldestNumberIsSettledFromThere() throws IOException, InterruptedException {
        hub.send("\"log\":\"a\",\"oldest\":5120,", 5120, SEEN);

        assertReceipt("a", 5120);
        assertEquals(new Counts(1, 0, 0, 5119), hub.counts());
        assertEquals(List.of(new Gap(1, 5119, START, Optional.empty())), hub.log().gaps());
    }

    @Test
    void whatIsDeclaredLostStaysAGapForEverAndTheReceiptPasses() throws IOException, InterruptedException {
        hub.send(1, SEEN);
        hub.send(5, SEEN);
        assertReceipt("a", 1);

        hub.after(MINUTE);
        hub.send("\"log\":\"a\",\"oldest\":5,", 5, SEEN);
        hub.send("\"log\":\"a\",\"oldest\":5,", 6, SEEN);

        assertReceipt("a", 6);
        assertEquals(List.of(new Gap(2, 4, START, Optional.empty())), hub.log().gaps());
        hub.restart();
        assertEquals(List.of(new Gap(2, 4, START, Optional.empty())), hub.log().gaps());
        assertEquals(new Counts(3, 1, 0, 3), hub.counts());
    }

    @Test
    void aLateNumberClosesItsGapAndTheRowStays() throws IOException, InterruptedException {
        hub.send(1, SEEN);
        hub.send(4, SEEN);
        hub.after(MINUTE);
        hub.send(2, SEEN, SEEN);

        assertReceipt("a", 4);
        assertEquals(List.of(new Gap(2, 3, START, Optional.of(START.plus(MINUTE)))), hub.log().gaps());
        assertEquals(new Counts(4, 0, 2, 0), hub.counts());
    }

    @Test
    void oldestNeverLetsAReceiptPassWhatIsInTheBatch() throws InterruptedException {
        hub.send("\"log\":\"a\",\"oldest\":900,", 1, SEEN, SEEN);

        assertReceipt("a", 2);
    }

    @Test
    void anEmptyBatchSaysWhatIsLost() throws IOException, InterruptedException {
        hub.send(1, SEEN);
        hub.send("\"log\":\"a\",\"oldest\":4,", 4);

        assertReceipt("a", 3);
        assertEquals(2, hub.counts().dropped());
        assertEquals(3, ((JournalEntry.Records) hub.live.getLast()).through());
    }

    @Test
    void anAliveRecordHasANumberAndIsNoObservation() throws IOException, InterruptedException {
        hub.send(1, SEEN, ALIVE, SEEN);
        hub.send(1, SEEN, ALIVE, SEEN);

        assertReceipt("a", 3);
        assertEquals(List.of(1L, 2L, 3L), hub.stored());
        assertEquals(new Counts(2, 2, 0, 0), hub.counts());
    }

    @Test
    void anUntrustedBatchGetsNoReceiptUntilItIsRepaired() throws IOException, InterruptedException {
        hub.send("\"log\":\"a\",\"clock\":\"untrusted\",", 1, SEEN);
        assertEquals(Optional.empty(), hub.receipt());
        assertEquals(List.of(), hub.stored());
        assertEquals(Map.of("gw-1", Map.of("untrusted", 1L)), hub.journal.answers().rejected(RIVA, TimeRange.ALWAYS));

        hub.send(1, NOT_SEEN);

        assertReceipt("a", 1);
        assertEquals(new Counts(1, 0, 0, 0), hub.counts());
        assertEquals(List.of(), hub.reasons());
    }

    @Test
    void aRestartGoesOnWhereTheDiskStands() throws IOException, InterruptedException {
        hub.send(1, SEEN, SEEN);
        hub.restart();

        hub.send(1, SEEN, NOT_SEEN, SEEN);

        assertReceipt("a", 3);
        assertEquals(List.of(1L, 2L, 3L), hub.stored());
        assertEquals(List.of("conflict"), hub.reasons());
    }

    @Test
    void theLedgerOfATimeCountsWhatArrivedInIt() throws IOException, InterruptedException {
        hub.send(1, SEEN, SEEN);
        hub.after(MINUTE);
        Instant second = START.plus(MINUTE);
        hub.send(2, SEEN, "{}", SEEN);
        hub.send(9, SEEN);

        LogAnswer before = log(new TimeRange(Optional.empty(), Optional.of(second)));
        LogAnswer since = log(new TimeRange(Optional.of(second), Optional.empty()));

        assertEquals(new Counts(2, 0, 0, 0), before.counts());
        assertEquals(List.of(), before.gaps());
        assertEquals(new Counts(2, 1, 0, 0), since.counts());
        assertEquals(List.of(new Gap(5, 8, second, Optional.empty())), since.gaps());
        assertEquals(Map.of(), hub.journal.answers().rejected(RIVA, new TimeRange(Optional.empty(), Optional.of(second))));
        assertEquals(
                Map.of("gw-1", Map.of("malformed", 1L)),
                hub.journal.answers().rejected(RIVA, new TimeRange(Optional.of(second), Optional.empty())));
    }

    @Test
    void countsOfTheDayBeforeAreKeptByTheHourAndNoneIsLost() throws IOException, InterruptedException {
        hub.send(1, SEEN, "{}");
        hub.after(MINUTE);
        hub.send(3, SEEN, "{}");
        hub.after(Duration.ofDays(3));
        hub.send(5, SEEN);

        TimeRange firstHour = new TimeRange(Optional.of(START), Optional.of(START.plus(Duration.ofHours(1))));
        assertEquals(new Counts(2, 0, 0, 0), log(firstHour).counts());
        assertEquals(Map.of("gw-1", Map.of("malformed", 2L)), hub.journal.answers().rejected(RIVA, firstHour));
        assertEquals(3, log(TimeRange.ALWAYS).counts().received());
    }

    private LogAnswer log(TimeRange period) throws IOException {
        return hub.journal.answers().logs(RIVA, period, 100).getFirst();
    }

    private void assertReceipt(String log, long through) {
        String receipt = hub.receipt().orElse("no receipt");
        assertEquals("{\"log\":\"%s\",\"through\":%s".formatted(log, Long.toString(through)), receipt.substring(0, receipt.indexOf(",\"at\"")));
    }
}
