package org.terzo.gateway.outbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteErrorCode;
import org.terzo.gateway.outbox.file.HeldLog;
import org.terzo.gateway.outbox.file.OutboxFile;
import org.terzo.gateway.outbox.file.OutboxRefused;
import org.terzo.gateway.outbox.file.Salvage;
import org.terzo.gateway.outbox.file.Seal;
import org.terzo.gateway.outbox.file.WriteAheadTail;
import org.terzo.wire.LogId;

/// How the outbox was found. A number is never given twice for two things: an outbox that was not closed in order may be an older
/// copy, or have lost its end, so it goes on with a new log.
///
/// @param openedAt the position of the last record it held
record Opening(OutboxFile file, OutboxState state, long openedAt, Past past) {
    private static final Logger LOG = LoggerFactory.getLogger(Opening.class);

    /// What the log that gets the next record was before.
    enum Past {
        /// Nothing: it began with this opening.
        NEW,
        /// The log of an outbox that was closed in order.
        CONTINUED,
        /// The log of inputs that come again as they came: what follows gets the numbers that it had.
        REPEATED
    }

    /// Full: the oldest log is dropped with what is held of it, and counted; each unclean start of a gateway whose hub is away adds one.
    static final int MOST_LOGS = 100;

    /// @param repeated whether the inputs that left this bookmark go on from it exactly as they did before
    /// @param floor positions begin above it: those below were given since the program began
    static Opening of(Path path, Predicate<String> repeated, long floor) throws SQLException, IOException {
        Seal seal = new Seal(path);
        try {
            return of(path, seal, repeated, floor);
        } catch (SQLException failed) {
            if (isDamage(failed)) {
                seal.breakOpen(); // a card may rot where nobody writes: the next attempt takes out what can be read
            }
            throw failed;
        }
    }

    private static Opening of(Path path, Seal seal, Predicate<String> repeated, long floor) throws SQLException, IOException {
        Salvage.finish(path);
        if (Files.exists(path) && !(Files.isReadable(path) && Files.isWritable(path))) {
            throw new OutboxRefused("%s: cannot be read and written by this user".formatted(path));
        }
        boolean isSealed = floor == 0 && seal.holds();
        WriteAheadTail tail = WriteAheadTail.of(path);
        if (tail.cutPages() > 0) {
            LOG.warn("{}: the end of the write-ahead log was torn: {} pages cut", path, tail.cutPages());
        }
        boolean salvaged = !isSealed && salvage(path);
        OutboxFile file = OutboxFile.open(path);
        try {
            Opening opening = begin(path, file, isSealed, salvaged ? _ -> false : repeated, floor);
            seal.breakOpen();
            return opening;
        } catch (SQLException | IOException failed) {
            file.close();
            throw failed;
        }
    }

    /// True when the file was damaged.
    private static boolean salvage(Path path) throws SQLException, IOException {
        Optional<String> damage = damage(path);
        if (damage.isPresent()) {
            Salvage.run(path, damage.get());
        }
        return damage.isPresent();
    }

    private static Optional<String> damage(Path path) throws SQLException, IOException {
        try (OutboxFile file = OutboxFile.open(path)) {
            return file.damage();
        } catch (SQLException failed) {
            if (isDamage(failed)) {
                return Optional.of(failed.toString());
            }
            throw failed;
        }
    }

    static boolean isDamage(SQLException failed) {
        int primary = failed.getErrorCode() & 0xff;
        return primary == SQLiteErrorCode.SQLITE_CORRUPT.code || primary == SQLiteErrorCode.SQLITE_NOTADB.code;
    }

    private static Opening begin(Path path, OutboxFile file, boolean isSealed, Predicate<String> repeated, long floor)
            throws SQLException {
        List<HeldLog> logs = held(file);
        long openedAt = logs.isEmpty() ? 0 : logs.getLast().end();
        Past past = past(file, logs, isSealed, repeated);
        long dropped = file.note(OutboxFile.DROPPED).map(Long::parseLong).orElse(0L);
        if (past == Past.NEW) {
            HeldLog fresh = new HeldLog(new LogId(UUID.randomUUID().toString()), Math.max(openedAt, floor), 0, 0);
            tell(path, logs, fresh);
            logs.add(fresh);
            Numbering.forgetSettled(logs);
            file.begin();
            dropped += dropOldestLogs(file, logs);
            file.keepLogs(logs);
            file.note(OutboxFile.DROPPED, Long.toString(dropped));
            file.commit();
        }
        long kept = file.records().lowest().orElse(logs.getLast().end() + 1);
        return new Opening(file, new OutboxState(logs, kept, dropped, file.records().untrusted()), openedAt, past);
    }

    private static Past past(OutboxFile file, List<HeldLog> logs, boolean isSealed, Predicate<String> repeated) throws SQLException {
        if (logs.isEmpty()) {
            return Past.NEW;
        }
        boolean repeats = file.note(OutboxFile.BOOKMARK).filter(repeated).isPresent();
        return repeats ? Past.REPEATED : isSealed ? Past.CONTINUED : Past.NEW;
    }

    /// The last record of a log counts, even if its row was not written since.
    private static List<HeldLog> held(OutboxFile file) throws SQLException {
        List<HeldLog> logs = new ArrayList<>(file.logs());
        if (!logs.isEmpty()) {
            HeldLog current = logs.removeLast();
            logs.add(new HeldLog(current.id(), current.base(), Math.max(current.last(), file.records().highest() - current.base()), current.settled()));
        }
        return logs;
    }

    private static void tell(Path path, List<HeldLog> logs, HeldLog fresh) {
        if (logs.isEmpty()) {
            LOG.info("{}: new log {}", path, fresh.id());
        } else {
            HeldLog before = logs.getLast();
            LOG.warn("{}: not closed in order, or an older copy: log {} ends here at {}, {} of it wait for a receipt; going on as log {}",
                    path, before.id(), before.last(), before.last() - before.settled(), fresh.id());
        }
    }

    private static long dropOldestLogs(OutboxFile file, List<HeldLog> logs) throws SQLException {
        long dropped = 0;
        while (logs.size() > MOST_LOGS) {
            HeldLog oldest = logs.removeFirst();
            dropped += file.records().delete(oldest.base() + 1, oldest.end());
            LOG.warn("log {}: dropped from {} to {}: more than {} logs", oldest.id(), oldest.settled() + 1, oldest.last(), MOST_LOGS);
        }
        return dropped;
    }
}
