package org.terzo.hub.history;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.terzo.hub.occupancy.Answer;
import org.terzo.hub.occupancy.OccupancyChange;
import org.terzo.wire.DeskId;
import org.terzo.wire.GatewayId;
import org.terzo.wire.LogId;
import org.terzo.wire.Observation;
import org.terzo.wire.SensorId;
import org.terzo.wire.SiteId;
import org.terzo.wire.ZoneId;

/// The long memory of the hub. Writing the same thing twice leaves one; what is past its retention is never given.
///
/// A page begins behind a key, not at a count, so that what arrives between two pages neither repeats nor hides anything.
public interface History extends AutoCloseable {
    /// A site that nobody has.
    SiteId NOBODY = new SiteId("nobody");

    /// Returns when all of it is durable; otherwise nothing is promised and the same batch must be written again.
    ///
    /// @throws PointRefusedException when the store will never take all of it
    void write(Batch batch) throws HistoryException;

    /// Forgets what was said of one desk or zone from `from` up to and with `to`. Durable when it returns.
    void forget(SiteId site, Thing thing, Instant from, Instant to) throws HistoryException;

    /// Observations with `from` ≤ at < `to`, in the order of their keys.
    Page<StoredObservation> observations(SiteId site, Range<ObservationKey> range, Optional<SensorId> sensor) throws HistoryException;

    /// States of desks in the order of their keys, the one in force at `from` first for each desk.
    Page<StoredChange<OccupancyChange.OfDesk>> states(
            SiteId site, Answer answer, Range<DeskKey> range, Optional<DeskId> desk, Optional<ZoneId> zone) throws HistoryException;

    /// The live ones.
    default Page<StoredChange<OccupancyChange.OfDesk>> states(
            SiteId site, Range<DeskKey> range, Optional<DeskId> desk, Optional<ZoneId> zone) throws HistoryException {
        return states(site, Answer.LIVE, range, desk, zone);
    }

    /// Headcounts by time; an empty zone is the site as a whole. The one in force at `from` comes first.
    Page<StoredChange<OccupancyChange.OfHeadcount>> headcounts(SiteId site, Answer answer, Range<Instant> range, Optional<ZoneId> zone)
            throws HistoryException;

    /// The live ones.
    default Page<StoredChange<OccupancyChange.OfHeadcount>> headcounts(SiteId site, Range<Instant> range, Optional<ZoneId> zone)
            throws HistoryException {
        return headcounts(site, Answer.LIVE, range, zone);
    }

    /// When each gateway watched its inputs, merged, clipped to the range.
    List<Watch> watching(SiteId site, Instant from, Instant to) throws HistoryException;

    /// Forgets what is past its retention.
    void expire() throws HistoryException;

    /// Asks something small, to see whether the store answers.
    default void check() throws HistoryException {
        List<Watch> _ = watching(NOBODY, Instant.EPOCH, Instant.EPOCH.plusMillis(1));
    }

    /// Copies what is durable now into a folder, and says where history is; a server keeps its own and copies nothing.
    default String copyInto(Path folder) throws IOException {
        return describe();
    }

    /// What the store is, for health.
    String describe();

    @Override
    void close();

    /// What a change is of.
    sealed interface Thing {
        record Desk(DeskId desk, Answer answer) implements Thing {}

        /// @param zone empty: the site as a whole
        record Zone(Optional<ZoneId> zone, Answer answer) implements Thing {}
    }

    /// @param after the key of the last item of the page before
    record Range<K>(Instant from, Instant to, Optional<K> after, int limit) {
        public Range {
            if (!from.isBefore(to) || limit < 1) {
                throw new IllegalArgumentException("range %s to %s of %d items holds nothing".formatted(from, to, limit));
            }
        }
    }

    /// @param hasMore more items lie behind the last of these
    record Page<T>(List<T> items, boolean hasMore) {
        public Page {
            items = List.copyOf(items);
        }

        /// @param found in order, with one item more than `limit` when there is more
        public static <T> Page<T> of(List<T> found, int limit) {
            return new Page<>(found.subList(0, Math.min(limit, found.size())), found.size() > limit);
        }
    }

    record Batch(
            SiteId site, List<StoredObservation> observations, List<Watch> watches, List<StoredChange<? extends OccupancyChange>> changes) {
        public Batch {
            observations = List.copyOf(observations);
            watches = List.copyOf(watches);
            changes = List.copyOf(changes);
        }

        int size() {
            return observations.size() + watches.size() + changes.size();
        }
    }

    /// An observation *is* (gateway, log, sequence); two with equal sensor and time are both kept.
    record StoredObservation(GatewayId gateway, LogId log, long sequence, Observation observation) {
        public ObservationKey key() {
            return new ObservationKey(observation.at(), gateway, log, sequence);
        }
    }

    record ObservationKey(Instant at, GatewayId gateway, LogId log, long sequence) implements Comparable<ObservationKey> {
        private static final Comparator<ObservationKey> ORDER = Comparator.comparing(ObservationKey::at)
                .thenComparing(ObservationKey::gateway)
                .thenComparing(key -> key.log().value())
                .thenComparingLong(ObservationKey::sequence);

        @Override
        public int compareTo(ObservationKey other) {
            return ORDER.compare(this, other);
        }
    }

    record DeskKey(Instant at, DeskId desk) implements Comparable<DeskKey> {
        private static final Comparator<DeskKey> ORDER = Comparator.comparing(DeskKey::at).thenComparing(DeskKey::desk);

        public static DeskKey of(StoredChange<OccupancyChange.OfDesk> stored) {
            return new DeskKey(stored.change().at(), stored.change().desk());
        }

        @Override
        public int compareTo(DeskKey other) {
            return ORDER.compare(this, other);
        }
    }

    /// @param version names the inference and the learned parameters in force
    record StoredChange<C extends OccupancyChange>(C change, String version) {}

    record Watch(GatewayId gateway, Instant from, Instant to) {}
}
