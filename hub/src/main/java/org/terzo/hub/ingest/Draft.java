package org.terzo.hub.ingest;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.terzo.hub.ingest.journal.Commit;
import org.terzo.hub.ingest.journal.JournalEntry;
import org.terzo.hub.ingest.journal.Rejection;
import org.terzo.hub.ingest.journal.Row;
import org.terzo.hub.ingest.ledger.Digests;
import org.terzo.hub.ingest.ledger.LogKey;
import org.terzo.hub.ingest.ledger.LogLedger;
import org.terzo.wire.GatewayTopic;
import org.terzo.wire.LogId;

/// What one group of messages comes to, gathered for one transaction.
final class Draft {
    private static final int LONGEST_KEPT = 4_096;

    private final long head;
    private final Instant at;
    private final List<Row> rows = new ArrayList<>();
    private final Map<LogKey, LogLedger> heard = new LinkedHashMap<>();
    private final Map<LogKey, Digests> digests = new HashMap<>();
    private final List<Rejection> letters = new ArrayList<>();
    private final Map<Commit.Refused, Long> rejected = new HashMap<>();
    private final Map<LogKey, Integer> foreign = new LinkedHashMap<>();
    private final Set<Long> replayed = new LinkedHashSet<>();
    private final List<Runnable> answers = new ArrayList<>();

    Draft(long head, Instant at) {
        this.head = head;
        this.at = at;
    }

    /// Where something was refused: the topic it came on, and the number it had there.
    record Origin(String topic, Optional<GatewayTopic> of, Optional<LogId> log, OptionalLong sequence, Instant at) {
        /// @param of what the message's topic says; empty when it is none of a gateway
        static Origin message(Incoming.Message message, Optional<GatewayTopic> of) {
            return new Origin(message.topic(), of, Optional.empty(), OptionalLong.empty(), message.at());
        }

        Origin record(LogId ofLog, long number) {
            return new Origin(topic, of, Optional.of(ofLog), OptionalLong.of(number), at);
        }
    }

    long nextPosition() {
        return head + rows.size() + 1;
    }

    void add(JournalEntry entry, byte[] payload, String taken) {
        rows.add(new Row(entry, payload, taken));
    }

    /// The rows whose position is above `position`.
    List<Row> after(long position) {
        return rows.subList(Math.clamp(position - head, 0, rows.size()), rows.size());
    }

    /// The log that was heard last gets the last receipt: it is the one that the broker keeps for the gateway.
    void heard(LogKey key, LogLedger ledger) {
        heard.remove(key);
        heard.put(key, ledger);
    }

    Digests digests(LogKey key) {
        return digests.computeIfAbsent(key, _ -> new Digests());
    }

    void reject(Origin origin, String reason, String detail, byte[] content) {
        boolean isComplete = content.length < LONGEST_KEPT;
        String payload = new String(content, 0, Math.min(content.length, LONGEST_KEPT), StandardCharsets.UTF_8);
        letters.add(new Rejection(
                0, origin.at(), site(origin), gateway(origin), origin.topic(), origin.log(), origin.sequence(), reason, detail, payload, isComplete));
        count(origin, reason, 1);
    }

    /// Counted as refused, by `more`.
    void count(Origin origin, String reason, long more) {
        rejected.merge(new Commit.Refused(site(origin), gateway(origin), reason, origin.at().toEpochMilli()), more, Long::sum);
    }

    /// A gateway spoke for a sensor of another one.
    void foreign(LogKey of) {
        foreign.merge(of, 1, Integer::sum);
    }

    Map<LogKey, Integer> foreign() {
        return Map.copyOf(foreign);
    }

    boolean isReplayed(long letter) {
        return replayed.contains(letter);
    }

    /// The letter is no longer dead, and no longer counts as refused.
    void replayed(Rejection letter) {
        replayed.add(letter.id());
        rejected.merge(new Commit.Refused(letter.site(), letter.gateway(), letter.reason(), letter.at().toEpochMilli()), -1L, Long::sum);
    }

    /// What somebody waits to hear.
    void whenCommitted(Runnable answer) {
        answers.add(answer);
    }

    Commit commit() {
        Map<LogKey, Commit.Heard> logs = new LinkedHashMap<>();
        heard.forEach((key, ledger) -> logs.put(key, new Commit.Heard(ledger.changes(), digests(key))));
        return new Commit(at, List.copyOf(rows), logs, List.copyOf(letters), Map.copyOf(rejected), List.copyOf(replayed));
    }

    /// The commit is on disk.
    void committed() {
        heard.values().forEach(LogLedger::committed);
        answers.forEach(Runnable::run);
    }

    private static String site(Origin origin) {
        return origin.of().map(topic -> topic.site().value()).orElse("");
    }

    private static String gateway(Origin origin) {
        return origin.of().map(topic -> topic.gateway().value()).orElse("");
    }
}
