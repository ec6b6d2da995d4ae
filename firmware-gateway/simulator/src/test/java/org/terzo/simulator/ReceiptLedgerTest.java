package org.terzo.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.terzo.wire.LogId;
import org.terzo.wire.Receipt;

final class ReceiptLedgerTest {
    private static final long MS = 1_000_000;
    private static final LogId LOG = new LogId("load");

    private final LoadFigures figures = new LoadFigures();
    private final ReceiptLedger ledger = new ReceiptLedger(LOG, figures);

    @Test
    void aReceiptSettlesEveryMessageUpToItsNumber() {
        send(50, 0);
        send(100, 10);
        send(150, 20);

        receive(LOG, 100, 110);
        assertEquals(100, figures.lagMillis(0.5));
        assertEquals(110, figures.lagMillis(0.99));
        assertFalse(figures.allSettled());

        receive(LOG, 150, 320);
        assertEquals(300, figures.lagMillis(0.99));
        assertTrue(figures.allSettled());
    }

    @Test
    void receiptsOfOtherLogsAndRepeatedOnesChangeNothing() {
        send(50, 0);

        receive(new LogId("other"), 50, 5);
        assertFalse(figures.allSettled());

        receive(LOG, 50, 7);
        receive(LOG, 50, 9_000);
        receive(LOG, 10, 9_000);
        assertTrue(printed().contains("receipts=1\nsettled=50\nlag_p50_ms=7\nlag_p95_ms=7\nlag_p99_ms=7\n"), printed());
    }

    private void send(long last, long atMs) {
        ledger.sent(last, atMs * MS);
        figures.sent(50);
    }

    private void receive(LogId log, long through, long atMs) {
        ledger.receive(new Receipt(log, through, Instant.EPOCH, false), atMs * MS);
    }

    private String printed() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        figures.print(new PrintStream(out, true, StandardCharsets.UTF_8), Duration.ofSeconds(1));
        return out.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
    }
}
