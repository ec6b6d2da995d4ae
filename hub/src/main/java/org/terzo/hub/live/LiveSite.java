package org.terzo.hub.live;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.terzo.hub.ingest.journal.JournalEntry;
import org.terzo.hub.live.SiteQueue.News;
import org.terzo.hub.occupancy.Recompute;
import org.terzo.hub.occupancy.SiteNow;
import org.terzo.hub.occupancy.SiteTracker;
import org.terzo.hub.site.Site;
import org.terzo.wire.GatewayId;
import org.terzo.wire.SiteId;

/// One site as it is now. Its own thread owns the tracker; everybody else reads the last answer.
final class LiveSite implements Runnable, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LiveSite.class);
    /// While more waits, what is so is said as often as it takes a tenth of the time, and at least this often: a backlog must neither
    /// silence the gateways that are not behind nor be held up by answers.
    private static final Duration LONGEST_SILENCE = Duration.ofMillis(500);
    private static final int ANSWERING_IS_ONE_IN = 10;
    /// A slot's end, a stale gateway: what changes by silence is seen at most this late.
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

    private final SiteQueue waiting = new SiteQueue();
    private final InstantSource clock;
    private final IntFunction<Optional<Site>> revisions;
    private final Supplier<Map<GatewayId, Instant>> lastHeard;
    private final Consumer<Moment> changes;
    private final Thread owner;
    private SiteTracker tracker;
    private long nextAnswer = System.nanoTime();
    private volatile Moment moment;
    private volatile List<Recompute.Doubt> doubts = List.of();
    private volatile Optional<String> fault = Optional.empty();

    /// @param revisions the site at a revision that the journal names
    /// @param changes gets each new moment after something was taken or time has passed
    LiveSite(
            Site site,
            SiteTracker tracker,
            InstantSource clock,
            IntFunction<Optional<Site>> revisions,
            Supplier<Map<GatewayId, Instant>> lastHeard,
            Consumer<Moment> changes) {
        this.tracker = tracker;
        this.clock = clock;
        this.revisions = revisions;
        this.lastHeard = lastHeard;
        this.changes = changes;
        this.moment = new Moment(site, tracker.at(clock.instant(), lastHeard.get()));
        this.owner = Thread.ofPlatform().name("site-" + site.id()).daemon().unstarted(this);
    }

    /// A site and what is so there.
    record Moment(Site site, SiteNow now) {}

    void start() {
        owner.start();
    }

    Moment moment() {
        return moment;
    }

    /// A bug that cost something that should have been seen; empty when there was none.
    Optional<String> fault() {
        return fault.or(() -> owner.getState() == Thread.State.TERMINATED ? Optional.of(moment.site().id() + ": has stopped") : Optional.empty());
    }

    void take(JournalEntry entry) throws InterruptedException {
        waiting.put(entry);
    }

    /// What it cannot say for sure since something earlier came to light.
    List<Recompute.Doubt> doubts() {
        return doubts;
    }

    /// Lost when too much waits.
    void goOnFrom(List<Recompute.Standing> standing) {
        waiting.offer(new News.Past(standing));
    }

    @Override
    public void run() {
        try {
            while (true) {
                step(waiting.take(LONGEST_PAUSE));
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    private void step(List<News> taken) {
        SiteId site = moment.site().id();
        try {
            taken.forEach(this::believe);
            if (waiting.isEmpty() || System.nanoTime() - nextAnswer >= 0) {
                answer();
            }
        } catch (RuntimeException bug) {
            fault = Optional.of("%s: %s".formatted(site, bug));
            LOG.error("{}: {} entries were not all seen live", site, taken.size(), bug);
        }
    }

    private void answer() {
        long start = System.nanoTime();
        moment = new Moment(moment.site(), tracker.at(clock.instant(), lastHeard.get()));
        doubts = tracker.doubts();
        changes.accept(moment);
        long end = System.nanoTime();
        nextAnswer = end + StrictMath.min(LONGEST_SILENCE.toNanos(), (end - start) * ANSWERING_IS_ONE_IN);
    }

    private void believe(News news) {
        switch (news) {
            case News.Entry(JournalEntry entry) -> believe(entry);
            case News.Past(List<Recompute.Standing> standing) -> tracker.goOnFrom(standing);
        }
    }

    private void believe(JournalEntry entry) {
        if (entry instanceof JournalEntry.Revised(long _, SiteId _, int revision)) {
            revisions.apply(revision).filter(next -> next.revision() > moment.site().revision()).ifPresent(this::revise);
        } else {
            tracker.take(entry);
        }
    }

    /// What is believed of desks and zones that did not change goes on.
    private void revise(Site next) {
        tracker = SiteTracker.restore(next, tracker.save(), _ -> {});
        moment = new Moment(next, tracker.at(clock.instant(), lastHeard.get()));
    }

    @Override
    public void close() throws InterruptedException {
        owner.interrupt();
        owner.join(Duration.ofSeconds(5));
    }
}
