package org.terzo.hub.history;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.terzo.hub.history.History.Batch;
import org.terzo.hub.history.History.StoredChange;
import org.terzo.hub.history.History.StoredObservation;
import org.terzo.hub.history.History.Watch;
import org.terzo.hub.ingest.journal.Journal;
import org.terzo.hub.ingest.journal.JournalEntry;
import org.terzo.hub.occupancy.OccupancyChange;
import org.terzo.hub.occupancy.SiteTracker;
import org.terzo.hub.site.Site;
import org.terzo.hub.site.SiteRegistry;
import org.terzo.wire.LogRecord.Alive;
import org.terzo.wire.Observation;
import org.terzo.wire.SiteId;

/// Carries the journal into history, entry by entry: observations as they are, and what its own trackers conclude from them. It may lag
/// for as long as the store is away; after a restart it ships again from its last mark, which changes nothing that is stored.
public final class HistoryShipper implements Runnable, AutoCloseable {
    /// Names the inference that states are decided by.
    public static final String VERSION = "1";

    private static final Logger LOG = LoggerFactory.getLogger(HistoryShipper.class);
    private static final int ENTRIES_AT_ONCE = 500;
    private static final int OBSERVATIONS_AT_ONCE = 5_000;
    /// A mark holds every tracker, so it is not written with each message.
    private static final Duration BETWEEN_MARKS = Duration.ofSeconds(2);
    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(500);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    private final Journal journal;
    private final History history;
    private final SiteRegistry sites;
    private final Semaphore news = new Semaphore(0);
    private final Map<SiteId, Shipment> shipments = new HashMap<>();
    private final Thread thread = Thread.ofPlatform().name("history-shipper").daemon().unstarted(this);
    private volatile long position;
    private long marked;
    private long markedAt = System.nanoTime();
    private volatile Optional<String> failure = Optional.empty();

    public HistoryShipper(Journal journal, History history, SiteRegistry sites) throws IOException {
        this.journal = journal;
        this.history = history;
        this.sites = sites;
        ShipperMark mark = ShipperMark.load(journal);
        this.position = mark.position();
        this.marked = mark.position();
        for (Site site : sites.sites()) {
            shipments.put(site.id(), new Shipment(site, Optional.ofNullable(mark.trackers().get(site.id()))));
        }
    }

    /// What is gathered of one site for the next write.
    private static final class Shipment {
        private final List<StoredObservation> observations = new ArrayList<>();
        private final List<Watch> watches = new ArrayList<>();
        private final List<StoredChange<? extends OccupancyChange>> changes = new ArrayList<>();
        private SiteTracker tracker;

        Shipment(Site site, Optional<String> saved) {
            this.tracker = saved.map(text -> SiteTracker.restore(site, text, this::settled)).orElseGet(() -> new SiteTracker(site, this::settled));
        }

        private void settled(OccupancyChange change) {
            changes.add(new StoredChange<>(change, VERSION));
        }

        private void follow(Site site) {
            tracker = SiteTracker.restore(site, tracker.save(), this::settled);
        }
    }

    public void start() {
        thread.start();
    }

    /// The journal has grown.
    public void wake() {
        if (news.availablePermits() == 0) {
            news.release();
        }
    }

    /// Entries of the journal that are not in history yet.
    public long pending() {
        return journal.head() - position;
    }

    public Optional<String> failure() {
        return failure;
    }

    /// Changes behind the last final one, as far as known now.
    public synchronized List<OccupancyChange> provisional(SiteId site, Instant until) {
        return Optional.ofNullable(shipments.get(site)).map(each -> each.tracker.provisional(until)).orElse(List.of());
    }

    /// The tracker's whole state, for a second reader of the same journal, with the position it stands for.
    public synchronized Optional<String> savedTracker(SiteId site) {
        return Optional.ofNullable(shipments.get(site)).map(each -> each.tracker.save());
    }

