package org.terzo.hub.ingest;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.terzo.hub.ingest.Intake.Message;
import org.terzo.hub.ingest.journal.Journal.Commit;
import org.terzo.hub.ingest.journal.Journal.Digests;
import org.terzo.hub.ingest.journal.Journal.LogKey;
import org.terzo.hub.ingest.journal.Journal.Row;
import org.terzo.hub.ingest.journal.Journal;
import org.terzo.hub.ingest.journal.JournalEntry.Numbered;
import org.terzo.hub.ingest.journal.JournalEntry.Records;
import org.terzo.hub.ingest.journal.JournalEntry.Revised;
import org.terzo.hub.ingest.journal.JournalEntry.Watched;
import org.terzo.hub.ingest.journal.JournalEntry;
import org.terzo.hub.ingest.journal.JournalRows;
import org.terzo.hub.ingest.journal.Rejection;
import org.terzo.hub.ingest.ledger.LogLedger.Arrival;
import org.terzo.hub.ingest.ledger.LogLedger;
import org.terzo.hub.ingest.ledger.RecordDigest;
import org.terzo.wire.BatchCodec;
import org.terzo.wire.Decoded.Malformed;
import org.terzo.wire.Decoded.Valid;
import org.terzo.wire.Decoded;
import org.terzo.wire.GatewayStatus;
import org.terzo.wire.GatewayTopic;
import org.terzo.wire.LogRecord.Unreadable;
import org.terzo.wire.LogRecord;
import org.terzo.wire.ObservationBatch;
import org.terzo.wire.RecordCodec;
import org.terzo.wire.SiteId;
import org.terzo.wire.StatusCodec;

/// Turns a group of messages into what one transaction writes. Owned by the intake's thread.
final class Sorter {
    /// Not a topic of the broker: the hub itself says that a site has changed.
    static final String REVISED = "revised:";

    private static final int LONGEST_KEPT = 4_096;

    private final Journal journal;
    private final BatchJudge judge;
    private final GatewayStates gateways;
    private final Map<LogKey, LogLedger> ledgers = new ConcurrentHashMap<>();
    private final Map<LogKey, LogLedger> committed = new ConcurrentHashMap<>();
    private final List<Row> rows = new ArrayList<>();
    private final List<Digests> digests = new ArrayList<>();
    private final List<Rejection> rejections = new ArrayList<>();
    private final Map<LogKey, LogLedger> touched = new LinkedHashMap<>();
    private final Map<LogKey, Long> settled = new LinkedHashMap<>();

    Sorter(Journal journal, BatchJudge judge, GatewayStates gateways) throws IOException {
        this.journal = journal;
        this.judge = judge;
        this.gateways = gateways;
        ledgers.putAll(journal.logs());
        ledgers.forEach((key, ledger) -> committed.put(key, ledger.copy()));
    }

    /// @param settled up to where each log that was heard is settled once the commit is on disk
    record Sorted(Commit commit, Map<LogKey, Long> settled) {}

    /// As of the last commit.
    Map<LogKey, LogLedger> ledgers() {
        return Map.copyOf(committed);
    }

    /// What was sorted last is on disk.
    void committed() {
        touched.forEach((key, ledger) -> committed.put(key, ledger.copy()));
    }

    Sorted sort(List<Message> group) throws IOException {
        rows.clear();
        digests.clear();
        rejections.clear();
        touched.clear();
        settled.clear();
        for (Message message : group) {
            sort(message);
        }
        return new Sorted(
                new Commit(List.copyOf(rows), new HashMap<>(touched), List.copyOf(digests), List.copyOf(rejections)),
                new LinkedHashMap<>(settled));
    }

    /// After a commit that failed: what the disk does not know is not known.
    void forgetUncommitted() {
        try {
            ledgers.clear();
            ledgers.putAll(journal.logs());
        } catch (IOException stillFailing) {
            throw new IllegalStateException("the journal cannot be read either: " + stillFailing.getMessage(), stillFailing);
        }
    }

    private void sort(Message message) throws IOException {
        if (message.topic().startsWith(REVISED)) {
            int revision = Integer.parseInt(new String(message.payload(), StandardCharsets.UTF_8));
            add(new Revised(nextPosition(), new SiteId(message.topic().substring(REVISED.length())), revision), message, "");
            return;
        }
        Optional<GatewayTopic> topic = GatewayTopic.parse(message.topic());
        if (topic.isEmpty()) {
            reject(message, Optional.empty(), "malformed", "no topic of a gateway", message.payload());
            return;
        }
        switch (topic.get().kind()) {
            case OBSERVATIONS -> batch(message, topic.get());
            case STATUS -> status(message, topic.get());
            case RECEIPT, WIRING, COMMAND, REPLY -> {}
        }
    }

    private void status(Message message, GatewayTopic topic) {
        Decoded<GatewayStatus> decoded = StatusCodec.decode(message.payload());
        switch (decoded) {
            case Malformed<GatewayStatus>(String reason, String detail) ->
                reject(message, Optional.of(topic), reason, detail, message.payload());
            case Valid<GatewayStatus>(GatewayStatus status) -> {
                Instant heard = message.retained() && status.at().isBefore(message.arrivedAt()) ? status.at() : message.arrivedAt();
                if (!judge.knows(topic.site(), topic.gateway())) {
                    reject(message, Optional.of(topic), "unclaimed", "gateway " + topic.gateway(), message.payload());
                    return;
                }
                gateways.say(topic.site(), topic.gateway(), status, heard);
                boolean isPlausible = Duration.between(message.arrivedAt(), status.at()).compareTo(BatchJudge.CLOCK_TOLERANCE) < 0;
                if (status.state() == GatewayStatus.State.READY && status.watchingSince().filter(since -> since.isBefore(status.at())).isPresent() && isPlausible) {
                    add(watched(topic, status, status.watchingSince().get()), message, "");
                }
            }
        }
    }

