package org.terzo.hub.history;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.terzo.hub.history.History.Batch;

/// Brings a batch into the store, however long that takes. A single point that the store will never take is found by halving and set
/// aside, so that it does not hold up all that comes after it.
final class Delivery {
    /// A store that refuses more of one batch is not fit, and it is waited for as if it were away.
    static final int MOST_REFUSED = 100;

    private static final Logger LOG = LoggerFactory.getLogger(Delivery.class);
    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(500);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
    /// A store that asks for more is asked again all the same.
    private static final Duration LONGEST_ASKED_FOR = Duration.ofMinutes(5);

    private final History history;
    private final SetAside setAside;
    private final Pause pause;
    private volatile Optional<String> failure = Optional.empty();
    /// Of the last failure.
    private Duration askedFor = Duration.ZERO;

    /// Waits.
    interface Pause {
        void of(Duration length) throws InterruptedException;
    }

    Delivery(History history, SetAside setAside, Pause pause) {
        this.history = history;
        this.setAside = setAside;
        this.pause = pause;
    }

    /// Why nothing gets through now.
    Optional<String> failure() {
        return failure;
    }

    void deliver(Batch batch) throws InterruptedException {
        Duration next = SHORTEST_PAUSE;
        while (!tryOnce(batch)) {
            pause.of(next.compareTo(askedFor) < 0 ? askedFor : next);
            next = next.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? next.multipliedBy(2) : LONGEST_PAUSE;
        }
        failure = Optional.empty();
    }

    /// While there is nothing to bring: a store that is away is known before something waits for it.
    void check() {
        try {
            history.check();
            failure = Optional.empty();
        } catch (HistoryException e) {
            failure = Optional.of(String.valueOf(e.getMessage()));
            LOG.warn("history: {}", e.getMessage());
        }
    }

    private boolean tryOnce(Batch batch) {
        try {
            List<String> refused = new ArrayList<>();
            write(batch, refused);
            setAside.add(refused);
            refused.forEach(line -> LOG.error("history: set aside: {}", line));
            return true;
        } catch (HistoryException e) {
            askedFor = e.retryAfter().compareTo(LONGEST_ASKED_FOR) < 0 ? e.retryAfter() : LONGEST_ASKED_FOR;
            return failed(e);
        } catch (IOException e) {
            askedFor = Duration.ZERO;
            return failed(e);
        }
    }

    private boolean failed(Exception e) {
        failure = Optional.of(String.valueOf(e.getMessage()));
        LOG.warn("history: {}", e.getMessage());
        return false;
    }

    private void write(Batch batch, List<String> refused) throws HistoryException {
        try {
            history.write(batch);
        } catch (PointRefusedException e) {
            if (batch.size() > 1) {
                write(half(batch, 0), refused);
                write(half(batch, 1), refused);
            } else if (refused.size() == MOST_REFUSED) {
                throw new HistoryException("more than %d points of one batch are refused: %s".formatted(MOST_REFUSED, e.getMessage()), e);
            } else {
                refused.add(SetAside.line(batch, String.valueOf(e.getMessage())));
            }
        }
    }

    /// @param which 0 or 1
    private static Batch half(Batch batch, int which) {
        int middle = batch.size() / 2;
        int from = which == 0 ? 0 : middle;
        int to = which == 0 ? middle : batch.size();
        int watches = batch.observations().size();
        int changes = watches + batch.watches().size();
        return new Batch(
                batch.site(),
                part(batch.observations(), from, to),
                part(batch.watches(), from - watches, to - watches),
                part(batch.changes(), from - changes, to - changes));
    }

    private static <T> List<T> part(List<T> items, int from, int to) {
        return items.subList(Math.clamp(from, 0, items.size()), Math.clamp(to, 0, items.size()));
    }
}