    @Override
    public void run() {
        try {
            while (true) {
                if (!shipSome()) {
                    boolean _ = news.tryAcquire(1, TimeUnit.SECONDS);
                }
                if (position > marked && System.nanoTime() - markedAt >= BETWEEN_MARKS.toNanos()) {
                    mark(position);
                }
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException bug) {
            failure = Optional.of("stopped by a bug at entry %s: %s".formatted(Long.toString(position), bug));
            LOG.error("history: stopped at entry {}", position, bug);
        }
    }

    private boolean shipSome() throws InterruptedException {
        try {
            List<JournalEntry> entries = journal.after(position, ENTRIES_AT_ONCE);
            if (entries.isEmpty()) {
                return false;
            }
            long last = gather(entries);
            write();
            position = last;
            return true;
        } catch (IOException e) {
            failure = Optional.of(String.valueOf(e.getMessage()));
            LOG.error("history: {}", e.getMessage());
            Thread.sleep(LONGEST_PAUSE);
            return true;
        }
    }

    /// Until the journal has it. What was shipped since the last mark is shipped again after a restart, which changes nothing.
    private void mark(long last) throws InterruptedException {
        while (true) {
            try {
                ShipperMark.save(journal, last, savedTrackers());
                journal.prune(last);
                marked = last;
                markedAt = System.nanoTime();
                return;
            } catch (IOException e) {
                failure = Optional.of(String.valueOf(e.getMessage()));
                LOG.error("history: {}; tried again in {}", e.getMessage(), LONGEST_PAUSE);
                Thread.sleep(LONGEST_PAUSE);
            }
        }
    }

    private synchronized long gather(List<JournalEntry> entries) {
        int observations = 0;
        long last = position;
        for (JournalEntry entry : entries) {
            observations += gather(entry);
            last = entry.position();
            if (observations >= OBSERVATIONS_AT_ONCE) {
                break;
            }
        }
        return last;
    }

    private int gather(JournalEntry entry) {
        if (entry instanceof JournalEntry.Revised(long _, SiteId id, int revision)) {
            sites.site(id, revision).ifPresent(this::revise);
            return 0;
        }
        Optional<Shipment> shipment = Optional.ofNullable(shipments.get(entry.site()));
        if (shipment.isEmpty()) {
            return 0;
        }
        int before = shipment.get().observations.size();
        switch (entry) {
            case JournalEntry.Records records -> gather(records, shipment.get());
            case JournalEntry.Watched watched ->
                shipment.get().watches.add(new Watch(watched.gateway(), watched.since(), watched.until()));
            case JournalEntry.Revised _ -> {}
        }
        shipment.get().tracker.take(entry);
        return shipment.get().observations.size() - before;
    }

    private void revise(Site site) {
        Shipment known = shipments.get(site.id());
        if (known == null) {
            shipments.put(site.id(), new Shipment(site, Optional.empty()));
        } else {
            known.follow(site);
        }
    }

    private static void gather(JournalEntry.Records records, Shipment shipment) {
        for (JournalEntry.Numbered each : records.records()) {
            if (each.content() instanceof Observation observation) {
                shipment.observations.add(new StoredObservation(records.gateway(), records.log(), each.sequence(), observation));
            } else if (each.content() instanceof Alive(Instant at, Duration watched)) {
                shipment.watches.add(new Watch(records.gateway(), at.minus(watched), at));
            }
        }
    }

    /// Until the store has it, however long that takes.
    private void write() throws InterruptedException {
        Duration pause = SHORTEST_PAUSE;
        for (Map.Entry<SiteId, Shipment> each : shipments.entrySet()) {
            Shipment shipment = each.getValue();
            boolean isWritten = shipment.observations.isEmpty() && shipment.watches.isEmpty() && shipment.changes.isEmpty();
            while (!isWritten) {
                try {
                    history.write(new Batch(each.getKey(), shipment.observations, shipment.watches, shipment.changes));
                    failure = Optional.empty();
                    isWritten = true;
                } catch (HistoryException e) {
                    failure = Optional.of(String.valueOf(e.getMessage()));
                    LOG.warn("history: {}; tried again in {}", e.getMessage(), pause);
                    Thread.sleep(pause);
                    pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
                }
            }
            synchronized (this) {
                shipment.observations.clear();
                shipment.watches.clear();
                shipment.changes.clear();
            }
        }
    }

    private synchronized Map<SiteId, String> savedTrackers() {
        Map<SiteId, String> saved = new HashMap<>();
        shipments.forEach((site, shipment) -> saved.put(site, shipment.tracker.save()));
        return saved;
    }

    @Override
    public void close() throws InterruptedException {
        thread.interrupt();
        thread.join(Duration.ofSeconds(5));
    }
}
