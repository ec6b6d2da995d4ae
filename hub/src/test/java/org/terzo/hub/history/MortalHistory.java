package org.terzo.hub.history;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.terzo.hub.occupancy.Answer;
import org.terzo.hub.occupancy.OccupancyChange.OfDesk;
import org.terzo.hub.occupancy.OccupancyChange.OfHeadcount;
import org.terzo.wire.DeskId;
import org.terzo.wire.SensorId;
import org.terzo.wire.SiteId;
import org.terzo.wire.ZoneId;

/// A real store in a hub that dies after so many of its acts, before the act or right after it.
final class MortalHistory implements History {
    private final History behind;
    private final AtomicInteger actsLeft = new AtomicInteger(Integer.MAX_VALUE);

    MortalHistory(History behind) {
        this.behind = behind;
    }

    /// Something asked of the store.
    private interface Act<T> {
        T done() throws HistoryException;
    }

    void dieAfter(int acts) {
        actsLeft.set(acts);
    }

    boolean isDead() {
        return actsLeft.get() <= 0;
    }

    void revive() {
        actsLeft.set(Integer.MAX_VALUE);
    }

    /// The last act is done, and nobody hears of it.
    private <T> T act(Act<T> act) throws HistoryException {
        int left = actsLeft.decrementAndGet();
        if (left < 0) {
            actsLeft.incrementAndGet();
            throw new HistoryException("dead");
        }
        T done = act.done();
        if (left == 0) {
            throw new HistoryException("died");
        }
        return done;
    }

    @Override
    public void write(Batch batch) throws HistoryException {
        boolean _ = act(() -> {
            behind.write(batch);
            return true;
        });
    }

    @Override
    public void forget(SiteId site, Thing thing, Instant from, Instant to) throws HistoryException {
        boolean _ = act(() -> {
            behind.forget(site, thing, from, to);
            return true;
        });
    }

    @Override
    public Page<StoredObservation> observations(SiteId site, Range<ObservationKey> range, Optional<SensorId> sensor) throws HistoryException {
        return act(() -> behind.observations(site, range, sensor));
    }

    @Override
    public Page<StoredChange<OfDesk>> states(
            SiteId site, Answer answer, Range<DeskKey> range, Optional<DeskId> desk, Optional<ZoneId> zone) throws HistoryException {
        return act(() -> behind.states(site, answer, range, desk, zone));
    }

    @Override
    public Page<StoredChange<OfHeadcount>> headcounts(SiteId site, Answer answer, Range<Instant> range, Optional<ZoneId> zone)
            throws HistoryException {
        return act(() -> behind.headcounts(site, answer, range, zone));
    }

    @Override
    public List<Watch> watching(SiteId site, Instant from, Instant to) throws HistoryException {
        return behind.watching(site, from, to);
    }

    @Override
    public void expire() {}

    @Override
    public String describe() {
        return behind.describe();
    }

    @Override
    public void close() {
        behind.close();
    }
}
