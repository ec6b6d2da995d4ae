package org.terzo.hub.history;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.terzo.hub.history.History.Batch;
import org.terzo.hub.ingest.journal.Journal;
import org.terzo.hub.ingest.journal.JournalEntry;
import org.terzo.hub.occupancy.OccupancyChange;
import org.terzo.hub.site.SiteRegistry;
import org.terzo.wire.SiteId;

/// Carries the journal into history, entry by entry: observations as they are, and what its own trackers conclude from them. It may lag
/// for as long as the store is away; after a restart it ships again from its last mark, which changes nothing that is stored.
public final class HistoryShipper implements Runnable, AutoCloseable {
    /// Names the inference that states are decided by.
    public static final String VERSION = "1";

    private static final Logger LOG = LoggerFactory.getLogger(HistoryShipper.class);
    /// A mark holds every tracker with half an hour of evidence, and a flash card wears: what came since the last is read again after a restart.
    private static final Duration BETWEEN_MARKS = Duration.ofMinutes(5);
    /// So many entries make a mark worth its writing before that, so that a restart stays short.
    private static final long MOST_UNMARKED = 2_000;
    private static final Duration BETWEEN_EXPIRIES = Duration.ofHours(1);
    private static final Duration BETWEEN_CHECKS = Duration.ofSeconds(10);
    private static final Duration AFTER_JOURNAL_FAILURE = Duration.ofSeconds(5);

    private final Journal journal;
    private final History history;
    private final Gathering gathering;
    private final Crossing crossing = new Crossing(this::write);
    private final SetAside setAside;
    private final Delivery delivery;
    private final Delivery.Pause pause;
    private final Questions questions = new Questions();
    private final Semaphore news = new Semaphore(0);
    private final Thread thread = Thread.ofPlatform().name("history-shipper").daemon().unstarted(this);

    private volatile Optional<String> failure = Optional.empty();
    private long marked;
    private long markedAt = System.nanoTime();
    private long checkedAt = System.nanoTime();
    private long expiredAt = System.nanoTime() - BETWEEN_EXPIRIES.toNanos();

    public HistoryShipper(Journal journal, History history, SiteRegistry sites) throws IOException {
        this(journal, history, sites, length -> Thread.sleep(length));
    }

    HistoryShipper(Journal journal, History history, SiteRegistry sites, Delivery.Pause pause) throws IOException {
        this.journal = journal;
        this.history = history;
        this.setAside = SetAside.load(journal);
        this.delivery = new Delivery(history, setAside, pause);
        this.pause = pause;
        this.gathering = new Gathering(journal, sites, ShipperMark.load(journal));
        this.marked = gathering.storedTo();
    }

    public void start() {
        thread.start();
    }

    /// The journal has grown by these, which are on disk.
    public void committed(List<JournalEntry> entries) {
        gathering.committed(entries);
        wake();
    }

    /// There may be something to ship.
    void wake() {
        if (news.availablePermits() == 0) {
            news.release();
        }
    }

    /// Entries of the journal that are not in history yet.
    public long pending() {
        return journal.head() - gathering.storedTo();
    }

    /// Why nothing gets through, or a bug that cost an entry; empty when all is well.
    public Optional<String> failure() {
        return failure.or(delivery::failure).or(gathering::fault);
    }

    public SetAside setAside() {
        return setAside;
    }

    /// A question about history, and what is known at its moment beyond the store. While it is open no later round is begun, so the store
    /// holds what it held, with all or some of `beyond` besides.
    public final class Question implements AutoCloseable {
        private final long number = questions.begin();
        private final List<OccupancyChange> beyond;

        private Question(SiteId site, Instant until) {
            this.beyond = gathering.beyondTheStore(site, until);
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

    /// The tracker's whole state, for a second reader of the same journal, with the position it stands for.
    public Optional<String> savedTracker(SiteId site) {
        return gathering.saved(site);
    }

    @Override
    public void run() {
        try {
            while (true) {
                if (shipSome()) {
                    checkedAt = System.nanoTime();
                } else {
                    rest();
                }
                if (isMarkDue()) {
                    mark();
                }
                if (System.nanoTime() - expiredAt >= BETWEEN_EXPIRIES.toNanos()) {
                    expire();
                }
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | Error bug) {
            failure = Optional.of("stopped by a bug behind entry %s: %s".formatted(Long.toString(gathering.storedTo()), bug));
            LOG.error("history: stopped behind entry {}", gathering.storedTo(), bug);
        }
    }

    private void rest() throws InterruptedException {
        boolean hasNews = news.tryAcquire(1, TimeUnit.SECONDS);
        if (!hasNews && System.nanoTime() - checkedAt >= BETWEEN_CHECKS.toNanos()) {
            delivery.check();
            checkedAt = System.nanoTime();
        }
    }

    private boolean isMarkDue() {
        long unmarked = gathering.gatheredTo() - marked;
        return unmarked >= MOST_UNMARKED || (unmarked > 0 && System.nanoTime() - markedAt >= BETWEEN_MARKS.toNanos());
    }

    /// Gathers the next round while the one before is under way, and sends it once that has arrived, with what came meanwhile.
    private boolean shipSome() throws InterruptedException {
        long before = gathering.gatheredTo();
        gather();
        crossing.await();
        gather();
        if (gathering.gatheredTo() == before) {
            return false;
        }
        crossing.begin(gathering.depart());
        return true;
    }

    private void gather() throws InterruptedException {
        try {
            gathering.gather();
            failure = Optional.empty();
        } catch (IOException e) {
            failed(e);
        }
    }

    /// Until the store has it, however long that takes; nothing is locked meanwhile.
    private void write(Gathering.Round round) throws InterruptedException {
        questions.awaitEarlier();
        for (Batch batch : round.batches()) {
            if (batch.size() > 0) {
                delivery.deliver(batch);
            }
        }
        gathering.arrived(round);
    }

    private void failed(IOException e) throws InterruptedException {
        failure = Optional.of(String.valueOf(e.getMessage()));
        LOG.error("history: {}; tried again in {}", e.getMessage(), AFTER_JOURNAL_FAILURE);
        pause.of(AFTER_JOURNAL_FAILURE);
    }

    /// What was shipped since the last mark is shipped again after a restart, which changes nothing. The trackers stand where the store
    /// does when nothing is under way.
    private void mark() throws InterruptedException {
        crossing.await();
        try {
            ShipperMark.save(journal, gathering.storedTo(), gathering.saved());
            journal.prune(gathering.storedTo());
            marked = gathering.storedTo();
            markedAt = System.nanoTime();
        } catch (IOException e) {
            failed(e);
        }
    }

    private void expire() throws InterruptedException {
        crossing.await();
        expiredAt = System.nanoTime();
        try {
            history.expire();
        } catch (HistoryException e) {
            LOG.warn("history: what is past its retention stays for another {}: {}", BETWEEN_EXPIRIES, e.getMessage());
        }
    }

    @Override
    public void close() throws InterruptedException {
        thread.interrupt();
        thread.join(Duration.ofSeconds(5));
        crossing.stop();
    }
}
