package org.terzo.simulator;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import org.terzo.wire.LogId;
import org.terzo.wire.Receipt;

/// What one gateway sent and which of it the hub has settled.
///
/// At most 10,000 messages wait for their receipt here; the lag of those beyond is not measured.
final class ReceiptLedger {
    private static final int MOST_WAITING = 10_000;

    private final LogId log;
    private final LoadFigures figures;
    private final Deque<Sent> waiting = new ArrayDeque<>();
    private long through;

    /// @param nanos by `System.nanoTime`
    private record Sent(long last, long nanos) {}

    ReceiptLedger(LogId log, LoadFigures figures) {
        this.log = log;
        this.figures = figures;
    }

    synchronized void sent(long last, long nanos) {
        if (waiting.size() < MOST_WAITING) {
            waiting.addLast(new Sent(last, nanos));
        }
    }

    /// Receipts of other logs, and those that say less than an earlier one, change nothing.
    synchronized void receive(Receipt receipt, long nanos) {
        if (!receipt.log().equals(log) || receipt.through() <= through) {
            return;
        }
        figures.receipt(receipt.through() - through);
        through = receipt.through();
        while (!waiting.isEmpty() && waiting.getFirst().last() <= through) {
            figures.lag(Duration.ofNanos(nanos - waiting.removeFirst().nanos()));
        }
    }
}
