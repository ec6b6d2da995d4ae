package org.terzo.hub.ingest;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What waits for the intake, in a lane for each gateway: at most 16 MiB in all; one alone always finds room. The one who brings more
/// waits, which holds back the broker and so the gateways' outboxes.
final class IncomingQueue {
    static final int TURN_BYTES = 4 * 1024;

    /// About 5,000 observations: what is taken at once is on disk before the next is looked at.
    static final int MOST_BYTES_AT_ONCE = 384 * 1024;

    private static final long MOST_BYTES = 16L * 1024 * 1024;

    private final Lanes<Incoming> lanes = new Lanes<>(Incoming::bytes, TURN_BYTES);
    private long bytes;

    synchronized void put(Incoming next) throws InterruptedException {
        while (lanes.size() > 0 && bytes + next.bytes() > MOST_BYTES) {
            wait();
        }
        lanes.add(next.lane(), next);
        bytes += next.bytes();
        notifyAll();
    }

    /// Waits for one, and takes as many as there are, up to `MOST_BYTES_AT_ONCE`.
    synchronized List<Incoming> take() throws InterruptedException {
        while (lanes.size() == 0) {
            wait();
        }
        List<Incoming> taken = new ArrayList<>();
        long room = MOST_BYTES_AT_ONCE;
        for (Optional<Incoming> next = lanes.poll(Long.MAX_VALUE); next.isPresent(); next = lanes.poll(room)) {
            taken.add(next.get());
            room -= next.get().bytes();
            bytes -= next.get().bytes();
        }
        notifyAll();
        return taken;
    }

    synchronized int size() {
        return lanes.size();
    }
}
