package org.terzo.hub.ingest;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.terzo.hub.ingest.Incoming.Message;
import org.terzo.hub.ingest.journal.JournalEntry.Watched;
import org.terzo.wire.Decoded;
import org.terzo.wire.Decoded.Malformed;
import org.terzo.wire.Decoded.Valid;
import org.terzo.wire.GatewayStatus;
import org.terzo.wire.GatewayTopic;
import org.terzo.wire.StatusCodec;

/// Takes what a gateway says of itself: its state for the fleet view, its watching for the journal. Owned by the intake's thread.
final class StatusSorter {
    private final BatchJudge judge;
    private final GatewayStates gateways;

    StatusSorter(BatchJudge judge, GatewayStates gateways) {
        this.judge = judge;
        this.gateways = gateways;
    }

    void sort(Message message, GatewayTopic topic, Draft draft) {
        Decoded<GatewayStatus> decoded = StatusCodec.decode(message.payload());
        switch (decoded) {
            case Malformed<GatewayStatus>(String reason, String detail) ->
                draft.reject(Draft.Origin.message(message, Optional.of(topic)), reason, detail, message.payload());
            case Valid<GatewayStatus>(GatewayStatus status) when judge.knows(topic.site(), topic.gateway()) -> {
                gateways.say(topic.site(), topic.gateway(), status, heard(message, status));
                watch(message, topic, status, draft);
            }
            case Valid<GatewayStatus> _ -> gateways.unclaimed(topic.site(), topic.gateway(), message.at());
        }
    }

    /// What the broker has kept was said when it was said.
    private static Instant heard(Message message, GatewayStatus status) {
        return message.retained() && status.at().isBefore(message.at()) ? status.at() : message.at();
    }

    private static void watch(Message message, GatewayTopic topic, GatewayStatus status, Draft draft) {
        boolean isPlausible = Duration.between(message.at(), status.at()).compareTo(BatchJudge.CLOCK_TOLERANCE) < 0;
        if (status.state() == GatewayStatus.State.READY && isPlausible) {
            status.watchingSince()
                    .filter(since -> since.isBefore(status.at()))
                    .ifPresent(since -> draft.add(watched(topic, status, since, draft.nextPosition()), new byte[0], ""));
        }
    }

    private static Watched watched(GatewayTopic topic, GatewayStatus status, Instant since, long position) {
        Instant heldBack = status.outbox()
                .filter(outbox -> outbox.pending() > 0)
                .flatMap(GatewayStatus.OutboxState::oldest)
                .filter(oldest -> oldest.isBefore(status.at()))
                .orElse(status.at());
        return new Watched(position, topic.site(), topic.gateway(), since, status.at(), heldBack);
    }
}
