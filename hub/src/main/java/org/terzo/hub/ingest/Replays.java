package org.terzo.hub.ingest;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.terzo.hub.ingest.Incoming.Replay;
import org.terzo.hub.ingest.journal.Journal;
import org.terzo.hub.ingest.journal.JournalEntry.Numbered;
import org.terzo.hub.ingest.journal.JournalEntry.Records;
import org.terzo.hub.ingest.journal.Rejection;
import org.terzo.hub.ingest.ledger.Digests;
import org.terzo.hub.ingest.ledger.LogKey;
import org.terzo.hub.ingest.ledger.LogLedger;
import org.terzo.wire.BatchCodec;
import org.terzo.wire.GatewayId;
import org.terzo.wire.LogId;
import org.terzo.wire.LogRecord;
import org.terzo.wire.Observation;
import org.terzo.wire.ObservationBatch;
import org.terzo.wire.RecordCodec;
import org.terzo.wire.SiteId;

/// Takes dead letters after all, under the number they had: a sensor was claimed meanwhile, or moved to the gateway that spoke for it.
/// Owned by the intake's thread.
final class Replays {
    private final Journal journal;
    private final Ledgers ledgers;
    private final BatchJudge judge;

    Replays(Journal journal, Ledgers ledgers, BatchJudge judge) {
        this.journal = journal;
        this.ledgers = ledgers;
        this.judge = judge;
    }

    void sort(Replay replay, Draft draft) throws IOException {
        Optional<Rejection> letter = journal.answers().letter(replay.letter());
        Replayed answer = letter.isEmpty() ? new Replayed.Unknown() : answer(replay, letter.get(), draft);
        draft.whenCommitted(() -> replay.answer().complete(answer));
    }

    private Replayed answer(Replay replay, Rejection letter, Draft draft) throws IOException {
        if (letter.log().isEmpty() || letter.sequence().isEmpty()) {
            return new Replayed.Refused(letter.reason(), "it is a whole message without a number; its gateway sends it again");
        }
        if (letter.reason().equals("conflict")) {
            return new Replayed.Refused("conflict", letter.detail());
        }
        if (!letter.complete()) {
            return new Replayed.Refused(letter.reason(), "its payload was cut and is not what came");
        }
        LogId log = letter.log().get();
        long sequence = letter.sequence().getAsLong();
        if (draft.isReplayed(letter.id()) || journal.answers().isReplayed(letter.id())) {
            return new Replayed.Stored(log, sequence);
        }
        LogKey key = new LogKey(new SiteId(letter.site()), new GatewayId(letter.gateway()), log);
        LogRecord content = RecordCodec.decode(letter.payload());
        Optional<BatchJudge.Refusal> refusal = judge.refusal(key.site(), key.gateway(), content, replay.at());
        if (refusal.isPresent()) {
            return new Replayed.Refused(refusal.get().reason(), refusal.get().detail());
        }
        take(replay, letter, key, new Numbered(sequence, content), draft);
        return new Replayed.Stored(log, sequence);
    }

    private void take(Replay replay, Rejection letter, LogKey key, Numbered each, Draft draft) throws IOException {
        LogLedger ledger = ledgers.of(key);
        if (each.content() instanceof Observation) {
            ledger.stored(LogLedger.Arrival.NEW, letter.at());
            markStored(draft.digests(key), ledger, each.sequence());
        }
        draft.heard(key, ledger);
        draft.replayed(letter);
        ObservationBatch batch =
                new ObservationBatch(key.log(), each.sequence(), OptionalLong.empty(), replay.at(), true, List.of(each.content()));
        draft.add(
                new Records(
                        draft.nextPosition(), key.site(), key.gateway(), key.log(), replay.at(), ledger.through(), List.of(each)),
                BatchCodec.encode(batch),
                "");
    }

    /// So that the same number counts as a duplicate when it comes once more.
    private void markStored(Digests changed, LogLedger ledger, long sequence) throws IOException {
        Optional<Digests.Row> row = changed.row(sequence, ObservationBatch.MOST_RECORDS);
        if (row.isEmpty()) {
            row = journal.digests(ledger.id(), sequence, sequence).row(sequence, ObservationBatch.MOST_RECORDS);
        }
        row.ifPresent(known -> changed.replace(known.stored(sequence)));
    }
}
