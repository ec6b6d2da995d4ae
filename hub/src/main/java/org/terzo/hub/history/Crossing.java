package org.terzo.hub.history;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.terzo.hub.history.Gathering.Round;

/// One round on its way into the store, on a thread of its own: the next is gathered meanwhile, and never more than that.
final class Crossing {
    private static final Duration TO_STOP = Duration.ofSeconds(5);

    private final Carrier carrier;
    private Optional<UnderWay> underWay = Optional.empty();

    /// Brings a round into the store, however long that takes.
    interface Carrier {
        void carry(Round round) throws InterruptedException;
    }

    private record UnderWay(FutureTask<Round> task, Thread thread) {}

    Crossing(Carrier carrier) {
        this.carrier = carrier;
    }

    /// Only when nothing is under way.
    void begin(Round round) {
        FutureTask<Round> task = new FutureTask<>(() -> {
            carrier.carry(round);
            return round;
        });
        underWay = Optional.of(new UnderWay(task, Thread.ofPlatform().name("history-writer").daemon().start(task)));
    }

    /// Returns when nothing is under way.
    void await() throws InterruptedException {
        if (underWay.isEmpty()) {
            return;
        }
        try {
            Round _ = underWay.get().task().get();
            underWay = Optional.empty();
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case InterruptedException stop -> throw stop;
                case RuntimeException bug -> throw bug;
                case null, default -> throw new IllegalStateException("a round of history ended", e.getCause());
            }
        }
    }

    /// Gives up what is under way; the store may have it or not.
    void stop() throws InterruptedException {
        if (underWay.isPresent()) {
            underWay.get().thread().interrupt();
            boolean _ = underWay.get().thread().join(TO_STOP);
        }
    }
}
