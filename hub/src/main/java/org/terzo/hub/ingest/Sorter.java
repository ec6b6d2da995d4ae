package org.terzo.hub.ingest;

import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import org.terzo.hub.ingest.journal.Journal;
import org.terzo.hub.ingest.journal.JournalEntry.Recounted;
import org.terzo.hub.ingest.journal.JournalEntry.Revised;
import org.terzo.wire.GatewayTopic;

/// Turns a group of messages into what one transaction writes. Owned by the intake's thread.
final class Sorter {
    private final Journal journal;
    private final Ledgers ledgers;
    private final BatchSorter batches;
    private final StatusSorter statuses;
    private final Replays replays;

    Sorter(Journal journal, BatchJudge judge, GatewayStates gateways) {
        this.journal = journal;
        this.ledgers = new Ledgers(journal);
        this.batches = new BatchSorter(journal, ledgers, judge, gateways);
        this.statuses = new StatusSorter(judge, gateways);
        this.replays = new Replays(journal, ledgers, judge);
    }

    /// Before a group of messages.
    Draft begin(Instant now) throws IOException {
        ledgers.ready();
        return new Draft(journal.head(), now);
    }

    void sort(Incoming next, Draft draft) throws IOException {
        switch (next) {
            case Incoming.Message message -> sortMessage(message, draft);
            case Incoming.Revision revision ->
                draft.add(new Revised(draft.nextPosition(), revision.site(), revision.revision()), new byte[0], "");
            case Incoming.Recount recount -> {
                draft.add(
                        new Recounted(draft.nextPosition(), recount.site(), recount.zone(), recount.counted(), recount.people(), recount.by()),
                        new byte[0],
                        "");
                draft.whenCommitted(() -> recount.answer().complete(recount.counted()));
            }
            case Incoming.Replay replay -> replays.sort(replay, draft);
        }
    }

    /// After a commit that failed: what the disk does not know is not known.
    void forgetUncommitted() {
        ledgers.forgetUncommitted();
    }

    private void sortMessage(Incoming.Message message, Draft draft) throws IOException {
        Optional<GatewayTopic> topic = GatewayTopic.parse(message.topic());
        if (topic.isEmpty()) {
            draft.reject(Draft.Origin.message(message, topic), "malformed", "no topic of a gateway", message.payload());
            return;
        }
        switch (topic.get().kind()) {
            case OBSERVATIONS -> batches.sort(message, topic.get(), draft);
            case STATUS -> statuses.sort(message, topic.get(), draft);
            case RECEIPT, WIRING, COMMAND, REPLY -> {}
        }
    }
}
