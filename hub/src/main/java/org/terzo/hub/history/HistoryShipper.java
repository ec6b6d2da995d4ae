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
import org.terzo.hub.history.correction.Checkpoints;
import org.terzo.hub.history.correction.Corrector;
import org.terzo.hub.history.correction.Follower;
import org.terzo.hub.ingest.journal.Journal;
import org.terzo.hub.ingest.journal.JournalEntry;
import org.terzo.hub.occupancy.OccupancyChange;
import org.terzo.hub.occupancy.Recompute;
import org.terzo.hub.site.SiteRegistry;
import org.terzo.wire.SiteId;

/// Carries the journal into history, entry by entry: observations as they are, and what its own trackers conclude from them. It may lag
/// for as long as the store is away; after a restart it ships again from its last mark, which changes nothing that is stored.
public final class HistoryShipper implements Runnable, AutoCloseable {
    /// Names the inference that states are decided by.
    public static final String VERSION = "2";

    private static final Logger LOG = LoggerFactory.getLogger(HistoryShipper.class);
    private static final Duration BETWEEN_EXPIRIES = Duration.ofHours(1);
    private static final Duration BETWEEN_CHECKS = Duration.ofSeconds(10);
    private static final Duration AFTER_JOURNAL_FAILURE = Duration.ofSeconds(5);

    private final Journal journal;
    private final History history;
    private final Gathering gathering;
    private final Marker marker;
    private final Corrector corrector;
    private final Crossing crossing = new Crossing(this::write);
    private final SetAside setAside;
    private final Delivery delivery;
    private final Delivery.Pause pause;
    private final Questions questions = new Questions();
    private final Semaphore news = new Semaphore(0);
    private final Thread thread = Thread.ofPlatform().name("history-shipper").daemon().unstarted(this);

    private volatile Optional<String> failure = Optional.empty();
    private volatile Optional<Follower> follower = Optional.empty();
    private long checkedAt = System.nanoTime();
    private long expiredAt = System.nanoTime() - BETWEEN_EXPIRIES.toNanos();

    public HistoryShipper(Journal journal, History history, SiteRegistry sites, Horizon horizon) throws IOException {
        this(journal, history, sites, horizon, length -> Thread.sleep(length), Corrector.Pace.USUAL);
    }

    HistoryShipper(
            Journal journal, History history, SiteRegistry sites, Horizon horizon, Delivery.Pause pause, Corrector.Pace pace) throws IOException {
        this.journal = journal;
        this.history = history;
        this.setAside = SetAside.load(journal);
        this.delivery = new Delivery(history, setAside, pause);
        this.pause = pause;
        Checkpoints checkpoints = new Checkpoints(journal, horizon);
        this.gathering = new Gathering(journal, sites, ShipperMark.load(journal), checkpoints);
        this.marker = new Marker(journal, gathering, checkpoints);
        this.corrector = new Corrector(gathering, checkpoints, history, pace, this::wake);
    }

    public void start() {
        thread.start();
        corrector.start();
    }

    /// To be set before the start.
    public void leads(Follower other) {
        follower = Optional.of(other);
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

    /// Entries of the journal that are not in history yet, and desks and zones whose history is in doubt until it is recomputed.
    public long pending() {
        long entries = journal.head() - gathering.storedTo();
        return entries + gathering.doubts().values().stream().mapToLong(List::size).sum();
    }

    /// Up to this position of the journal the store has all of it.
    public long storedTo() {
        return gathering.storedTo();
    }

    /// Why nothing gets through, or a bug that cost an entry; empty when all is well.
    public Optional<String> failure() {
        return failure.or(delivery::failure).or(gathering::fault).or(corrector::failure);
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
                Optional<Corrector.Finished> corrected = corrector.finished();
                if (corrected.isPresent()) {
                    goOnFrom(corrected.get());
                }
                follower.ifPresent(gathering::lead);
                if (marker.isDue()) {
                    boolean _ = mark();
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

    /// A mark comes before anything is decided on what was corrected: a restart that knew nothing of it would decide otherwise.
    private void goOnFrom(Corrector.Finished finished) throws InterruptedException {
        crossing.await();
        boolean isMarked = !gathering.correct(finished.site(), finished.corrected());
        while (!isMarked) {
            isMarked = mark();
        }
        gathering.release(finished.site());
        finished.taken().countDown();
    }

    /// Gathers the next round while the one before is under way, and sends it once that has arrived, with what came meanwhile.
    private boolean shipSome() throws InterruptedException {
        long before = gathering.gatheredTo();
        gather();
        crossing.await();
        gather();
        if (gathering.gatheredTo() == before && gathering.isEmpty()) {
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

    private boolean mark() throws InterruptedException {
        crossing.await();
        try {
            marker.mark();
            return true;
        } catch (IOException e) {
            failed(e);
            return false;
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
        corrector.close();
        thread.interrupt();
        thread.join(Duration.ofSeconds(5));
        crossing.stop();
    }
}
