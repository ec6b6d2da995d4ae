package org.terzo.hub.ingest;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/// What waits for the intake: at most 1,000 messages, of at most 16 MiB together; one alone always finds room. The one who brings more
/// waits, which holds back the broker and so the gateways' outboxes.
final class IncomingQueue {
    private static final int MOST = 1_000;
    private static final long MOST_BYTES = 16L * 1024 * 1024;

    private final ArrayDeque<Incoming> waiting = new ArrayDeque<>();
    private long bytes;

    synchronized void put(Incoming next) throws InterruptedException {
        while (!waiting.isEmpty() && (waiting.size() >= MOST || bytes + next.bytes() > MOST_BYTES)) {
            wait();
        }
        waiting.add(next);
        bytes += next.bytes();
        notifyAll();
    }

    /// Waits for one, and takes as many as there are.
    synchronized List<Incoming> take(int atMost) throws InterruptedException {
        while (waiting.isEmpty()) {
            wait();
        }
        List<Incoming> taken = new ArrayList<>();
        while (taken.size() < atMost && !waiting.isEmpty()) {
            taken.add(waiting.remove());
            bytes -= taken.getLast().bytes();
        }
        notifyAll();
        return taken;
    }

    synchronized int size() {
        return waiting.size();
    }
}
