package org.terzo.gateway.uplink;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.terzo.gateway.outbox.Outbox;
import org.terzo.gateway.outbox.OutboxState;
import org.terzo.gateway.outbox.StoredRecord;
import org.terzo.wire.BatchCodec;
import org.terzo.wire.Decoded;
import org.terzo.wire.GatewayId;
import org.terzo.wire.GatewayStatus;
import org.terzo.wire.GatewayStatus.State;
import org.terzo.wire.GatewayTopic;
import org.terzo.wire.LogRecord;
import org.terzo.wire.ObservationBatch;
import org.terzo.wire.Receipt;
import org.terzo.wire.ReceiptCodec;
import org.terzo.wire.RecordCodec;
import org.terzo.wire.SiteId;
import org.terzo.wire.StatusCodec;

/// Carries records to the hub and receipts back. One loop on one thread owns it all: what is next, what is overdue, the status.
public final class Uplink implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Uplink.class);
    private static final int MOST_BYTES = 200 * 1024;

    private final Outbox outbox;
    private final Broker broker;
    private final BrokerKeeper keeper;
    private final Pace pace;
    private final Function<State, GatewayStatus> status;
    private final InstantSource clock;
    private final InstantSource ticker;
    private final SendWindow window;
    private final String observationsTopic;
    private final String statusTopic;

    /// Full: one waiting wake-up is as good as many.
    private final ArrayBlockingQueue<Boolean> wakeUps = new ArrayBlockingQueue<>(1);

    /// Full: the oldest is dropped, the newest says more.
    private final ArrayBlockingQueue<byte[]> receipts = new ArrayBlockingQueue<>(100);

    private volatile boolean reconnected;
    private volatile Optional<Thread> loop = Optional.empty();
    private Instant statusDue;

    /// @param clock tells the time of day
    /// @param ticker never jumps; only differences of what it tells count
    public Uplink(
            SiteId site,
            GatewayId gateway,
            BrokerSettings settings,
            Pace pace,
            Outbox outbox,
            Function<State, GatewayStatus> status,
            InstantSource clock,
            InstantSource ticker) {
        this.outbox = outbox;
        this.pace = pace;
        this.status = status;
        this.clock = clock;
        this.ticker = ticker;
        this.window = new SendWindow(pace);
        this.statusDue = ticker.instant();
        this.observationsTopic = new GatewayTopic(site, gateway, GatewayTopic.Kind.OBSERVATIONS).toString();
        this.statusTopic = new GatewayTopic(site, gateway, GatewayTopic.Kind.STATUS).toString();
        String receiptTopic = new GatewayTopic(site, gateway, GatewayTopic.Kind.RECEIPT).toString();
        BrokerNames names = new BrokerNames("terzo-" + site + "-" + gateway, List.of(receiptTopic), statusTopic);
        this.broker = new Broker(settings, names, () -> StatusCodec.encode(status.apply(State.LOST)), ticker, new Heard());
        this.keeper = new BrokerKeeper(broker, settings.url().toString(), pace, ticker);
    }

    public void start() {
        outbox.onCommit(this::wake);
        keeper.start();
        loop = Optional.of(Thread.ofVirtual().name("uplink").start(this::run));
    }

    private void wake() {
        wakeUps.offer(true);
    }

    private void run() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                Duration wait = step();
                wakeUps.poll(Math.max(1, wait.toMillis()), TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    /// Does what can be done now; how long it may rest if nobody wakes it.
    private Duration step() throws InterruptedException {
        try {
            takeReceipts();
            if (!broker.isReady()) {
                return pace.retry();
            }
            if (reconnected) {
                reconnected = false;
                window.rewind(outbox.state().settled());
                statusDue = ticker.instant();
            }
            sendStatusWhenDue();
            sendRecords();
        } catch (IOException failed) {
            LOG.warn("{}: not sent, next try in {}: {}", observationsTopic, pace.retry(), failed.getMessage());
            return pace.retry();
        }
        return untilNext(outbox.state(), ticker.instant());
    }

    private void takeReceipts() throws IOException, InterruptedException {
        for (Optional<byte[]> payload = nextReceipt(); payload.isPresent(); payload = nextReceipt()) {
            switch (ReceiptCodec.decode(payload.get())) {
                case Decoded.Malformed<Receipt>(String reason, String detail) -> LOG.warn("receipt ignored: {}: {}", reason, detail);
                case Decoded.Valid<Receipt>(Receipt receipt) -> take(receipt);
            }
        }
    }

    private Optional<byte[]> nextReceipt() {
        return Optional.ofNullable(receipts.poll());
    }

    private void take(Receipt receipt) throws IOException, InterruptedException {
        OutboxState before = outbox.state();
        OutboxState after = outbox.settle(receipt);
        if (!after.log().equals(before.log())) {
            window.rewind(0);
        } else if (after.settled() != before.settled()) {
            window.receipt(after.settled(), ticker.instant());
        }
    }

    private void sendStatusWhenDue() throws IOException, InterruptedException {
        Instant now = ticker.instant();
        if (!now.isBefore(statusDue)) {
            broker.publishRetained(statusTopic, StatusCodec.encode(status.apply(State.READY)));
            statusDue = now.plus(pace.status());
        }
    }

    private void sendRecords() throws IOException, InterruptedException {
        if (window.rewindWhenOverdue(ticker.instant())) {
            LOG.warn("{}: no receipt above {}: sending again", observationsTopic, outbox.state().settled());
        }
        OptionalLong from = nextToSend();
        while (from.isPresent() && receipts.isEmpty()) {
            List<StoredRecord> records = outbox.read(from.getAsLong(), ObservationBatch.MOST_RECORDS, MOST_BYTES);
            if (records.isEmpty()) {
                return;
            }
            broker.publish(observationsTopic, BatchCodec.encode(batch(records)));
            window.sent(records.getFirst().sequence(), records.getLast().sequence(), ticker.instant());
            from = nextToSend();
        }
    }

    private OptionalLong nextToSend() {
        OutboxState state = outbox.state();
        return window.due(state.first(), state.last(), ticker.instant());
    }

    private Duration untilNext(OutboxState state, Instant now) {
        Duration status = Duration.between(now, statusDue);
        Stream<Duration> others = Stream.concat(
                window.overdueAt().map(when -> Duration.between(now, when)).stream(), window.rest(state.first(), state.last(), now).stream());
        return others.reduce(status, (one, other) -> one.compareTo(other) < 0 ? one : other);
    }

    private ObservationBatch batch(List<StoredRecord> records) {
        OutboxState state = outbox.state();
        List<LogRecord> decoded = records.stream().map(stored -> RecordCodec.decode(stored.json())).toList();
        long first = records.getFirst().sequence();
        boolean trusted = records.getFirst().boot().isEmpty();
        return new ObservationBatch(state.log(), first, OptionalLong.of(Math.min(state.first(), first)), clock.instant(), trusted, decoded);
    }

    /// Sends all that has no receipt again, for it says something else now.
    public void sendAgain() {
        reconnected = true;
        wake();
    }

    /// Says goodbye and disconnects.
    @Override
    public void close() {
        loop.ifPresent(Thread::interrupt);
        broker.close(statusTopic, StatusCodec.encode(status.apply(State.DISCONNECTED)));
        keeper.stop(); // only now: it tears the connection down at once, which sends the last will
    }

    /// What comes from the broker, handed to the loop.
    private final class Heard implements BrokerListener {
        @Override
        public void connected() {
            reconnected = true;
            wake();
        }

        @Override
        public void received(String topic, byte[] payload) {
            while (!receipts.offer(payload)) {
                receipts.poll();
            }
            wake();
        }
    }
}
