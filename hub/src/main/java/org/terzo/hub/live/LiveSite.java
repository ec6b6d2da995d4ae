package org.terzo.hub.live;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.terzo.hub.ingest.journal.JournalEntry;
import org.terzo.hub.occupancy.SiteNow;
import org.terzo.hub.occupancy.SiteTracker;
import org.terzo.hub.site.Site;
import org.terzo.wire.GatewayId;

/// One site as it is now. Its own thread owns the tracker; everybody else reads the last answer.
///
/// At most 4,096 entries wait for the thread; the one who hands over more waits, which holds back the broker.
public final class LiveSite implements Runnable, AutoCloseable {
    private static final int MOST_WAITING = 4_096;
    /// A slot's end, a stale gateway: what changes by silence is seen at most this late.
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

    private final BlockingQueue<JournalEntry> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
    private final SiteTracker tracker;
    private final InstantSource clock;
    private final Supplier<Map<GatewayId, Instant>> lastHeard;
    private final Consumer<Moment> changes;
    private final Thread owner;
    private volatile Moment moment;

    /// @param changes gets each new moment after something was taken or time has passed
    public LiveSite(
            Site site, SiteTracker tracker, InstantSource clock, Supplier<Map<GatewayId, Instant>> lastHeard, Consumer<Moment> changes) {
        this.tracker = tracker;
        this.clock = clock;
        this.lastHeard = lastHeard;
        this.changes = changes;
        this.moment = new Moment(site, tracker.at(clock.instant(), lastHeard.get()));
        this.owner = Thread.ofPlatform().name("site-" + site.id()).daemon().unstarted(this);
    }

    /// A site and what is so there.
    public record Moment(Site site, SiteNow now) {}

    public void start() {
        owner.start();
    }

    public Moment moment() {
        return moment;
    }

    public void take(JournalEntry entry) throws InterruptedException {
        waiting.put(entry);
    }

    @Override
    public void run() {
        try {
            while (true) {
                step(waiting.poll(LONGEST_PAUSE.toMillis(), TimeUnit.MILLISECONDS));
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    private void step(@Nullable JournalEntry first) {
        List<JournalEntry> taken = new ArrayList<>();
        if (first != null) {
            taken.add(first);
            waiting.drainTo(taken);
        }
        taken.forEach(tracker::take);
        moment = new Moment(moment.site(), tracker.at(clock.instant(), lastHeard.get()));
        changes.accept(moment);
    }

    /// After `close`: what is believed, for the one who follows the site from here on.
    String saved() {
        List<JournalEntry> left = new ArrayList<>();
        waiting.drainTo(left);
        left.forEach(tracker::take);
        return tracker.save();
    }

    @Override
    public void close() throws InterruptedException {
        owner.interrupt();
        owner.join(Duration.ofSeconds(5));
    }
}