    private Watched watched(GatewayTopic topic, GatewayStatus status, Instant since) {
        Instant heldBack = status.outbox()
                .filter(outbox -> outbox.pending() > 0)
                .flatMap(GatewayStatus.OutboxState::oldest)
                .filter(oldest -> oldest.isBefore(status.at()))
                .orElse(status.at());
        return new Watched(nextPosition(), topic.site(), topic.gateway(), since, status.at(), heldBack);
    }

    private void batch(Message message, GatewayTopic topic) throws IOException {
        Decoded<ObservationBatch> decoded = BatchCodec.decode(message.payload());
        switch (decoded) {
            case Malformed<ObservationBatch>(String reason, String detail) ->
                reject(message, Optional.of(topic), reason, detail, message.payload());
            case Valid<ObservationBatch>(ObservationBatch batch) -> {
                boolean clockWrong = Duration.between(message.arrivedAt(), batch.sentAt()).abs().compareTo(BatchJudge.CLOCK_TOLERANCE) > 0;
                if (judge.knows(topic.site(), topic.gateway())) {
                    gateways.heard(topic.site(), topic.gateway(), message.arrivedAt(), clockWrong);
                }
                if (batch.clockTrusted()) {
                    enter(message, topic, batch);
                } else {
                    reject(message, Optional.of(topic), "untrusted", "the gateway's clock is not set", new byte[0]);
                }
            }
        }
    }

    private void enter(Message message, GatewayTopic topic, ObservationBatch batch) throws IOException {
        LogKey key = new LogKey(topic.site(), topic.gateway(), batch.log());
        LogLedger ledger = ledgers.computeIfAbsent(key, _ -> new LogLedger());
        touched.put(key, ledger);
        if (batch.oldest().isPresent()) {
            ledger.oldestHeld(Math.min(batch.oldest().getAsLong(), batch.first()), message.arrivedAt());
        }
        ByteBuffer marks = ByteBuffer.allocate(batch.records().size() * Long.BYTES);
        List<Numbered> taken = new ArrayList<>(batch.records().size());
        boolean anyNew = false;
        for (int i = 0; i < batch.records().size(); i++) {
            long sequence = batch.first() + i;
            LogRecord content = batch.records().get(i);
            long digest = RecordDigest.of(content);
            boolean isNew = ledger.enter(sequence, message.arrivedAt()) != Arrival.DUPLICATE;
            anyNew |= isNew;
            marks.putLong(isNew ? digest : 0);
            if (isNew) {
                judge(message, topic, content, ledger, taken, sequence);
            } else {
                compare(message, topic, key, content, sequence, digest);
            }
        }
        settled.put(key, ledger.through());
        if (anyNew || batch.records().isEmpty()) {
            digests.add(new Digests(key, batch.first(), marks.array()));
            String indexes = taken.size() == batch.records().size() ? "" : indexes(taken, batch.first());
            add(
                    new Records(
                            nextPosition(), topic.site(), topic.gateway(), batch.log(), message.arrivedAt(), ledger.through(), taken),
                    message,
                    indexes);
        }
    }

    private void judge(Message message, GatewayTopic topic, LogRecord content, LogLedger ledger, List<Numbered> taken, long sequence) {
        Optional<BatchJudge.Refusal> refusal = judge.refusal(topic.site(), topic.gateway(), content, message.arrivedAt());
        if (refusal.isEmpty()) {
            taken.add(new Numbered(sequence, content));
        } else {
            ledger.refused();
            reject(message, Optional.of(topic), refusal.get().reason(), refusal.get().detail(), json(content));
        }
    }

    /// A repetition with other content under the same number: the first stays.
    private void compare(Message message, GatewayTopic topic, LogKey key, LogRecord content, long sequence, long digest)
            throws IOException {
        Optional<Long> first = inThisGroup(key, sequence);
        if (first.isEmpty()) {
            first = journal.digest(key, sequence, ObservationBatch.MOST_RECORDS);
        }
        if (first.isPresent() && first.get() != digest) {
            reject(message, Optional.of(topic), "conflict", "number %s was taken with other content".formatted(Long.toString(sequence)), json(content));
        }
    }

    private Optional<Long> inThisGroup(LogKey key, long sequence) {
        return digests.stream()
                .filter(each -> each.log().equals(key))
                .flatMap(each -> RecordDigest.at(each.digests(), sequence - each.first()).stream())
                .findFirst();
    }

    private void add(JournalEntry entry, Message message, String taken) {
        rows.add(new Row(entry, message.payload(), taken));
    }

    private long nextPosition() {
        return journal.head() + rows.size() + 1;
    }

    private void reject(Message message, Optional<GatewayTopic> topic, String reason, String detail, byte[] content) {
        String payload = new String(content, 0, Math.min(content.length, LONGEST_KEPT), StandardCharsets.UTF_8);
        rejections.add(new Rejection(
                0,
                message.arrivedAt(),
                topic.map(each -> each.site().value()).orElse(""),
                topic.map(each -> each.gateway().value()).orElse(""),
                message.topic(),
                reason,
                detail,
                payload));
    }

    private static byte[] json(LogRecord content) {
        return content instanceof Unreadable unreadable
                ? unreadable.json().getBytes(StandardCharsets.UTF_8)
                : RecordCodec.encode(content).getBytes(StandardCharsets.UTF_8);
    }

    private static String indexes(List<Numbered> taken, long first) {
        return taken.isEmpty() ? JournalRows.NONE : taken.stream().map(each -> Long.toString(each.sequence() - first)).collect(Collectors.joining(","));
    }
}
