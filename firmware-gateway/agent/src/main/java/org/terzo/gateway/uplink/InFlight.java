package org.terzo.gateway.uplink;

import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/// The publications that the broker has not acknowledged yet: at most ten, and since when.
final class InFlight {
    private static final int MOST = 10;

    /// One publication; it gives its place back once, to the connection it was made on.
    record Ticket(long number, Semaphore permits) {}

    private final InstantSource ticker;
    private final AtomicLong numbers = new AtomicLong();
    private final ConcurrentSkipListMap<Long, Instant> since = new ConcurrentSkipListMap<>();
    private volatile Semaphore permits = new Semaphore(MOST);

    InFlight(InstantSource ticker) {
        this.ticker = ticker;
    }

    /// Waits a second at most for an older publication to be acknowledged.
    Ticket enter() throws IOException, InterruptedException {
        Semaphore current = permits;
        if (!current.tryAcquire(1, TimeUnit.SECONDS)) {
            throw new IOException("%d messages are not acknowledged yet".formatted(MOST));
        }
        Ticket ticket = new Ticket(numbers.incrementAndGet(), current);
        since.put(ticket.number(), ticker.instant());
        return ticket;
    }

    void leave(Ticket ticket) {
        if (Optional.ofNullable(since.remove(ticket.number())).isPresent()) {
            ticket.permits().release();
        }
    }

    /// A new connection: what was under way is sent again by the caller.
    void forget() {
        permits = new Semaphore(MOST);
        since.clear();
    }

    Optional<Instant> oldest() {
        return Optional.ofNullable(since.firstEntry()).map(Map.Entry::getValue);
    }
}
