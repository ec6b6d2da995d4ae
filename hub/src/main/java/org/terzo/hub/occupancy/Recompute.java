package org.terzo.hub.occupancy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;
import org.terzo.hub.occupancy.saved.CheckpointRule;
import org.terzo.hub.occupancy.watch.Evidence;
import org.terzo.hub.occupancy.watch.Sense;
import org.terzo.hub.occupancy.watch.Sight;
import org.terzo.hub.occupancy.watch.Watching;
import org.terzo.hub.site.Site;
import org.terzo.wire.DeskId;
import org.terzo.wire.GatewayId;
import org.terzo.wire.LogId;
import org.terzo.wire.Observation;
import org.terzo.wire.SensorId;
import org.terzo.wire.ZoneId;

/// Works out anew what was in doubt of a site: from a state before it, with the same code and all the evidence since, so that the answer
/// is the one that would have been given had everything come in time.
public final class Recompute {
    private final List<Again> all = new ArrayList<>();
    private final Map<SensorId, List<Again>> bySensor = new HashMap<>();

    /// A desk or zone as it stood at an instant, in epoch milliseconds.
    ///
    /// @param track names the desk or zone
    public record Checkpoint(String track, CheckpointRule rule, long at, String state) {}

    /// What was decided of a desk or zone and may not hold.
    ///
    /// @param make the sensors by which it was decided
    /// @param begun nothing earlier is of this desk or zone
    /// @param from from here on it may not hold
    /// @param line up to here it was decided
    /// @param position of the last entry that put something in doubt
    public record Doubt(String track, String make, CheckpointRule rule, long begun, long from, long line, long position) {
        /// Empty: of a zone or the site as a whole.
        public Optional<DeskId> desk() {
            return Tracks.deskOf(track);
        }

        /// Empty: of a desk or the site as a whole.
        public Optional<ZoneId> zone() {
            return Tracks.zoneOf(track);
        }

        /// Whether a checkpoint is of this and stands before all that is in doubt.
        boolean mayStartFrom(Checkpoint checkpoint) {
            return checkpoint.at() < from && checkpoint.at() > begun;
        }

        /// The same, but only of what was decided from a later time on.
        public Doubt since(long later) {
            return new Doubt(track, make, rule, begun, StrictMath.max(from, later), line, position);
        }
    }

    /// A desk or zone at its line, with nothing in doubt.
    ///
    /// @param position up to this entry all that was told of the time before is in it
    public record Standing(Checkpoint state, long position) {}

    /// @param from where it begins anew; empty: from nothing
    public record Start(Doubt doubt, Optional<Checkpoint> from) {}

    /// What stands instead of what was in doubt.
    ///
    /// @param state at the line
    /// @param changes all of them from the doubt on, and all that was said in hindsight from `smoothedFrom` on
    /// @param checkpoints all of them from the doubt on
    public record Corrected(
            Doubt doubt, Checkpoint state, List<OccupancyChange> changes, List<Checkpoint> checkpoints, long smoothedFrom) {
        public Corrected {
            changes = List.copyOf(changes);
            checkpoints = List.copyOf(checkpoints);
        }
    }

    /// @param sights when each gateway watched, as it is known now
    /// @param recounts of each desk or zone
    Recompute(Site site, Map<GatewayId, Sight> sights, Map<String, List<Evidence>> recounts, List<Start> starts) {
        Tracks tracks = new Tracks(site, EnumSet.allOf(Answer.class));
        Sight.Of sightOf = gateway -> sights.getOrDefault(gateway, new Sight(new Watching(), Watching.FOREVER, Watching.NEVER));
        for (Start start : starts) {
            tracks.of(start.doubt().track()).ifPresent(track -> {
                Again again = new Again(track, start, sightOf);
                recounts.getOrDefault(start.doubt().track(), List.of()).forEach(again::offer);
                add(again);
            });
        }
    }

