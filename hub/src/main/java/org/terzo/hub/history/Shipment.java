package org.terzo.hub.history;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.terzo.hub.history.History.Batch;
import org.terzo.hub.history.History.StoredChange;
import org.terzo.hub.history.History.StoredObservation;
import org.terzo.hub.history.History.Watch;
import org.terzo.hub.history.correction.Checkpoints;
import org.terzo.hub.ingest.journal.JournalEntry;
import org.terzo.hub.occupancy.Answer;
import org.terzo.hub.occupancy.OccupancyChange;
import org.terzo.hub.occupancy.OccupancyChange.OfDesk;
import org.terzo.hub.occupancy.OccupancyChange.OfHeadcount;
import org.terzo.hub.occupancy.OccupancyChange.Said;
import org.terzo.hub.occupancy.OccupancyChange.Smoothed;
import org.terzo.hub.occupancy.Recompute;
import org.terzo.hub.occupancy.Settled;
import org.terzo.hub.occupancy.SiteTracker;
import org.terzo.hub.site.Site;
import org.terzo.wire.LogRecord.Alive;
import org.terzo.wire.LogRecord.Unreadable;
import org.terzo.wire.Observation;
import org.terzo.wire.SiteId;

/// What is gathered of one site for the next write, what is being written meanwhile, and the tracker that concludes from it.
final class Shipment implements Settled {
    private static final Set<Answer> ANSWERS = EnumSet.allOf(Answer.class);

    private final List<StoredObservation> observations = new ArrayList<>();
    private final List<Watch> watches = new ArrayList<>();
    private final List<StoredChange<? extends OccupancyChange>> changes = new ArrayList<>();
    private List<StoredChange<? extends OccupancyChange>> underWay = List.of();
    private final Checkpoints checkpoints;
    private final SiteId id;
    private SiteTracker tracker;

    Shipment(Site site, Optional<String> saved, Checkpoints checkpoints) {
        this.checkpoints = checkpoints;
        this.id = site.id();
        this.tracker = saved.map(text -> SiteTracker.restore(site, ANSWERS, text, this)).orElseGet(() -> new SiteTracker(site, ANSWERS, this));
    }

    @Override
    public void accept(OccupancyChange change) {
        changes.add(new StoredChange<>(change, HistoryShipper.VERSION));
    }

    @Override
    public void checkpoint(Recompute.Checkpoint checkpoint) {
        checkpoints.add(id, checkpoint);
    }

    void follow(Site site) {
        Set<String> gone = new HashSet<>(tracker.names());
        tracker.leave(site);
        tracker = SiteTracker.restore(site, ANSWERS, tracker.save(), this);
        gone.removeAll(tracker.names());
        gone.forEach(name -> checkpoints.remove(id, name));
    }

    SiteTracker tracker() {
        return tracker;
    }

    void take(JournalEntry entry) {
        switch (entry) {
            case JournalEntry.Records records -> take(records);
            case JournalEntry.Watched watched -> watches.add(new Watch(watched.gateway(), watched.since(), watched.until()));
            case JournalEntry.Revised _, JournalEntry.Recounted _ -> {}
        }
        tracker.take(entry);
    }

    private void take(JournalEntry.Records records) {
        for (JournalEntry.Numbered each : records.records()) {
            switch (each.content()) {
                case Observation observation ->
                    observations.add(new StoredObservation(records.gateway(), records.log(), each.sequence(), observation));
                case Alive alive -> watches.add(new Watch(records.gateway(), alive.at().minus(alive.watched()), alive.at()));
                case Unreadable _ -> {}
            }
        }
    }

    /// What was gathered, which is under way from now on.
    Batch depart() {
        Batch batch = new Batch(id, observations, watches, changes);
        underWay = batch.changes();
        observations.clear();
        watches.clear();
        changes.clear();
        return batch;
    }

    int size() {
        return observations.size() + watches.size() + changes.size();
    }

    void arrived() {
        underWay = List.of();
    }

    String save() {
        return tracker.save();
    }

    /// Changes that may not be in the store: final ones that are not written yet and, behind them, what is supposed up to `until`. Of one
    /// thing at one instant the last stands.
    List<OccupancyChange> beyondTheStore(Optional<Instant> until) {
        Map<List<Object>, OccupancyChange> byKey = new LinkedHashMap<>();
        underWay.forEach(each -> byKey.put(key(each.change()), each.change()));
        changes.forEach(each -> byKey.put(key(each.change()), each.change()));
        until.ifPresent(instant -> tracker.provisional(instant).forEach(each -> byKey.put(key(each), each)));
        return List.copyOf(byKey.values());
    }

    private static List<Object> key(OccupancyChange change) {
        return switch (change) {
            case OfDesk desk -> List.of(desk.desk(), desk.at());
            case OfHeadcount count -> List.of(count.zone(), count.at());
            case Smoothed(Said said) -> List.of(Answer.SMOOTHED, key(said));
        };
    }
}
