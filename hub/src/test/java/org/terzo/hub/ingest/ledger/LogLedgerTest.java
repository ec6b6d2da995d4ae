package org.terzo.hub.ingest.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.terzo.hub.ingest.ledger.LogLedger.Arrival;
import org.terzo.hub.ingest.ledger.LogLedger.Counts;
import org.terzo.hub.ingest.ledger.LogLedger.Gap;

final class LogLedgerTest {
    private static final Instant NOW = Instant.parse("2026-03-10T09:00:00Z");
    private static final Instant LATER = NOW.plusSeconds(60);

    private final LogLedger ledger = new LogLedger();

    @Test
    void aRepetitionIsCountedAndChangesNothingElse() {
        enter(1, 2, 3);

        assertEquals(Arrival.DUPLICATE, ledger.enter(2, LATER));
        assertEquals(new Counts(3, 1, 0, 0), ledger.counts());
        assertEquals(3, ledger.through());
    }

    @Test
    void aGapHoldsTheReceiptUntilItCloses() {
        enter(1, 2, 5);
        assertEquals(2, ledger.through());
        assertEquals(List.of(new Gap(3, 4, NOW, Optional.empty())), ledger.gaps());

        assertEquals(Arrival.LATE, ledger.enter(4, LATER));
        assertEquals(2, ledger.through());
        assertEquals(Arrival.LATE, ledger.enter(3, LATER));

        assertEquals(5, ledger.through());
        assertEquals(List.of(new Gap(3, 4, NOW, Optional.of(LATER))), ledger.gaps());
        assertEquals(new Counts(5, 0, 2, 0), ledger.counts());
    }

    @Test
    void aLogFirstMetInTheMiddleIsSettledUpToNothing() {
        ledger.oldestHeld(1, NOW);
        enter(5120, 5121);

        assertEquals(0, ledger.through());
        assertEquals(List.of(new Gap(1, 5119, NOW, Optional.empty())), ledger.gaps());
    }

    @Test
    void whatTheGatewayNoLongerHoldsStaysAGapAndPasses() {
        enter(1);
        enter(200);
        ledger.oldestHeld(101, NOW);
        assertEquals(100, ledger.through());

        LongStream.rangeClosed(101, 199).forEach(sequence -> ledger.enter(sequence, LATER));

        assertEquals(200, ledger.through());
        assertEquals(99, ledger.counts().dropped());
        assertEquals(new Gap(2, 100, NOW, Optional.empty()), ledger.gaps().getFirst());
    }

    private void enter(long... sequences) {
        LongStream.of(sequences).forEach(sequence -> ledger.enter(sequence, NOW));
    }
}
