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
import org.terzo.gateway.outbox.file.HeldLog;
import org.terzo.gateway.outbox.file.StoredRecord;
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

    /// Whether the receipt settled anything.
    boolean take(byte[] receipt) throws IOException, InterruptedException {
        return switch (ReceiptCodec.decode(receipt)) {
            case Decoded.Malformed<Receipt>(String reason, String detail) -> {
                LOG.warn("receipt ignored: {}: {}", reason, detail);
                yield false;
            }
            case Decoded.Valid<Receipt>(Receipt valid) -> settle(valid);
        };
    }

    private boolean settle(Receipt receipt) throws IOException, InterruptedException {
        OutboxState before = outbox.state();
        OutboxState after = outbox.settle(receipt);
        if (before.logs().isEmpty() || !after.log().equals(before.log())) {
            window.rewind(after.settled());
        } else if (after.settled() != before.settled()) {
            window.receipt(after.settled(), ticker.instant());
        }
        return !after.logs().equals(before.logs());
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
        OptionalLong due = window.due(state.first(), state.last(), ticker.instant());
        if (due.isEmpty()) {
            return false;
        }
        long from = due.getAsLong();
        List<StoredRecord> records = outbox.read(from, window.most(state.last()), MOST_BYTES);
        boolean fromTheFirst = from <= state.first();
        if (fromTheFirst) {
            sayWhatIsGone(broker, state, records.isEmpty() ? state.last() + 1 : records.getFirst().position());
        }
        if (records.isEmpty()) {
            window.sent(from, state.last(), ticker.instant());
            return false;
        }
        long lowest = fromTheFirst ? records.getFirst().position() : state.first();
        broker.publish(topic, BatchCodec.encode(batch(records, lowest)));
        window.sent(records.getFirst().position(), records.getLast().position(), ticker.instant());
        return true;
    }

    /// Of a log whose last records were dropped or cut there is no record left that could say so: a batch without any does.
    private void sayWhatIsGone(Broker broker, OutboxState state, long lowest) throws IOException, InterruptedException {
        for (HeldLog gone : state.departedBelow(lowest)) {
            long next = gone.last() + 1;
            broker.publish(topic, BatchCodec.encode(new ObservationBatch(gone.id(), next, OptionalLong.of(next), clock.instant(), true, List.of())));
        }
    }

    /// @param lowest the position of the lowest record that is held
    private ObservationBatch batch(List<StoredRecord> records, long lowest) {
        HeldLog log = outbox.state().logOf(records.getFirst().position());
        List<LogRecord> decoded = records.stream().map(stored -> RecordCodec.decode(stored.json())).toList();
        long first = records.getFirst().position() - log.base();
        long oldest = Math.clamp(lowest - log.base(), 1L, first);
        boolean trusted = records.getFirst().boot().isEmpty();
        return new ObservationBatch(log.id(), first, OptionalLong.of(oldest), clock.instant(), trusted, decoded);
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
