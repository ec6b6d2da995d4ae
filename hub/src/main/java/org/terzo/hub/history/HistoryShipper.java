package org.terzo.hub.history;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
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
import org.terzo.hub.site.Site;
import org.terzo.hub.site.SiteRegistry;
import org.terzo.wire.SiteId;

/// Carries the journal into history, entry by entry: observations as they are, and what its own trackers conclude from them. It may lag
/// for as long as the store is away; after a restart it ships again from its last mark, which changes nothing that is stored.
public final class HistoryShipper implements Runnable, AutoCloseable {
    /// Names the inference that states are decided by.
    public static final String VERSION = "1";

    private static final Logger LOG = LoggerFactory.getLogger(HistoryShipper.class);
    private static final int ENTRIES_AT_ONCE = 5_000;
    private static final int ITEMS_AT_ONCE = 5_000;
    /// A mark holds every tracker, so it is not written with each message.
    private static final Duration BETWEEN_MARKS = Duration.ofSeconds(2);
    private static final Duration BETWEEN_EXPIRIES = Duration.ofHours(1);
    private static final Duration AFTER_JOURNAL_FAILURE = Duration.ofSeconds(5);

    private final Journal journal;
    private final History history;
    private final SiteRegistry sites;
    private final SetAside setAside;
    private final Delivery delivery;
    private final Delivery.Pause pause;
    private final Questions questions = new Questions();
    private final Semaphore news = new Semaphore(0);
    private final Map<SiteId, Shipment> shipments = new HashMap<>();
    private final Thread thread = Thread.ofPlatform().name("history-shipper").daemon().unstarted(this);
    /// Up to here the store may know more than the trackers, which begin at the mark.
    private final long headAtStart;

    private volatile long position;
    private volatile Instant arrivedTo = Instant.MIN;
    private volatile Optional<String> failure = Optional.empty();
    private long marked;
    private long markedAt = System.nanoTime();
    private long expiredAt = System.nanoTime() - BETWEEN_EXPIRIES.toNanos();

    public HistoryShipper(Journal journal, History history, SiteRegistry sites) throws IOException {
        this(journal, history, sites, length -> Thread.sleep(length));
    }

