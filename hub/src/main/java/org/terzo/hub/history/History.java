package org.terzo.hub.history;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.terzo.hub.occupancy.OccupancyChange;
import org.terzo.wire.DeskId;
import org.terzo.wire.GatewayId;
import org.terzo.wire.LogId;
import org.terzo.wire.Observation;
import org.terzo.wire.SensorId;
import org.terzo.wire.SiteId;
import org.terzo.wire.ZoneId;

/// The long memory of the hub. Writing the same thing twice leaves one.
public interface History extends AutoCloseable {
    /// Returns when all of it is durable; otherwise nothing is promised and the same batch must be written again.
    void write(Batch batch) throws HistoryException;

    /// Observations with `from` ≤ at < `to`, oldest first, equal times by gateway, log, sequence.
    Page<StoredObservation> observations(SiteId site, Range range, Optional<SensorId> sensor) throws HistoryException;

    /// Live states of desks, the one in force at `range.from` first for each desk; ordered by at, then desk.
    Page<StoredChange<OccupancyChange.OfDesk>> states(SiteId site, Range range, Optional<DeskId> desk, Optional<ZoneId> zone) throws HistoryException;

    /// Headcounts; an empty zone is the site as a whole. The one in force at `range.from` comes first.
    Page<StoredChange<OccupancyChange.OfHeadcount>> headcounts(SiteId site, Range range, Optional<ZoneId> zone) throws HistoryException;

    /// When each gateway watched its inputs, merged, clipped to the range.
    List<Watch> watching(SiteId site, Instant from, Instant to) throws HistoryException;

    /// What the store is, for health.
    String describe();

    @Override
    void close();

    /// @param cursor as the page before gave it in `next`; opaque
    record Range(Instant from, Instant to, Optional<String> cursor, int limit) {}

    /// @param next the cursor of the page after this, if there is more
    record Page<T>(List<T> items, Optional<String> next) {
        public Page {
            items = List.copyOf(items);
        }
    }

    record Batch(SiteId site, List<StoredObservation> observations, List<Watch> watches, List<StoredChange<? extends OccupancyChange>> changes) {
        public Batch {
            observations = List.copyOf(observations);
            watches = List.copyOf(watches);
            changes = List.copyOf(changes);
        }
    }

    /// An observation *is* (gateway, log, sequence); two with equal sensor and time are both kept.
    record StoredObservation(GatewayId gateway, LogId log, long sequence, Observation observation) {}

    /// @param version names the inference and the learned parameters in force
    record StoredChange<C extends OccupancyChange>(C change, String version) {}

    record Watch(GatewayId gateway, Instant from, Instant to) {}
}
