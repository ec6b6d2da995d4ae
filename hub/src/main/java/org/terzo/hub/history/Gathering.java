package org.terzo.hub.history;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.terzo.hub.history.History.Batch;
import org.terzo.hub.history.correction.Checkpoints;
import org.terzo.hub.history.correction.Doubtful;
import org.terzo.hub.history.correction.Follower;
import org.terzo.hub.ingest.journal.Journal;
import org.terzo.hub.ingest.journal.JournalEntry;
import org.terzo.hub.occupancy.OccupancyChange;
import org.terzo.hub.occupancy.Recompute;
import org.terzo.hub.site.Site;
import org.terzo.hub.site.SiteRegistry;
import org.terzo.wire.SiteId;

/// What the journal says, entry by entry, and what the shipper's trackers conclude from it, made into rounds for the store. One thread
/// gathers; others ask.
final class Gathering implements Doubtful {
    private static final Logger LOG = LoggerFactory.getLogger(Gathering.class);
    private static final int ENTRIES_AT_ONCE = 5_000;
    private static final int ITEMS_A_ROUND = 10_000;

    private final Journal journal;
    private final SiteRegistry sites;
    private final Checkpoints checkpoints;
    private final Tail tail = new Tail();
    private final Map<SiteId, Shipment> shipments = new HashMap<>();
    /// Read and not yet gathered: no more than one reading of the journal.
    private final Deque<JournalEntry> read = new ArrayDeque<>();
    /// Up to here the store may know more than the trackers, which begin at the mark.
    private final long headAtStart;
    /// Of the thread that gathers.
    private long gatheredTo;

    private volatile long storedTo;
    private Instant arrivedTo = Instant.MIN;
    private int leftOut;
    private volatile Optional<String> fault = Optional.empty();

    Gathering(Journal journal, SiteRegistry sites, ShipperMark mark, Checkpoints checkpoints) {
        this.journal = journal;
        this.sites = sites;
        this.checkpoints = checkpoints;
        this.headAtStart = journal.head();
        this.gatheredTo = mark.position();
        this.storedTo = mark.position();
        for (Site site : sites.sites()) {
            shipments.put(site.id(), new Shipment(site, Optional.ofNullable(mark.trackers().get(site.id())), checkpoints));
        }
    }

    /// What goes into the store together.
    ///
    /// @param to the position of its last entry
    record Round(List<Batch> batches, long to) {
        Round {
            batches = List.copyOf(batches);
        }
    }

    /// The journal has grown by these, which are on disk.
    void committed(List<JournalEntry> entries) {
        tail.add(entries);
    }

    /// Up to here the trackers know the journal.
    long gatheredTo() {
        return gatheredTo;
    }

    @Override
    public long storedTo() {
        return storedTo;
    }

    /// The bugs that cost entries; empty when there was none.
    Optional<String> fault() {
        return fault;
    }

    /// Gathers until a round is full or nothing is left.
    void gather() throws IOException {
        while (size() < ITEMS_A_ROUND && hasNext()) {
            take(read.removeFirst());
        }
    }

    /// Whether nothing waits to depart.
    boolean isEmpty() {
        return size() == 0;
    }

    private synchronized int size() {
        return shipments.values().stream().mapToInt(Shipment::size).sum();
    }

    private boolean hasNext() throws IOException {
        if (read.isEmpty()) {
            read.addAll(tail.after(gatheredTo, ENTRIES_AT_ONCE));
        }
        if (read.isEmpty() && gatheredTo < journal.head()) {
            read.addAll(journal.after(gatheredTo, ENTRIES_AT_ONCE));
        }
        return !read.isEmpty();
    }

    /// An entry that meets a bug of the hub is left out by itself, loudly: the health stays red. What it told before the bug is kept.
    private synchronized void take(JournalEntry entry) {
        gatheredTo = entry.position();
        try {
            conclude(entry);
        } catch (RuntimeException bug) {
            leftOut++;
            fault = Optional.of("entries left out by a bug: %d, the last at %d: %s".formatted(leftOut, entry.position(), bug));
            LOG.error("{}: entry {} is left out of history", entry.site(), entry.position(), bug);
        }
    }

    private void conclude(JournalEntry entry) {
        if (entry instanceof JournalEntry.Revised(long _, SiteId id, int revision)) {
            sites.site(id, revision).ifPresent(this::revise);
        }
        Optional<Shipment> shipment = Optional.ofNullable(shipments.get(entry.site()));
        if (shipment.isPresent()) {
            shipment.get().take(entry);
            arrivedTo = Horizon.later(arrivedTo, arrival(entry));
        }
    }

