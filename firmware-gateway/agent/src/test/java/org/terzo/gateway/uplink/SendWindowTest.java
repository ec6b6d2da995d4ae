package org.terzo.gateway.uplink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class SendWindowTest {
    private final SendWindow window = new SendWindow(Pace.USUAL);

    private static Instant at(long seconds) {
        return Instant.EPOCH.plusSeconds(seconds);
    }

    private static Instant atMillis(long millis) {
        return Instant.EPOCH.plusMillis(millis);
    }

    @Test
    void anOverdueReceiptSendsAgainAfterTenSecondsThenTwentyAndNeverWaitsLongerThanFiveMinutes() {
        window.sent(1, 100, at(0));
        assertFalse(window.rewindWhenOverdue(at(9)));
        assertTrue(window.rewindWhenOverdue(at(10)));
        assertEquals(OptionalLong.of(1), window.due(1, 100, at(10)));

        window.sent(1, 100, at(10));
        assertFalse(window.rewindWhenOverdue(at(29)));
        assertTrue(window.rewindWhenOverdue(at(30)));
        long now = 30;
        for (int again = 0; again < 10; again++) {
            window.sent(1, 100, at(now));
            now += 300;
            assertTrue(window.rewindWhenOverdue(at(now)));
        }
    }

    @Test
    void aReceiptEndsTheWaitAndThePatienceStartsAnew() {
        window.sent(1, 100, at(0));
        window.receipt(50, at(5));
        assertEquals(Optional.of(at(15)), window.overdueAt());
        assertEquals(OptionalLong.empty(), window.due(51, 100, at(5)));
        assertEquals(OptionalLong.of(101), window.due(51, 101, at(5)));
        window.receipt(100, at(6));
        assertEquals(Optional.empty(), window.overdueAt());
    }

    @Test
    void afterAReconnectionItGoesOnFromTheReceiptInOrder() {
        window.sent(1, 100, at(0));
        window.receipt(40, at(1));
        window.rewind(40);
        assertEquals(OptionalLong.of(41), window.due(41, 200, at(1)));
        window.sent(41, 100, at(1));
        assertEquals(OptionalLong.of(101), window.due(41, 200, at(1)));
    }

    @Test
    void aRestoredHubIsSentEverythingAboveItsCursor() {
        window.sent(1, 100, at(0));
        window.receipt(100, at(1));
        window.receipt(20, at(2));
        assertEquals(OptionalLong.of(21), window.due(1, 100, at(2)));
    }

    @Test
    void withoutReceiptsItGoesOnOneBatchEachFiftyMillisecondsOnceFiveThousandAreUnderWay() {
        window.sent(1, 4_999, at(1));
        assertEquals(OptionalLong.of(5_000), window.due(1, 5_002, at(1)));
        window.sent(5_000, 5_000, at(1));

        assertEquals(OptionalLong.empty(), window.due(1, 5_002, atMillis(1_049)));
        assertEquals(Optional.of(Duration.ofMillis(1)), window.rest(1, 5_002, atMillis(1_049)));
        assertEquals(OptionalLong.of(5_001), window.due(1, 5_002, atMillis(1_050)));

        assertEquals(OptionalLong.of(5_001), window.due(100, 5_002, at(1)), "what was dropped waits for no receipt");
        window.receipt(1, at(1));
        assertEquals(OptionalLong.of(5_001), window.due(1, 5_002, at(1)));
        assertEquals(Duration.ofSeconds(11), Duration.between(at(0), window.overdueAt().orElseThrow()));
    }

    @Test
    void aBacklogWaitsForTheReceiptOfEachBatchASecondAtMost() {
        window.sent(1, 100, at(1));
        assertEquals(OptionalLong.empty(), window.due(1, 9_000, atMillis(1_999)));
        assertEquals(OptionalLong.of(101), window.due(1, 9_000, at(2)));

        window.receipt(100, atMillis(1_020));
        assertEquals(OptionalLong.of(101), window.due(101, 9_000, atMillis(1_020)));
        window.sent(101, 300, atMillis(1_020));
        assertEquals(Optional.of(Duration.ofSeconds(1)), window.rest(101, 9_000, atMillis(1_020)));

        assertEquals(OptionalLong.of(301), window.due(101, 800, atMillis(1_020)), "a signal does not wait");
    }

    @Test
    void aBacklogWhoseReceiptIsOverdueStillGoesBatchByBatch() {
        window.sent(1, 100, at(0));
        window.rewindWhenOverdue(at(10));
        assertEquals(OptionalLong.of(101), window.due(1, 9_000, at(10)));
        window.sent(101, 200, at(10));
        assertEquals(OptionalLong.empty(), window.due(1, 9_000, atMillis(10_999)));
    }

    @Test
    void theBatchesOfABacklogShrinkWhileReceiptsAreSlowAndGrowWhileTheyAreQuick() {
        assertEquals(500, window.most(9_000));

        assertEquals(250, sizeAfterAReceiptIn(251));
        assertEquals(250, sizeAfterAReceiptIn(200));
        assertEquals(125, sizeAfterAReceiptIn(900));
        assertEquals(62, sizeAfterAReceiptIn(900));
        assertEquals(50, sizeAfterAReceiptIn(900));
        assertEquals(50, sizeAfterAReceiptIn(900));
        assertEquals(100, sizeAfterAReceiptIn(99));
        assertEquals(200, sizeAfterAReceiptIn(20));
        assertEquals(400, sizeAfterAReceiptIn(20));
        assertEquals(500, sizeAfterAReceiptIn(20));
    }

    @Test
    void aReceiptThatComesAfterTheNextBatchHasGoneIsSlow() {
        window.sent(1, 500, at(1));
        window.sent(501, 1_000, at(2));
        window.receipt(500, atMillis(2_010));

        assertEquals(250, window.most(9_000));
    }

    private int sizeAfterAReceiptIn(int millis) {
        long first = window.due(1, 9_000, at(1)).orElseThrow();
        window.sent(first, first, at(1));
        window.receipt(first, at(1).plusMillis(millis));
        return window.most(9_000);
    }

    @Test
    void aNewSignalGoesBeforeWhatIsSentAgain() {
        window.sent(1, 900, at(0));
        window.rewindWhenOverdue(at(10));
        window.sent(1, 500, at(10));

        assertEquals(OptionalLong.of(901), window.due(1, 901, at(10)));
        window.sent(901, 901, at(10));
        assertEquals(OptionalLong.of(501), window.due(1, 901, at(10)));
        window.sent(501, 901, at(10));
        assertEquals(OptionalLong.empty(), window.due(1, 901, at(10)));
    }
}
