package org.terzo.gateway.outbox;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.terzo.wire.LogId;
import org.terzo.wire.LogRecord;
import org.terzo.wire.Observation;
import org.terzo.wire.Reading;
import org.terzo.wire.Receipt;
import org.terzo.wire.RecordCodec;
import org.terzo.wire.SensorId;

/// One transaction on the outbox: tasks in, the state after it out. Forgotten if it fails.
final class Commit {
    static final String BOOKMARK = "bookmark";
    static final String LOG_ID = "log";
    private static final Logger LOG = LoggerFactory.getLogger(Commit.class);

    /// What is dropped at once when the file is full, so that not every commit has to.
    private static final long DROPPED_SHARE = 20;

    private static final int REPAIRED_AT_ONCE = 500;

    private final OutboxFile file;
    private final List<StoredRecord> fresh = new ArrayList<>();
    private LogId log;
    private long first;
    private long last;
    private long settled;
    private long dropped;
    private long untrusted;

    private Commit(OutboxFile file, OutboxState before) {
        this.file = file;
        this.log = before.log();
        this.first = before.first();
        this.last = before.last();
        this.settled = before.settled();
        this.dropped = before.dropped();
        this.untrusted = before.untrusted();
    }

    static OutboxState run(OutboxFile file, OutboxState before, long mostBytes, List<Task> tasks) throws SQLException {
        Commit commit = new Commit(file, before);
        try {
            file.begin();
            for (Task task : tasks) {
                commit.apply(task);
            }
            commit.insertFresh();
            commit.dropOldest(mostBytes);
            commit.keepNumbers(before);
            commit.countUntrusted();
            file.commit();
            return commit.state();
        } catch (SQLException failed) {
            file.startOver(failed);
            throw failed;
        }
    }

    private OutboxState state() {
        return new OutboxState(log, first, last, settled, dropped, untrusted);
    }

    private void apply(Task task) throws SQLException {
        switch (task) {
            case Task.Append(List<LogRecord> records, var bookmark, Optional<String> boot, var _) -> {
                records.forEach(each -> number(each, boot));
                if (bookmark.isPresent()) {
                    file.note(BOOKMARK, bookmark.get());
                }
            }
            case Task.Settle(Receipt receipt, var _) -> settle(receipt);
            case Task.Repair(String boot, Duration correction, var _) -> repair(boot, correction);
            case Task.Close _ -> {}
        }
    }

    private void number(LogRecord logRecord, Optional<String> boot) {
        last++;
        untrusted += boot.isPresent() ? 1 : 0;
        fresh.add(new StoredRecord(last, timeOf(logRecord), RecordCodec.encode(logRecord), boot));
    }

    private void repair(String boot, Duration correction) throws SQLException {
        insertFresh();
        long repaired = 0;
        long unknown = 0;
        List<StoredRecord> some = file.untrustedFrom(0, REPAIRED_AT_ONCE);
        while (!some.isEmpty()) {
            List<StoredRecord> dated = new ArrayList<>();
            for (StoredRecord each : some) {
                boolean known = each.boot().equals(Optional.of(boot));
                dated.add(known ? moved(each, correction) : new StoredRecord(each.sequence(), each.at(), each.json(), Optional.empty()));
                repaired += known ? 1 : 0;
                unknown += known ? 0 : 1;
            }
            file.replace(dated);
            some = file.untrustedFrom(some.getLast().sequence() + 1, REPAIRED_AT_ONCE);
        }
        LOG.info("log {}: the time is known: {} records have theirs now, {} of earlier boots never will", log, repaired, unknown);
    }

    private static StoredRecord moved(StoredRecord stored, Duration by) {
        LogRecord moved = switch (RecordCodec.decode(stored.json())) {
            case Observation(Instant at, SensorId sensor, Reading reading) -> new Observation(at.plus(by), sensor, reading);
            case LogRecord.Alive(Instant at, Duration watched) -> new LogRecord.Alive(at.plus(by), watched);
            case LogRecord.Unreadable wrong -> wrong;
        };
        return new StoredRecord(stored.sequence(), timeOf(moved), RecordCodec.encode(moved), Optional.empty());
    }

    private void countUntrusted() throws SQLException {
        if (untrusted > 0) {
            untrusted = file.untrusted();
        }
    }

    private static Instant timeOf(LogRecord logRecord) {
        return switch (logRecord) {
            case Observation seen -> seen.at();
            case LogRecord.Alive alive -> alive.at();
            case LogRecord.Unreadable _ -> Instant.EPOCH;
        };
    }

    private void settle(Receipt receipt) throws SQLException {
        if (!receipt.log().equals(log) || (receipt.through() <= settled && !receipt.restored())) {
            return;
        }
        insertFresh();
        if (receipt.through() > last) {
            beginAnew(receipt);
            return;
        }
        settled = Math.max(0, receipt.through());
        file.deleteThrough(settled);
        first = Math.max(first, settled + 1);
    }

    /// The hub has numbers that this file never gave: it is an older copy, and its next numbers would be taken for repetitions.
    private void beginAnew(Receipt receipt) throws SQLException {
        LogId anew = new LogId(UUID.randomUUID().toString());
        LOG.warn("log {}: the hub has {} of it and this outbox only {}: it is an older copy and goes on as log {}", log, receipt.through(), last, anew);
        file.note(LOG_ID, anew.value());
        file.renumber(first);
        log = anew;
        last = last - first + 1;
        first = 1;
        settled = 0;
    }

    private void insertFresh() throws SQLException {
        file.insert(fresh);
        fresh.clear();
    }

    private void dropOldest(long mostBytes) throws SQLException {
        long before = dropped;
        while (first < last && file.bytes() > mostBytes) {
            long through = Math.min(last - 1, first + Math.max(1, (last - first + 1) / DROPPED_SHARE) - 1);
            file.deleteThrough(through);
            dropped += through - first + 1;
            first = through + 1;
        }
        if (dropped > before) {
            LOG.warn("outbox full: the {} oldest records are dropped, {} in all", dropped - before, dropped);
        }
    }

    private void keepNumbers(OutboxState before) throws SQLException {
        keep("last", before.last(), last);
        keep("settled", before.settled(), settled);
        keep("dropped", before.dropped(), dropped);
    }

    private void keep(String name, long old, long now) throws SQLException {
        if (old != now) {
            file.note(name, Long.toString(now));
        }
    }
}
