package org.terzo.hub.history;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.terzo.hub.occupancy.Answer;
import org.terzo.hub.occupancy.OccupancyChange.OfDesk;
import org.terzo.hub.occupancy.OccupancyChange.OfHeadcount;
import org.terzo.wire.DeskId;
import org.terzo.wire.SensorId;
import org.terzo.wire.SiteId;
import org.terzo.wire.ZoneId;

/// A real store that fails as often as a test says.
final class FlakyHistory implements History {
    /// Writes that find nobody.
    int failures;
    volatile boolean isAway;
    volatile boolean refusesAll;
    /// The number of an observation that is never taken; 0 is none.
    volatile long refused;

    private final History behind;

    FlakyHistory(History behind) {
        this.behind = behind;
    }

    @Override
    public synchronized void write(Batch batch) throws HistoryException {
        if (isAway || failures > 0) {
            failures = Math.max(0, failures - 1);
            throw new HistoryException("the store is away");
        }
        if (refusesAll) {
            throw new PointRefusedException("the store wants nothing");
        }
        if (batch.observations().stream().anyMatch(each -> each.sequence() == refused)) {
            throw new PointRefusedException("number %d is of another type".formatted(refused));
        }
        behind.write(batch);
    }

    @Override
    public synchronized void forget(SiteId site, Thing thing, Instant from, Instant to) throws HistoryException {
        if (isAway) {
            throw new HistoryException("the store is away");
        }
        behind.forget(site, thing, from, to);
    }

    @Override
    public Page<StoredObservation> observations(SiteId site, Range<ObservationKey> range, Optional<SensorId> sensor) throws HistoryException {
        return behind.observations(site, range, sensor);
    }

    @Override
    public Page<StoredChange<OfDesk>> states(
            SiteId site, Answer answer, Range<DeskKey> range, Optional<DeskId> desk, Optional<ZoneId> zone) throws HistoryException {
        return behind.states(site, answer, range, desk, zone);
    }

    @Override
    public Page<StoredChange<OfHeadcount>> headcounts(SiteId site, Answer answer, Range<Instant> range, Optional<ZoneId> zone)
            throws HistoryException {
        return behind.headcounts(site, answer, range, zone);
    }

    @Override
    public List<Watch> watching(SiteId site, Instant from, Instant to) throws HistoryException {
        return behind.watching(site, from, to);
    }

    @Override
    public void expire() throws HistoryException {
        behind.expire();
    }

    @Override
    public String describe() {
        return "flaky " + behind.describe();
    }

    @Override
    public void close() {
        behind.close();
    }
}
