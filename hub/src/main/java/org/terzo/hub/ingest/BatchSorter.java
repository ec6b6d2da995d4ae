package org.terzo.hub.ingest;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.terzo.hub.ingest.Draft.Origin;
import org.terzo.hub.ingest.Incoming.Message;
import org.terzo.hub.ingest.journal.EntryTable;
import org.terzo.hub.ingest.journal.Journal;
import org.terzo.hub.ingest.journal.JournalEntry.Numbered;
import org.terzo.hub.ingest.journal.JournalEntry.Records;
import org.terzo.hub.ingest.ledger.Digests;
import org.terzo.hub.ingest.ledger.LogKey;
import org.terzo.hub.ingest.ledger.LogLedger;
import org.terzo.hub.ingest.ledger.LogLedger.Arrival;
import org.terzo.hub.ingest.ledger.RecordDigest;
import org.terzo.wire.BatchCodec;
import org.terzo.wire.Decoded;
import org.terzo.wire.Decoded.Malformed;
import org.terzo.wire.Decoded.Valid;
import org.terzo.wire.GatewayTopic;
import org.terzo.wire.LogRecord;
import org.terzo.wire.LogRecord.Unreadable;
import org.terzo.wire.Observation;
import org.terzo.wire.ObservationBatch;
import org.terzo.wire.RecordCodec;

/// Takes a batch record by record: each is new, late, repeated or refused. Owned by the intake's thread.
final class BatchSorter {
    private final Journal journal;
    private final Ledgers ledgers;
    private final BatchJudge judge;
    private final GatewayStates gateways;

    BatchSorter(Journal journal, Ledgers ledgers, BatchJudge judge, GatewayStates gateways) {
        this.journal = journal;
        this.ledgers = ledgers;
        this.judge = judge;
        this.gateways = gateways;
    }

    /// One batch on its way through.
    private record Passage(Origin origin, GatewayTopic topic, LogKey key, ObservationBatch batch, LogLedger ledger, Draft draft, Instant at) {}

    void sort(Message message, GatewayTopic topic, Draft draft) throws IOException {
        Origin origin = Origin.message(message, Optional.of(topic));
        Decoded<ObservationBatch> decoded = BatchCodec.decode(message.payload());
        switch (decoded) {
            case Malformed<ObservationBatch>(String reason, String detail) -> draft.reject(origin, reason, detail, message.payload());
            case Valid<ObservationBatch>(ObservationBatch batch) -> {
                hear(message, topic, batch);
                if (batch.clockTrusted()) {
                    LogKey key = new LogKey(topic.site(), topic.gateway(), batch.log());
                    enter(new Passage(origin, topic, key, batch, ledgers.of(key), draft, message.at()), message.payload());
                } else {
                    draft.count(origin, "untrusted", 1);
                }
            }
        }
    }

    private void hear(Message message, GatewayTopic topic, ObservationBatch batch) {
        if (!judge.knows(topic.site(), topic.gateway())) {
            gateways.unclaimed(topic.site(), topic.gateway(), message.at());
            return;
        }
        boolean isDated = !batch.sentAt().equals(Instant.EPOCH);
        Duration off = Duration.between(message.at(), batch.sentAt()).abs();
        gateways.heard(topic.site(), topic.gateway(), message.at(), isDated && off.compareTo(BatchJudge.CLOCK_TOLERANCE) > 0);
    }

    private void enter(Passage passage, byte[] payload) throws IOException {
        ObservationBatch batch = passage.batch();
        LogLedger ledger = passage.ledger();
        long settledBefore = ledger.through();
        ledger.expect(Math.min(batch.oldest().orElse(1), batch.first()), batch.first(), batch.last(), passage.at());
        passage.draft().heard(passage.key(), ledger);
        long[] digests = new long[batch.records().size()];
        List<Numbered> taken = new ArrayList<>(digests.length);
        boolean anyNew = false;
        for (int i = 0; i < digests.length; i++) {
            Numbered each = new Numbered(batch.first() + i, batch.records().get(i));
            long digest = RecordDigest.of(each.content());
            Arrival arrival = ledger.enter(each.sequence(), passage.at());
            if (arrival == Arrival.DUPLICATE) {
                compare(passage, each, digest);
            } else {
                anyNew = true;
                digests[i] = take(passage, each, arrival, taken) ? RecordDigest.stored(digest) : digest;
            }
        }
        passage.draft().digests(passage.key()).add(batch.first(), digests);
        if (anyNew || ledger.through() > settledBefore) {
            passage.draft().add(entry(passage, taken), payload, indexes(taken, batch));
        }
    }

    private static Records entry(Passage passage, List<Numbered> taken) {
        LogKey key = passage.key();
        return new Records(
                passage.draft().nextPosition(), key.site(), key.gateway(), key.log(), passage.at(), passage.ledger().through(), taken);
    }

    /// Whether an observation was stored.
    private boolean take(Passage passage, Numbered each, Arrival arrival, List<Numbered> taken) {
        GatewayTopic topic = passage.topic();
        Optional<BatchJudge.Refusal> refusal = judge.refusal(topic.site(), topic.gateway(), each.content(), passage.at());
        if (refusal.isPresent()) {
            reject(passage, each, refusal.get().reason(), refusal.get().detail());
            return false;
        }
        taken.add(each);
        boolean isObservation = each.content() instanceof Observation;
        if (isObservation) {
            passage.ledger().stored(arrival, passage.at());
        }
        return isObservation;
    }

    /// A repetition with other content under the same number: the first stays.
    private void compare(Passage passage, Numbered each, long digest) throws IOException {
        ObservationBatch batch = passage.batch();
        long first = passage.draft().digests(passage.key()).of(each.sequence(), ObservationBatch.MOST_RECORDS);
        if (first == 0) {
            Digests onDisk = journal.digests(passage.ledger().id(), batch.first(), batch.last());
            first = onDisk.of(each.sequence(), ObservationBatch.MOST_RECORDS);
        }
        if (first != 0 && !RecordDigest.isSameContent(first, digest)) {
            reject(passage, each, "conflict", "number %s was taken with other content".formatted(Long.toString(each.sequence())));
        } else if (first == 0 ? each.content() instanceof Observation : RecordDigest.isStored(first)) {
            passage.ledger().repeated(passage.at());
        }
    }

    private static void reject(Passage passage, Numbered each, String reason, String detail) {
        byte[] json = each.content() instanceof Unreadable unreadable
                ? unreadable.json().getBytes(StandardCharsets.UTF_8)
                : RecordCodec.encode(each.content()).getBytes(StandardCharsets.UTF_8);
        if (reason.equals(BatchJudge.FOREIGN_SENSOR)) {
            passage.draft().foreign(passage.key());
        }
        passage.draft().reject(passage.origin().record(passage.key().log(), each.sequence()), reason, detail, json);
    }

    private static String indexes(List<Numbered> taken, ObservationBatch batch) {
        if (taken.size() == batch.records().size()) {
            return "";
        }
        return taken.isEmpty()
                ? EntryTable.NONE
                : taken.stream().map(each -> Long.toString(each.sequence() - batch.first())).collect(Collectors.joining(","));
    }
}