    private void add(Again again) {
        all.add(again);
        for (Sense sense : again.track.subject().told()) {
            bySensor.computeIfAbsent(sense.sensor().id(), _ -> new ArrayList<>()).add(again);
        }
    }

    /// The sensors whose observations are asked for.
    public Set<SensorId> sensors() {
        return new HashSet<>(bySensor.keySet());
    }

    /// Observations are asked for from here on.
    public Instant from() {
        return instant(all.stream().mapToLong(again -> again.track.line()).min().orElse(0));
    }

    /// Observations are asked for up to and without this.
    public Instant to() {
        return instant(all.stream().mapToLong(again -> again.doubt.line()).max().orElse(0));
    }

    private static Instant instant(long millis) {
        return Instant.ofEpochMilli(StrictMath.max(0, millis));
    }

    /// Observations in the order of time, gateway, log and sequence; those that were not asked for change nothing.
    public void take(GatewayId gateway, LogId log, long sequence, Observation observation) {
        List<Again> concerned = bySensor.getOrDefault(observation.sensor(), List.of());
        if (!concerned.isEmpty()) {
            Evidence evidence = Evidence.of(gateway, log, sequence, observation);
            concerned.forEach(again -> again.take(evidence));
        }
    }

    /// All observations were taken.
    public List<Corrected> corrected() {
        return all.stream().map(Again::corrected).toList();
    }

    /// One desk or zone, once more.
    private static final class Again implements Settled {
        private final Track track;
        private final Doubt doubt;
        private final Sight.Of sights;
        private final List<OccupancyChange> changes = new ArrayList<>();
        private final List<Checkpoint> checkpoints = new ArrayList<>();
        private final long saidTo;

        Again(Track track, Start start, Sight.Of sights) {
            this.track = track;
            this.doubt = start.doubt();
            this.sights = sights;
            boolean isUnderWay = start.from().filter(doubt::mayStartFrom).map(track::goTo).orElse(false);
            if (!isUnderWay && doubt.begun() != Watching.NEVER) {
                track.begin(doubt.begun());
            }
            saidTo = track.saidTo();
        }

        void take(Evidence evidence) {
            if (isOfNow(evidence)) {
                decideUpTo(evidence.at());
                track.offer(evidence, 0, sights, this);
            }
        }

        /// What is known before anything is taken.
        void offer(Evidence evidence) {
            if (isOfNow(evidence)) {
                track.offer(evidence, 0, sights, this);
            }
        }

        private boolean isOfNow(Evidence evidence) {
            return evidence.at() < doubt.line() && evidence.at() >= track.line();
        }

        /// From nothing there is no checkpoint on the way to the first decision, so that one must not lie beyond the doubt.
        private void decideUpTo(long to) {
            if (track.line() == Watching.NEVER) {
                track.settle(StrictMath.min(to, doubt.from()), sights, this);
            }
            track.settle(to, sights, this);
        }

        Corrected corrected() {
            decideUpTo(doubt.line());
            return new Corrected(doubt, track.checkpoint(), changes, checkpoints, smoothedFrom());
        }

        /// What was said before the first word from nothing rests on what is not kept any more: it stays.
        private long smoothedFrom() {
            LongStream words = changes.stream().filter(OccupancyChange.Smoothed.class::isInstance).mapToLong(word -> word.at().toEpochMilli());
            return saidTo > 0 ? saidTo : words.findFirst().orElse(Watching.FOREVER);
        }

        @Override
        public void accept(OccupancyChange change) {
            boolean isWanted = switch (change) {
                case OccupancyChange.Said said -> said.at().toEpochMilli() >= doubt.from();
                case OccupancyChange.Smoothed _ -> true;
            };
            if (isWanted) {
                changes.add(change);
            }
        }

        @Override
        public void checkpoint(Checkpoint checkpoint) {
            if (checkpoint.at() >= doubt.from()) {
                checkpoints.add(checkpoint);
            }
        }
    }
}
