package org.terzo.hub.history.correction;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.terzo.hub.history.History;
import org.terzo.hub.history.History.ObservationKey;
import org.terzo.hub.history.History.Page;
import org.terzo.hub.history.History.Range;
import org.terzo.hub.history.History.StoredChange;
import org.terzo.hub.history.History.StoredObservation;
import org.terzo.hub.history.History.Thing;
import org.terzo.hub.history.HistoryException;
import org.terzo.hub.history.HistoryShipper;
import org.terzo.hub.occupancy.Answer;
import org.terzo.hub.occupancy.OccupancyChange;
import org.terzo.hub.occupancy.OccupancyChange.Said;
import org.terzo.hub.occupancy.OccupancyChange.Smoothed;
import org.terzo.hub.occupancy.Recompute;
import org.terzo.hub.occupancy.Recompute.Corrected;
import org.terzo.hub.occupancy.Recompute.Doubt;
import org.terzo.hub.occupancy.Recompute.Start;
import org.terzo.wire.SensorId;
import org.terzo.wire.SiteId;

/// Works out anew, one site at a time and on a thread of its own, what late evidence put in doubt, and sets history right. The trackers
/// stand still at their lines meanwhile, so nothing else writes what it replaces; that they go on is the shipper's to do.
public final class Corrector implements Runnable, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Corrector.class);
    private static final int PAGE = 10_000;
    /// So many desks and zones are worked out together, each with all that was said of it since; the others wait for the next round.
    private static final int MOST_TOGETHER = 100;
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(5);
    /// A stream of late evidence that never pauses is not waited for any longer than that.
    private static final int MOST_LOOKS = 20;
    /// It may take one second in so many.
    private static final int BUSY_ONE_IN = 4;

    private final Doubtful trackers;
    private final Checkpoints checkpoints;
    private final History history;
    private final Pace pace;
    private final Runnable news;
    private final BlockingQueue<Finished> finished = new ArrayBlockingQueue<>(1);
    private final Thread thread = Thread.ofPlatform().name("history-corrector").daemon().unstarted(this);
    private volatile Optional<String> failure = Optional.empty();

    /// @param look so often it is looked whether something is in doubt, and whether more is still coming
    public record Pace(Duration look) {
        public static final Pace USUAL = new Pace(Duration.ofMillis(500));
    }

    /// What is right in the store now, and in no tracker yet.
    public record Finished(SiteId site, List<Corrected> corrected, CountDownLatch taken) {}

    /// @param news called when something is finished
    public Corrector(Doubtful trackers, Checkpoints checkpoints, History history, Pace pace, Runnable news) {
        this.trackers = trackers;
        this.checkpoints = checkpoints;
        this.history = history;
        this.pace = pace;
        this.news = news;
    }

    public void start() {
        thread.start();
    }

    /// Why what is in doubt stays so; empty when all is well.
    public Optional<String> failure() {
        return failure;
    }

    /// Whoever takes it counts down its latch once the trackers go on from it.
    public Optional<Finished> finished() {
        @Nullable Finished next = finished.poll();
        return Optional.ofNullable(next);
    }

    @Override
    public void run() {
        try {
            while (true) {
                Thread.sleep(pace.look());
                for (SiteId site : trackers.doubts().keySet()) {
                    tryToCorrect(site);
                }
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    private void tryToCorrect(SiteId site) throws InterruptedException {
        try {
            List<Doubt> doubts = settledDoubts(site);
            Duration busy = correct(site, doubts.subList(0, Math.min(doubts.size(), MOST_TOGETHER)));
            failure = Optional.empty();
            Thread.sleep(busy.multipliedBy(BUSY_ONE_IN - 1));
        } catch (IOException | HistoryException e) {
            failed(site, "%s: not recomputed yet: %s".formatted(site, e.getMessage()), e);
        } catch (RuntimeException bug) {
            failed(site, "%s: not recomputed, by a bug: %s".formatted(site, bug), bug);
        }
    }

    private void failed(SiteId site, String what, Exception cause) throws InterruptedException {
        failure = Optional.of(what);
        LOG.warn("{}: history stays in doubt; tried again in {}", site, AFTER_FAILURE, cause);
        Thread.sleep(AFTER_FAILURE);
    }

    /// The doubts once no more are added to them: late evidence comes in many batches.
    private List<Doubt> settledDoubts(SiteId site) throws InterruptedException {
        List<Doubt> doubts = doubts(site);
        for (int look = 0; look < MOST_LOOKS; look++) {
            Thread.sleep(pace.look());
            List<Doubt> now = doubts(site);
            if (now.equals(doubts)) {
                return doubts;
            }
            doubts = now;
        }
        return doubts;
    }

    private List<Doubt> doubts(SiteId site) {
        return trackers.doubts().getOrDefault(site, List.of());
    }

    /// How long it had work: a store or a shipper that it waited for does not count.
    private Duration correct(SiteId site, List<Doubt> doubts) throws IOException, HistoryException, InterruptedException {
        List<Start> starts = new ArrayList<>();
        List<Corrected> corrected = new ArrayList<>();
        for (Doubt doubt : doubts) {
            Optional<Start> start = checkpoints.start(site, doubt);
            start.ifPresentOrElse(starts::add, () -> trackers.asItIs(site, doubt).ifPresent(corrected::add));
        }
        Optional<Doubtful.Again> again = trackers.recompute(site, starts);
        if (again.isEmpty()) {
            return Duration.ZERO;
        }
        while (trackers.storedTo() < again.get().gatheredTo()) {
            Thread.sleep(pace.look());
        }
        long start = System.nanoTime();
        Instant from = again.get().recompute().from();
        read(site, again.get().recompute(), from);
        corrected.addAll(again.get().recompute().corrected());
        for (Corrected each : corrected) {
            replace(site, each);
        }
        Duration busy = Duration.ofNanos(System.nanoTime() - start);
        handOver(new Finished(site, corrected, new CountDownLatch(1)));
        LOG.info("{}: worked out again: {} desks and zones", site, corrected.size());
        return busy;
    }

    private void handOver(Finished all) throws InterruptedException {
        finished.put(all);
        news.run();
        all.taken().await();
    }

    /// As long as it reads it rests, so that live and shipper have the machine.
    private void read(SiteId site, Recompute recompute, Instant from) throws HistoryException, InterruptedException {
        Set<SensorId> sensors = recompute.sensors();
        Optional<SensorId> only = sensors.size() == 1 ? sensors.stream().findFirst() : Optional.empty();
        Optional<ObservationKey> after = Optional.empty();
        boolean hasMore = from.isBefore(recompute.to());
        while (hasMore) {
            long start = System.nanoTime();
            Page<StoredObservation> page = history.observations(site, new Range<>(from, recompute.to(), after, PAGE), only);
            page.items().forEach(each -> recompute.take(each.gateway(), each.log(), each.sequence(), each.observation()));
            hasMore = page.hasMore();
            after = hasMore ? Optional.of(page.items().getLast().key()) : after;
            Thread.sleep(Duration.ofNanos(System.nanoTime() - start));
        }
    }

    private void replace(SiteId site, Corrected corrected) throws HistoryException {
        Doubt doubt = corrected.doubt();
        if (doubt.from() > doubt.line()) {
            return;
        }
        List<StoredChange<? extends OccupancyChange>> live = new ArrayList<>();
        List<StoredChange<? extends OccupancyChange>> smoothed = new ArrayList<>();
        for (OccupancyChange change : corrected.changes()) {
            switch (change) {
                case Said said -> live.add(new StoredChange<>(said, HistoryShipper.VERSION));
                case Smoothed later -> smoothed.add(new StoredChange<>(later, HistoryShipper.VERSION));
            }
        }
        new Replacement(site, thing(doubt, Answer.LIVE), instant(doubt.from()), instant(doubt.line()), live).make(history);
        Instant smoothedFrom = instant(Math.min(corrected.smoothedFrom(), doubt.line()));
        new Replacement(site, thing(doubt, Answer.SMOOTHED), smoothedFrom, instant(doubt.line()), smoothed).make(history);
    }

    private static Thing thing(Doubt doubt, Answer answer) {
        return doubt.desk().<Thing>map(desk -> new Thing.Desk(desk, answer)).orElseGet(() -> new Thing.Zone(doubt.zone(), answer));
    }

    private static Instant instant(long millis) {
        return Instant.ofEpochMilli(Math.max(0, millis));
    }

    @Override
    public void close() throws InterruptedException {
        thread.interrupt();
        thread.join(Duration.ofSeconds(5));
    }
}
