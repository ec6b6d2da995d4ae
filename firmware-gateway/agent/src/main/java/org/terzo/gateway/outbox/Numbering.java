package org.terzo.gateway.outbox;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.terzo.gateway.outbox.file.HeldLog;
import org.terzo.wire.LogId;
import org.terzo.wire.Receipt;

/// Gives numbers and takes receipts, for one commit.
final class Numbering {
    private static final Logger LOG = LoggerFactory.getLogger(Numbering.class);

    private final List<HeldLog> logs;
    private final Opening opening;

    Numbering(List<HeldLog> logs, Opening opening) {
        this.logs = new ArrayList<>(logs);
        this.opening = opening;
    }

    List<HeldLog> logs() {
        return List.copyOf(logs);
    }

    /// The position of the next record.
    long next() {
        HeldLog current = logs.removeLast().givenOneMore();
        logs.add(current);
        return current.end();
    }

    void settle(Receipt receipt) {
        Optional<HeldLog> meant = logs.stream().filter(log -> log.id().equals(receipt.log())).findFirst();
        meant.filter(log -> receipt.through() > log.settled() || receipt.restored()).ifPresent(log -> settle(log, receipt));
    }

    private void settle(HeldLog log, Receipt receipt) {
        boolean isCurrent = log.equals(logs.getLast());
        if (isCurrent && receipt.through() > log.last() && !isTaken(log, receipt)) {
            return;
        }
        logs.set(logs.indexOf(log), log.settledThrough(Math.clamp(receipt.through(), 0L, log.last())));
        forgetSettled(logs);
    }

    /// From the oldest on, up to the first that waits for a receipt: behind that one records are still held, and belong to their log.
    static void forgetSettled(List<HeldLog> logs) {
        while (logs.size() > 1 && logs.getFirst().isSettled()) {
            logs.removeFirst();
        }
    }

    /// The hub has numbers that this file never gave. Whether it may be believed depends on how the log came here.
    private boolean isTaken(HeldLog log, Receipt receipt) {
        return switch (opening.past()) {
            case REPEATED -> true;
            case CONTINUED -> {
                beginAnew(log, receipt);
                yield false;
            }
            case NEW -> {
                LOG.warn("log {}: receipt through {} ignored: only {} were given", log.id(), receipt.through(), log.last());
                yield false;
            }
        };
    }

    /// An older copy that even its seal did not tell: what it gave since it was opened would be taken for repetitions, and goes under
    /// a new log. What it had before, the hub has.
    private void beginAnew(HeldLog log, Receipt receipt) {
        LogId anew = new LogId(UUID.randomUUID().toString());
        LOG.warn("log {}: the hub has {} of it and this outbox only {}: it is an older copy and goes on as log {}", log.id(), receipt.through(), log.last(), anew);
        long base = Math.max(log.base(), opening.openedAt());
        logs.set(logs.size() - 1, new HeldLog(anew, base, log.end() - base, 0));
    }
}