    HistoryShipper(Journal journal, History history, SiteRegistry sites, Delivery.Pause pause) throws IOException {
        this.journal = journal;
        this.history = history;
        this.sites = sites;
        this.setAside = SetAside.load(journal);
        this.delivery = new Delivery(history, setAside, pause);
        this.pause = pause;
        ShipperMark mark = ShipperMark.load(journal);
        this.position = mark.position();
        this.marked = mark.position();
        this.headAtStart = journal.head();
        for (Site site : sites.sites()) {
            shipments.put(site.id(), new Shipment(site, Optional.ofNullable(mark.trackers().get(site.id()))));
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
        return failure.or(delivery::failure);
    }

    public SetAside setAside() {
        return setAside;
    }

    /// A question about history, and what is known at its moment beyond the store. While it is open no later batch is begun, so the store
    /// holds what it held, with all or some of `beyond` besides.
    public final class Question implements AutoCloseable {
        private final long number = questions.begin();
        private final List<OccupancyChange> beyond;

        private Question(SiteId site, Instant until) {
            this.beyond = beyondTheStore(site, until);
        }

        public List<OccupancyChange> beyond() {
            return beyond;
        }

        @Override
        public void close() {
            questions.end(number);
        }
    }

    /// @param until the latest instant that the answer may speak of
    public Question ask(SiteId site, Instant until) {
        return new Question(site, until);
    }

    /// While entries wait in the journal, time stands still at the arrival of the last one taken: the next may tell of what comes then.
    private synchronized List<OccupancyChange> beyondTheStore(SiteId site, Instant until) {
        boolean isBehindTheStore = position < headAtStart;
        Instant known = pending() > 0 && arrivedTo.isBefore(until) ? arrivedTo : until;
        Optional<Instant> supposed = isBehindTheStore || known.equals(Instant.MIN) ? Optional.empty() : Optional.of(known);
        return Optional.ofNullable(shipments.get(site)).map(each -> each.beyondTheStore(supposed)).orElse(List.of());
    }

    /// The tracker's whole state, for a second reader of the same journal, with the position it stands for.
    public synchronized Optional<String> savedTracker(SiteId site) {
        return Optional.ofNullable(shipments.get(site)).map(Shipment::save);
    }

    @Override
    public void run() {
        try {
            while (true) {
                if (!shipSome()) {
                    boolean _ = news.tryAcquire(1, TimeUnit.SECONDS);
                }
                if (position > marked && System.nanoTime() - markedAt >= BETWEEN_MARKS.toNanos()) {
                    mark();
                }
                if (System.nanoTime() - expiredAt >= BETWEEN_EXPIRIES.toNanos()) {
                    expire();
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
            failure = Optional.empty();
            return true;
        } catch (IOException e) {
            failed(e);
            return true;
        }
    }

    private void failed(IOException e) throws InterruptedException {
        failure = Optional.of(String.valueOf(e.getMessage()));
        LOG.error("history: {}; tried again in {}", e.getMessage(), AFTER_JOURNAL_FAILURE);
        pause.of(AFTER_JOURNAL_FAILURE);
    }

    /// What was shipped since the last mark is shipped again after a restart, which changes nothing.
    private void mark() throws InterruptedException {
        try {
            ShipperMark.save(journal, position, savedTrackers());
            journal.prune(position);
            marked = position;
            markedAt = System.nanoTime();
        } catch (IOException e) {
            failed(e);
        }
    }

    private void expire() {
        expiredAt = System.nanoTime();
        try {
            history.expire();
        } catch (HistoryException e) {
            LOG.warn("history: what is past its retention stays for another {}: {}", BETWEEN_EXPIRIES, e.getMessage());
        }
    }

    private synchronized long gather(List<JournalEntry> entries) {
        long last = position;
        int items = 0;
        for (JournalEntry entry : entries) {
            items += gather(entry);
            last = entry.position();
            if (items >= ITEMS_AT_ONCE) {
                break;
            }
        }
        return last;
    }

    private int gather(JournalEntry entry) {
        if (entry instanceof JournalEntry.Revised(long _, SiteId id, int revision)) {
            sites.site(id, revision).ifPresent(this::revise);
        }
        Optional<Shipment> shipment = Optional.ofNullable(shipments.get(entry.site()));
        if (shipment.isEmpty()) {
            return 0;
        }
        int before = shipment.get().size();
        shipment.get().take(entry);
        switch (entry) {
            case JournalEntry.Records records -> arrivedTo = Horizon.later(arrivedTo, records.arrivedAt());
            case JournalEntry.Watched watched -> arrivedTo = Horizon.later(arrivedTo, watched.until());
            case JournalEntry.Revised _ -> {}
        }
        return shipment.get().size() - before;
    }

    private void revise(Site site) {
        Optional.ofNullable(shipments.get(site.id()))
                .ifPresentOrElse(known -> known.follow(site), () -> shipments.put(site.id(), new Shipment(site, Optional.empty())));
    }

    /// Until the store has it, however long that takes; nothing is locked meanwhile.
    private void write() throws InterruptedException {
        questions.awaitEarlier();
        for (Map.Entry<SiteId, Shipment> each : shipments.entrySet()) {
            Batch batch = each.getValue().batch(each.getKey());
            if (batch.size() > 0) {
                delivery.deliver(batch);
                synchronized (this) {
                    each.getValue().written();
                }
            }
        }
    }

    private synchronized Map<SiteId, String> savedTrackers() {
        Map<SiteId, String> saved = new HashMap<>();
        shipments.forEach((site, shipment) -> saved.put(site, shipment.save()));
        return saved;
    }

    @Override
    public void close() throws InterruptedException {
        thread.interrupt();
        thread.join(Duration.ofSeconds(5));
    }
}
