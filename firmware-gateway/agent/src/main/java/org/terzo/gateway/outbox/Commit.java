package org.terzo.gateway.outbox;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.terzo.gateway.outbox.file.HeldLog;
import org.terzo.gateway.outbox.file.OutboxFile;
import org.terzo.gateway.outbox.file.StoredRecord;
import org.terzo.wire.LogRecord;
import org.terzo.wire.Observation;
import org.terzo.wire.Reading;
import org.terzo.wire.Receipt;
import org.terzo.wire.RecordCodec;
import org.terzo.wire.SensorId;

/// One transaction on the outbox: tasks in, the state after it out. Forgotten if it fails. A receipt alone writes nothing.
final class Commit {
    private static final Logger LOG = LoggerFactory.getLogger(Commit.class);

    /// What is dropped at once when the file is full, so that not every commit has to.
    private static final long DROPPED_SHARE = 20;

    private static final int REPAIRED_AT_ONCE = 500;

    /// So many settled records stay on disk before they are deleted together: a card wears less, and a hub that comes back from a
    /// backup gets them again.
    private static final long MOST_SETTLED = 200;

    /// The last number can be read from the records; it is written down besides for the case that they cannot.
    private static final long NOTED_EACH = 1_000;

    private final OutboxFile file;
    private final Numbering numbering;
    private final List<StoredRecord> fresh = new ArrayList<>();
    private long kept;
    private long dropped;
    private long untrusted;
    private boolean ends;

    private Commit(Opening outbox, OutboxState before) {
        this.file = outbox.file();
        this.numbering = new Numbering(before.logs(), outbox);
        this.kept = before.kept();
        this.dropped = before.dropped();
        this.untrusted = before.untrusted();
    }

    static OutboxState run(Opening outbox, OutboxState before, long mostBytes, List<Task> tasks) throws SQLException {
        Commit commit = new Commit(outbox, before);
        try {
            commit.file.begin();
            for (Task task : tasks) {
                commit.apply(task);
            }
            boolean grew = !commit.fresh.isEmpty();
            commit.insertFresh();
            commit.deleteSettled(commit.ends ? 1 : MOST_SETTLED);
            if (grew) {
                commit.dropOldest(mostBytes);
            }
            commit.keepNumbers(before);
            commit.countUntrusted();
            commit.file.commit();
            return commit.state();
        } catch (SQLException failed) {
            commit.file.startOver(failed);
            throw failed;
        }
    }

    private OutboxState state() {
        return new OutboxState(numbering.logs(), kept, dropped, untrusted);
    }

    private void apply(Task task) throws SQLException {
        switch (task) {
            case Task.Append(List<LogRecord> records, var bookmark, Optional<String> boot, var _) -> {
                records.forEach(each -> number(each, boot));
                if (bookmark.isPresent()) {
                    file.note(OutboxFile.BOOKMARK, bookmark.get());
                }
            }
            case Task.Settle(Receipt receipt, var _) -> numbering.settle(receipt);
            case Task.Repair(String boot, Duration correction, var _) -> repair(boot, correction);
            case Task.Close _ -> ends = true;
        }
    }

    private void number(LogRecord logRecord, Optional<String> boot) {
        untrusted += boot.isPresent() ? 1 : 0;
        fresh.add(new StoredRecord(numbering.next(), timeOf(logRecord), RecordCodec.encode(logRecord), boot));
    }

    private void repair(String boot, Duration correction) throws SQLException {
        insertFresh();
        long repaired = 0;
        long unknown = 0;
        List<StoredRecord> some = file.records().untrustedFrom(0, REPAIRED_AT_ONCE);
        while (!some.isEmpty()) {
            List<StoredRecord> dated = new ArrayList<>();
            for (StoredRecord each : some) {
                boolean known = each.boot().equals(Optional.of(boot));
                dated.add(known ? moved(each, correction) : new StoredRecord(each.position(), each.at(), each.json(), Optional.empty()));
                repaired += known ? 1 : 0;
                unknown += known ? 0 : 1;
            }
            file.records().replace(dated);
            some = file.records().untrustedFrom(some.getLast().position() + 1, REPAIRED_AT_ONCE);
        }
        LOG.info("the time is known: {} records have theirs now, {} of earlier boots never will", repaired, unknown);
    }

    private static StoredRecord moved(StoredRecord stored, Duration by) {
        LogRecord moved = switch (RecordCodec.decode(stored.json())) {
            case Observation(Instant at, SensorId sensor, Reading reading) -> new Observation(at.plus(by), sensor, reading);
            case LogRecord.Alive(Instant at, Duration watched) -> new LogRecord.Alive(at.plus(by), watched);
            case LogRecord.Unreadable wrong -> wrong;
        };
        return new StoredRecord(stored.position(), timeOf(moved), RecordCodec.encode(moved), Optional.empty());
    }

    private void countUntrusted() throws SQLException {
        if (untrusted > 0) {
            untrusted = file.records().untrusted();
        }
    }

    private static Instant timeOf(LogRecord logRecord) {
        return switch (logRecord) {
            case Observation seen -> seen.at();
            case LogRecord.Alive alive -> alive.at();
            case LogRecord.Unreadable _ -> Instant.EPOCH;
        };
    }

    private void insertFresh() throws SQLException {
        if (!fresh.isEmpty()) {
            file.records().insert(fresh);
            fresh.clear();
        }
    }

    /// All below the first that waits for a receipt, if there are so many.
    private void deleteSettled(long least) throws SQLException {
        long first = state().first();
        if (first - kept >= least) {
            int _ = file.records().delete(kept, first - 1);
            kept = first;
        }
    }

    private void dropOldest(long mostBytes) throws SQLException {
        if (file.bytes() <= mostBytes) {
            return;
        }
        deleteSettled(1);
        long before = dropped;
        long last = state().last();
        while (kept < last && file.bytes() > mostBytes) {
            long through = Math.min(last - 1, kept + Math.max(1, (last - kept + 1) / DROPPED_SHARE) - 1);
            dropped += deleteWaiting(through);
            int _ = file.records().delete(kept, through);
            kept = through + 1;
        }
        if (dropped > before) {
            LOG.warn("outbox full: the {} oldest records are dropped, {} in all", dropped - before, dropped);
        }
    }

    /// How many up to `through` waited for a receipt.
    private long deleteWaiting(long through) throws SQLException {
        long waiting = 0;
        for (HeldLog log : numbering.logs()) {
            waiting += file.records().delete(Math.max(kept, log.settledEnd() + 1), Math.min(through, log.end()));
        }
        return waiting;
    }

    private void keepNumbers(OutboxState before) throws SQLException {
        boolean isNewLog = !numbering.logs().getLast().id().equals(before.log());
        boolean isDue = state().last() / NOTED_EACH > before.last() / NOTED_EACH;
        if (kept != before.kept() || isNewLog || isDue || ends) {
            file.keepLogs(numbering.logs());
        }
        if (dropped != before.dropped()) {
            file.note(OutboxFile.DROPPED, Long.toString(dropped));
        }
    }
}
