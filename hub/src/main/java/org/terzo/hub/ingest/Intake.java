package org.terzo.hub.ingest;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.terzo.hub.ingest.journal.Commit;
import org.terzo.hub.ingest.journal.Journal;
import org.terzo.hub.ingest.journal.JournalEntry;
import org.terzo.hub.ingest.journal.Row;
import org.terzo.hub.ingest.ledger.LogKey;
import org.terzo.wire.GatewayTopic;
import org.terzo.wire.Receipt;
import org.terzo.wire.ReceiptCodec;
import org.terzo.wire.SiteId;
import org.terzo.wire.ZoneId;

/// Takes what the broker brings: decides on each message and tells the live view at once, writes groups of messages in one transaction
/// each, then sends receipts.
public final class Intake implements Runnable, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Intake.class);
    private static final Duration RETRY = Duration.ofSeconds(1);

    private final IncomingQueue waiting = new IncomingQueue();
    private final Journal journal;
    private final Sorter sorter;
    private final GatewayStates gateways;
    private final InstantSource clock;
    private final Outlet outlet;
    private final Thread thread;
    private volatile Optional<String> fault = Optional.empty();
    private volatile Optional<String> failure = Optional.empty();
    private final AtomicLong faults = new AtomicLong();
    /// Live hears of each position once, however often its commit is tried.
    private long toldTo;

    public Intake(
            Journal journal, Claims claims, Retention retention, GatewayStates gateways, InstantSource clock, Outlet outlet) {
        this.journal = journal;
        this.toldTo = journal.head();
        this.sorter = new Sorter(journal, new BatchJudge(claims, retention), gateways);
        this.gateways = gateways;
        this.clock = clock;
        this.outlet = outlet;
        this.thread = Thread.ofPlatform().name("intake").daemon().unstarted(this);
    }

    /// Where the intake sends what it makes of messages.
    public interface Outlet {
        /// Before it is on disk, so that the live view never waits for it.
        void live(JournalEntry entry) throws InterruptedException;

        /// After it is on disk.
        void receipt(String topic, byte[] payload);

        /// The journal has grown by these.
        void committed(List<JournalEntry> entries);
    }

    public void start() {
        thread.start();
    }

    public void receive(String topic, byte[] payload, boolean retained) throws InterruptedException {
        waiting.put(new Incoming.Message(topic, payload, retained, clock.instant()));
    }

    /// From the next entry on, a site is as its new revision says.
    public void revised(SiteId site, int revision) throws InterruptedException {
        waiting.put(new Incoming.Revision(site, revision, clock.instant()));
    }

    /// Takes a dead letter after all; the answer comes when that is on disk.
    public CompletableFuture<Replayed> replay(long letter) throws InterruptedException {
        CompletableFuture<Replayed> answer = new CompletableFuture<>();
        waiting.put(new Incoming.Replay(letter, clock.instant(), answer));
        return answer;
    }

    /// Somebody counted at an instant; the answer comes when that is on disk.
    public CompletableFuture<Instant> recount(SiteId site, Optional<ZoneId> zone, Instant counted, int people, String by)
            throws InterruptedException {
        CompletableFuture<Instant> answer = new CompletableFuture<>();
        waiting.put(new Incoming.Recount(site, zone, counted, people, by, clock.instant(), answer));
        return answer;
    }

    public int waiting() {
        return waiting.size();
    }

    /// Why the last commit failed, or a bug that cost a message; empty when all is well.
    public Optional<String> failure() {
        return failure.or(() -> thread.isAlive() ? fault : Optional.of("the intake has stopped"));
    }

    /// Messages that a bug of the hub has cost since it started.
    public long faults() {
        return faults.get();
    }

    @Override
    public void run() {
        journal.setBack().cursors().forEach(this::receipt);
        try {
            while (true) {
                takeOrDrop(waiting.take());
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    /// A message that meets a bug of the hub is dropped by itself, loudly: its gateway gets no receipt for it and the health stays red.
    private void takeOrDrop(List<Incoming> group) throws InterruptedException {
        try {
            take(group);
        } catch (RuntimeException bug) {
            sorter.forgetUncommitted();
            if (group.size() > 1) {
                for (Incoming each : group) {
                    takeOrDrop(List.of(each));
                }
            } else {
                drop(group.getFirst(), bug);
            }
        }
    }

    private void drop(Incoming cause, RuntimeException bug) {
        String what = cause instanceof Incoming.Message message ? message.topic() : cause.toString();
        faults.incrementAndGet();
        toldTo = journal.head();
        fault = Optional.of("%s: dropped: %s".formatted(what, bug));
        LOG.error("{}: dropped", what, bug);
        switch (cause) {
            case Incoming.Replay replay -> replay.answer().completeExceptionally(bug);
            case Incoming.Recount recount -> recount.answer().completeExceptionally(bug);
            case Incoming.Message _, Incoming.Revision _ -> {}
        }
    }

    private void take(List<Incoming> group) throws InterruptedException {
        boolean isTaken = false;
        while (!isTaken) {
            isTaken = tryToTake(group);
        }
    }

    private boolean tryToTake(List<Incoming> group) throws InterruptedException {
        try {
            Draft draft = sorter.begin(clock.instant());
            for (Incoming each : group) {
                sorter.sort(each, draft);
                tellLive(draft.after(toldTo));
            }
            Commit commit = draft.commit();
            journal.commit(commit);
            failure = Optional.empty();
            settle(draft, commit);
            return true;
        } catch (IOException e) {
            sorter.forgetUncommitted();
            failure = Optional.of(String.valueOf(e.getMessage()));
            LOG.error("{}; tried again in {}", e.getMessage(), RETRY);
            Thread.sleep(RETRY);
            return false;
        }
    }

    private void tellLive(List<Row> rows) throws InterruptedException {
        for (Row row : rows) {
            outlet.live(row.entry());
            toldTo = row.entry().position();
        }
    }

    /// One receipt a log, whatever number of batches it settles.
    private void settle(Draft draft, Commit commit) {
        draft.committed();
        draft.foreign().forEach(gateways::foreignSensors);
        commit.logs().forEach((key, heard) -> receipt(key, heard.changes().standing().through()));
        outlet.committed(commit.rows().stream().map(Row::entry).toList());
    }

    private void receipt(LogKey log, long through) {
        boolean isSetBack = journal.setBack().isAt(log, through);
        outlet.receipt(
                new GatewayTopic(log.site(), log.gateway(), GatewayTopic.Kind.RECEIPT).toString(),
                ReceiptCodec.encode(new Receipt(log.log(), through, clock.instant(), isSetBack)));
    }

    @Override
    public void close() throws InterruptedException {
        thread.interrupt();
        thread.join(Duration.ofSeconds(5));
    }
}
