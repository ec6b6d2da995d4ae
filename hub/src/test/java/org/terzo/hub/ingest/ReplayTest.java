package org.terzo.hub.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.terzo.hub.ingest.TakenIn.NOT_SEEN;
import static org.terzo.hub.ingest.TakenIn.OBSERVATIONS;
import static org.terzo.hub.ingest.TakenIn.RIVA;
import static org.terzo.hub.ingest.TakenIn.SEEN;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.terzo.hub.ingest.journal.JournalEntry;
import org.terzo.hub.ingest.journal.JournalEntry.Numbered;
import org.terzo.hub.ingest.journal.Rejection;
import org.terzo.hub.ingest.journal.TimeRange;
import org.terzo.hub.ingest.ledger.Counts;
import org.terzo.wire.LogId;
import org.terzo.wire.Observation;
import org.terzo.wire.Reading;
import org.terzo.wire.SensorId;

/// Dead letters that are taken after all.
final class ReplayTest {
    private static final String NEW_DESK = SEEN.replace("desk-07-pir", "desk-99-pir");

    @AutoClose
    private final TakenIn hub = new TakenIn();

    ReplayTest() throws IOException {}

    @Test
    void afterClaimingAnObservationIsTakenUnderItsOwnNumber() throws IOException, InterruptedException {
        hub.send(1, SEEN, NEW_DESK, SEEN);
        hub.owners.put("desk-99-pir", "gw-1");

        assertEquals(new Replayed.Stored(new LogId("a"), 2), replay());

        Observation observation =
                new Observation(Instant.parse("2026-03-10T09:00:00Z"), new SensorId("desk-99-pir"), new Reading.Motion(true));
        JournalEntry.Records records = assertInstanceOf(JournalEntry.Records.class, hub.journal.after(1, 10).getFirst());
        assertEquals(List.of(new Numbered(2, observation)), records.records());
        assertEquals(3, records.through());
        assertEquals(List.of(1L, 3L, 2L), TakenIn.numbers(hub.live));
    }

    @Test
    void theLedgerMovesItFromRejectedToReceivedWhereItHadArrived() throws IOException, InterruptedException {
        hub.send(1, SEEN, NEW_DESK, NEW_DESK);
        hub.after(Duration.ofMinutes(5));
        hub.owners.put("desk-99-pir", "gw-1");

        replay();

        TimeRange firstMinute = new TimeRange(Optional.empty(), Optional.of(TakenIn.START.plusSeconds(60)));
        assertEquals(Map.of("gw-1", Map.of("unclaimed", 1L)), hub.journal.answers().rejected(RIVA, firstMinute));
        assertEquals(new Counts(2, 0, 0, 0), hub.journal.answers().logs(RIVA, firstMinute, 1).getFirst().counts());
        assertEquals(new Counts(2, 0, 0, 0), hub.counts());
        assertEquals(1, hub.letters().size());
    }

    @Test
    void askingAgainChangesNothingMoreAlsoAfterARestart() throws IOException, InterruptedException {
        hub.send(1, NEW_DESK);
        hub.owners.put("desk-99-pir", "gw-1");
        long letter = hub.letters().getFirst().id();

        for (int i = 0; i < 2; i++) {
            assertEquals(new Replayed.Stored(new LogId("a"), 1), hub.intake.replay(letter).join());
        }
        hub.restart();
        assertEquals(new Replayed.Stored(new LogId("a"), 1), hub.intake.replay(letter).join());

        assertEquals(List.of(1L), hub.stored());
        assertEquals(new Counts(1, 0, 0, 0), hub.counts());
        assertEquals(Map.of(), hub.journal.answers().rejected(RIVA, TimeRange.ALWAYS));
        assertEquals(List.of(), hub.letters());
    }

    @Test
    void theSameNumberSentAgainLaterIsADuplicate() throws IOException, InterruptedException {
        hub.send(1, NEW_DESK);
        hub.owners.put("desk-99-pir", "gw-1");
        replay();

        hub.send(1, NEW_DESK);

        assertEquals(List.of(1L), hub.stored());
        assertEquals(List.of(), hub.reasons());
        assertEquals(new Counts(1, 1, 0, 0), hub.counts());
    }

    @Test
    void replaysOfOneBatchLeaveWhatIsKnownOfItsOtherNumbers() throws IOException, InterruptedException {
        hub.send(1, NEW_DESK, SEEN, NEW_DESK);
        hub.owners.put("desk-99-pir", "gw-1");
        List<Long> letters = hub.letters().stream().map(Rejection::id).toList();
        CompletableFuture<Replayed> first = hub.intake.replay(letters.getFirst());
        CompletableFuture<Replayed> second = hub.intake.replay(letters.getLast());
        CompletableFuture.allOf(first, second).join();

        hub.restart();
        hub.send(1, NEW_DESK, NOT_SEEN, NEW_DESK);

        assertEquals(List.of("conflict"), hub.reasons());
        assertEquals(new Counts(3, 2, 0, 0), hub.counts());
    }

    @Test
    void whatIsStillNotClaimedStaysDead() throws IOException, InterruptedException {
        hub.send(1, NEW_DESK);

        assertEquals(new Replayed.Refused("unclaimed", "sensor desk-99-pir"), replay());
        assertEquals(List.of("unclaimed"), hub.reasons());
        assertEquals(List.of(), hub.stored());
    }

    @Test
    void whatBecameTooOldMeanwhileStaysDead() throws IOException, InterruptedException {
        hub.send(1, NEW_DESK);
        hub.owners.put("desk-99-pir", "gw-1");
        hub.after(Duration.ofDays(31));

        assertEquals("too-old", assertInstanceOf(Replayed.Refused.class, replay()).reason());
    }

    @Test
    void aConflictIsNeverTaken() throws IOException, InterruptedException {
        hub.send(1, SEEN);
        hub.send(1, NOT_SEEN);

        assertEquals("conflict", assertInstanceOf(Replayed.Refused.class, replay()).reason());
        assertEquals(List.of(1L), hub.stored());
    }

    @Test
    void aPayloadThatWasCutIsNeverTaken() throws IOException, InterruptedException {
        hub.send(1, "{\"at\":\"2026-03-10T09:00:00Z\",\"sensor\":\"desk-07-pir\",\"odd\":\"%s\",\"motion\":\"yes\"}".formatted("x".repeat(5_000)));

        assertEquals(new Replayed.Refused("bad-value", "its payload was cut and is not what came"), replay());
    }

    @Test
    void aWholeMessageHasNoNumberToBeTakenUnder() throws IOException, InterruptedException {
        hub.message(OBSERVATIONS, "{");

        assertEquals("malformed", assertInstanceOf(Replayed.Refused.class, replay()).reason());
    }

    @Test
    void aLetterThatDoesNotExistIsUnknown() throws InterruptedException {
        assertEquals(new Replayed.Unknown(), hub.intake.replay(77).join());
    }

    private Replayed replay() throws IOException, InterruptedException {
        return hub.intake.replay(hub.letters().getFirst().id()).join();
    }
}
