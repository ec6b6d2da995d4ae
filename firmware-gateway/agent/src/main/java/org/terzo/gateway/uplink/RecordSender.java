package org.terzo.gateway.uplink;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.terzo.gateway.outbox.Outbox;
import org.terzo.gateway.outbox.OutboxState;
import org.terzo.gateway.outbox.StoredRecord;
import org.terzo.wire.BatchCodec;
import org.terzo.wire.Decoded;
import org.terzo.wire.LogRecord;
import org.terzo.wire.ObservationBatch;
import org.terzo.wire.Receipt;
import org.terzo.wire.ReceiptCodec;
import org.terzo.wire.RecordCodec;

/// Makes batches of what the outbox holds, and takes receipts. One thread.
final class RecordSender {
    private static final Logger LOG = LoggerFactory.getLogger(RecordSender.class);
    private static final int MOST_BYTES = 200 * 1024;

    private final Outbox outbox;
    private final SendWindow window;
    private final String topic;
    private final InstantSource clock;
    private final InstantSource ticker;

    RecordSender(Outbox outbox, Pace pace, String topic, InstantSource clock, InstantSource ticker) {
        this.outbox = outbox;
        this.window = new SendWindow(pace);
        this.topic = topic;
        this.clock = clock;
        this.ticker = ticker;
    }

    void take(byte[] receipt) throws IOException, InterruptedException {
        switch (ReceiptCodec.decode(receipt)) {
            case Decoded.Malformed<Receipt>(String reason, String detail) -> LOG.warn("receipt ignored: {}: {}", reason, detail);
            case Decoded.Valid<Receipt>(Receipt valid) -> settle(valid);
        }
    }

    private void settle(Receipt receipt) throws IOException, InterruptedException {
        OutboxState before = outbox.state();
        OutboxState after = outbox.settle(receipt);
        if (!after.log().equals(before.log())) {
            window.rewind(0);
        } else if (after.settled() != before.settled()) {
            window.receipt(after.settled(), ticker.instant());
        }
    }

    /// All that has no receipt is sent again.
    void startOver() {
        window.rewind(outbox.state().settled());
    }

    /// Sends the next batch if there is one; true when there was.
    boolean sendNext(Broker broker) throws IOException, InterruptedException {
        if (window.rewindWhenOverdue(ticker.instant())) {
            LOG.warn("{}: no receipt above {}: sending again", topic, outbox.state().settled());
        }
        OutboxState state = outbox.state();
        OptionalLong from = window.due(state.first(), state.last(), ticker.instant());
        List<StoredRecord> records = from.isPresent() ? outbox.read(from.getAsLong(), ObservationBatch.MOST_RECORDS, MOST_BYTES) : List.of();
        if (records.isEmpty()) {
            return false;
        }
        broker.publish(topic, BatchCodec.encode(batch(records)));
        window.sent(records.getFirst().sequence(), records.getLast().sequence(), ticker.instant());
        return true;
    }

    private ObservationBatch batch(List<StoredRecord> records) {
        OutboxState state = outbox.state();
        List<LogRecord> decoded = records.stream().map(stored -> RecordCodec.decode(stored.json())).toList();
        long first = records.getFirst().sequence();
        boolean trusted = records.getFirst().boot().isEmpty();
        return new ObservationBatch(state.log(), first, OptionalLong.of(Math.min(state.first(), first)), clock.instant(), trusted, decoded);
    }

    /// How long until there is something to do if nothing is appended; empty: for ever.
    Optional<Duration> rest() {
        OutboxState state = outbox.state();
        Optional<Duration> brake = window.rest(state.first(), state.last(), ticker.instant());
        Optional<Duration> overdue = window.overdueAt().map(when -> Duration.between(ticker.instant(), when));
        return brake.isPresent() && overdue.isPresent() ? Optional.of(shorter(brake.get(), overdue.get())) : brake.or(() -> overdue);
    }

    static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
