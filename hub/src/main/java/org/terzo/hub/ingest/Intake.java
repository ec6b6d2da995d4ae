package org.terzo.hub.ingest;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.terzo.hub.ingest.journal.Journal.LogKey;
import org.terzo.hub.ingest.journal.Journal;
import org.terzo.hub.ingest.journal.JournalEntry;
import org.terzo.hub.ingest.ledger.LogLedger;
import org.terzo.wire.GatewayTopic;
import org.terzo.wire.Receipt;
import org.terzo.wire.ReceiptCodec;
import org.terzo.wire.SiteId;

/// Takes what the broker brings: decides, writes groups of messages in one transaction each, then sends receipts.
///
/// At most 1,000 messages wait; the broker's thread waits then, which holds back the broker and so the gateways' outboxes.
public final class Intake implements Runnable, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Intake.class);
    private static final int MOST_WAITING = 1_000;
    private static final int MOST_IN_A_GROUP = 500;
    private static final Duration RETRY = Duration.ofSeconds(1);

    private final BlockingQueue<Message> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
    private final Journal journal;
    private final Sorter sorter;
    private final InstantSource clock;
    private final Outlet outlet;
    private final Thread thread;
    private volatile Optional<String> fault = Optional.empty();
    private volatile Optional<String> failure = Optional.empty();

    public Intake(Journal journal, Claims claims, Retention retention, GatewayStates gateways, InstantSource clock, Outlet outlet)
            throws IOException {
        this.journal = journal;
        this.sorter = new Sorter(journal, new BatchJudge(claims, retention), gateways);
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

        /// The journal has grown.
        void committed();
    }

    /// A message as the broker brought it.
    public record Message(String topic, byte[] payload, boolean retained, Instant arrivedAt) {}

    public void start() {
        thread.start();
    }

    public void receive(String topic, byte[] payload, boolean retained) throws InterruptedException {
        waiting.put(new Message(topic, payload, retained, clock.instant()));
    }

    /// From the next entry on, a site is as its new revision says.
    public void revised(SiteId site, int revision) throws InterruptedException {
        waiting.put(new Message(
                Sorter.REVISED + site, Integer.toString(revision).getBytes(StandardCharsets.UTF_8), false, clock.instant()));
    }

    public int waiting() {
        return waiting.size();
    }

    /// Why the last commit failed, or a bug that cost a message; empty when all is well.
    public Optional<String> failure() {
        return fault.or(() -> thread.isAlive() ? failure : Optional.of("the intake has stopped"));
    }

    public Map<LogKey, LogLedger> ledgers() {
        return sorter.ledgers();
    }

    @Override
    public void run() {
        try {
            while (true) {
                List<Message> group = new ArrayList<>();
                group.add(waiting.take());
                waiting.drainTo(group, MOST_IN_A_GROUP - 1);
                takeOrDrop(group);
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    /// A message that meets a bug of the hub is dropped by itself, loudly: its gateway gets no receipt for it and the health stays red.
    private void takeOrDrop(List<Message> group) throws InterruptedException {
        try {
            take(group);
        } catch (RuntimeException bug) {
            sorter.forgetUncommitted();
            if (group.size() > 1) {
                for (Message each : group) {
                    takeOrDrop(List.of(each));
                }
            } else {
                fault = Optional.of("%s: dropped: %s".formatted(group.getFirst().topic(), bug));
                LOG.error("{}: dropped", group.getFirst().topic(), bug);
            }
        }
    }

    private void take(List<Message> group) throws InterruptedException {
        boolean isTold = false;
        while (true) {
            try {
                Sorter.Sorted sorted = sorter.sort(group);
                if (!isTold) {
                    for (Journal.Row row : sorted.commit().rows()) {
                        outlet.live(row.entry());
                    }
                    isTold = true;
                }
                journal.commit(sorted.commit());
                sorter.committed();
                failure = Optional.empty();
                receipts(sorted);
                outlet.committed();
                return;
            } catch (IOException e) {
                failure = Optional.of(String.valueOf(e.getMessage()));
                LOG.error("{}; tried again in {}", e.getMessage(), RETRY);
                Thread.sleep(RETRY);
                sorter.forgetUncommitted();
            }
        }
    }

    /// One receipt a log, whatever number of batches it settles.
    private void receipts(Sorter.Sorted sorted) {
        sorted.settled().forEach((key, through) -> outlet.receipt(
                new GatewayTopic(key.site(), key.gateway(), GatewayTopic.Kind.RECEIPT).toString(),
                ReceiptCodec.encode(new Receipt(key.log(), through, clock.instant(), false))));
    }

    @Override
    public void close() throws InterruptedException {
        thread.interrupt();
        thread.join(Duration.ofSeconds(5));
    }
}