    private static Instant arrival(JournalEntry entry) {
        return switch (entry) {
            case JournalEntry.Records records -> records.arrivedAt();
            case JournalEntry.Watched watched -> watched.until();
            case JournalEntry.Recounted recounted -> recounted.at();
            case JournalEntry.Revised _ -> Instant.MIN;
        };
    }

    private void revise(Site site) {
        Optional.ofNullable(shipments.get(site.id()))
                .ifPresentOrElse(known -> known.follow(site), () -> shipments.put(site.id(), new Shipment(site, Optional.empty(), checkpoints)));
    }

    /// What was gathered, which is under way from now on.
    synchronized Round depart() {
        List<Batch> batches = new ArrayList<>();
        shipments.values().forEach(shipment -> batches.add(shipment.depart()));
        return new Round(batches, gatheredTo);
    }

    synchronized void arrived(Round round) {
        shipments.values().forEach(Shipment::arrived);
        storedTo = round.to();
    }

    /// While entries wait in the journal, time stands still at the arrival of the last one taken: the next may tell of what comes then.
    synchronized List<OccupancyChange> beyondTheStore(SiteId site, Instant until) {
        boolean isBehindTheStore = storedTo < headAtStart;
        Instant known = journal.head() > storedTo && arrivedTo.isBefore(until) ? arrivedTo : until;
        Optional<Instant> supposed = isBehindTheStore || known.equals(Instant.MIN) ? Optional.empty() : Optional.of(known);
        return Optional.ofNullable(shipments.get(site)).map(each -> each.beyondTheStore(supposed)).orElse(List.of());
    }

    @Override
    public synchronized Map<SiteId, List<Recompute.Doubt>> doubts() {
        Map<SiteId, List<Recompute.Doubt>> doubts = new TreeMap<>(Comparator.comparing(SiteId::value));
        shipments.forEach((site, shipment) -> doubts.put(site, shipment.tracker().doubts()));
        doubts.values().removeIf(List::isEmpty);
        return doubts;
    }

    @Override
    public synchronized Optional<Again> recompute(SiteId site, List<Recompute.Start> starts) {
        return Optional.ofNullable(shipments.get(site)).map(shipment -> new Again(shipment.tracker().recompute(starts), gatheredTo));
    }

    @Override
    public synchronized Optional<Recompute.Corrected> asItIs(SiteId site, Recompute.Doubt doubt) {
        return Optional.ofNullable(shipments.get(site)).flatMap(shipment -> shipment.tracker().asItIs(doubt));
    }

    /// The trackers go on from what was corrected; those of which more was put in doubt meanwhile do not. Only when nothing is under way.
    ///
    /// @return whether any does
    synchronized boolean correct(SiteId site, List<Recompute.Corrected> corrected) {
        Optional<Shipment> shipment = Optional.ofNullable(shipments.get(site));
        List<Recompute.Corrected> taken =
                corrected.stream().filter(each -> shipment.map(known -> known.tracker().correct(each)).orElse(false)).toList();
        taken.forEach(each -> each.checkpoints().forEach(checkpoint -> checkpoints.add(site, checkpoint)));
        return !taken.isEmpty();
    }

    /// Helps another reader out of its doubts, as far as there are none here.
    void lead(Follower other) {
        other.doubts().forEach((site, doubts) -> {
            List<Recompute.Standing> standing = standing(site, doubts);
            if (!standing.isEmpty()) {
                other.goOnFrom(site, standing);
            }
        });
    }

    private synchronized List<Recompute.Standing> standing(SiteId site, List<Recompute.Doubt> doubts) {
        return Optional.ofNullable(shipments.get(site)).map(shipment -> shipment.tracker().standing(doubts, gatheredTo)).orElse(List.of());
    }

    /// What was held back by a doubt.
    synchronized void release(SiteId site) {
        Optional.ofNullable(shipments.get(site)).ifPresent(shipment -> shipment.tracker().settle());
    }

    /// A site's tracker as text.
    synchronized Optional<String> saved(SiteId site) {
        return Optional.ofNullable(shipments.get(site)).map(Shipment::save);
    }

    synchronized Map<SiteId, String> saved() {
        Map<SiteId, String> saved = new HashMap<>();
        shipments.forEach((site, shipment) -> saved.put(site, shipment.save()));
        return saved;
    }
}
