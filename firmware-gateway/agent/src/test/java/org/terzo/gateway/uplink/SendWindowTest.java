package org.terzo.gateway.uplink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SendWindowTest {
    private final SendWindow window = new SendWindow(Pace.USUAL);

    private static Instant at(long seconds) {
        return Instant.EPOCH.plusSeconds(seconds);
    }

    @Test
    void anOverdueReceiptSendsAgainAfterTenSecondsThenTwentyAndNeverWaitsLongerThanFiveMinutes() {
        window.sent(100, at(0));
        assertFalse(window.rewindWhenOverdue(at(9)));
        assertTrue(window.rewindWhenOverdue(at(10)));
        assertEquals(1, window.next());

        window.sent(100, at(10));
        assertFalse(window.rewindWhenOverdue(at(29)));
        assertTrue(window.rewindWhenOverdue(at(30)));
        long now = 30;
        for (int again = 0; again < 10; again++) {
            window.sent(100, at(now));
            now += 300;
            assertTrue(window.rewindWhenOverdue(at(now)));
        }
    }

    @Test
    void aReceiptEndsTheWaitAndThePatienceStartsAnew() {
        window.sent(100, at(0));
        window.receipt(50, at(5));
        assertEquals(Optional.of(at(15)), window.overdueAt());
        assertEquals(101, window.next());
        window.receipt(100, at(6));
        assertEquals(Optional.empty(), window.overdueAt());
    }

    @Test
    void afterAReconnectionItGoesOnFromTheReceipt() {
        window.sent(100, at(0));
        window.receipt(40, at(1));
        window.rewind(40);
        assertEquals(41, window.next());
    }

    @Test
    void aRestoredHubIsSentEverythingAboveItsCursor() {
        window.sent(100, at(0));
        window.receipt(100, at(1));
        window.receipt(20, at(2));
        assertEquals(21, window.next());
    }

    @Test
    void whatIsUnderWayIsBoundedAndWhatWasDroppedIsNotWaitedFor() {
        window.sent(4_999, at(0));
        assertTrue(window.hasRoom(1));
        window.sent(5_000, at(0));
        assertFalse(window.hasRoom(1));
        assertTrue(window.hasRoom(100));
        window.receipt(1, at(1));
        assertTrue(window.hasRoom(1));
        assertEquals(Duration.ofSeconds(11), Duration.between(at(0), window.overdueAt().orElseThrow()));
    }
}
