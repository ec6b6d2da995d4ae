package org.terzo.gateway.outbox.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.terzo.wire.LogRecord;
import org.terzo.wire.RecordCodec;

/// Takes what can be read of a damaged outbox into a file made anew, from both ends up to the damage.
public final class Salvage {
    private static final Logger LOG = LoggerFactory.getLogger(Salvage.class);
    private static final int AT_ONCE = 200;

    private final Path path;
    private final OutboxFile damaged;
    private final OutboxFile fresh;
    private long kept;

    private Salvage(Path path, OutboxFile damaged, OutboxFile fresh) {
        this.path = path;
        this.damaged = damaged;
        this.fresh = fresh;
    }

    /// Ends what a power cut interrupted between two renamings.
    public static void finish(Path path) throws IOException {
        if (Files.notExists(path) && Files.exists(named(path, ".salvaged"))) {
            deleteAll(path); // its write-ahead log would be written into the salvaged file
            Files.move(named(path, ".salvaged"), path);
        }
    }

    /// Afterwards the file has what could be read, and the damaged one stands beside it in place of an earlier one.
    public static void run(Path path, String damage) throws SQLException, IOException {
        Path salvaged = named(path, ".salvaged");
        deleteAll(salvaged);
        long kept;
        List<HeldLog> logs;
        try (OutboxFile from = OutboxFile.openAsItIs(path);
                OutboxFile to = OutboxFile.open(salvaged)) {
            Salvage salvage = new Salvage(path, from, to);
            logs = salvage.logs();
            salvage.take(logs);
            kept = salvage.kept;
        }
        long waiting = logs.stream().mapToLong(log -> log.last() - log.settled()).sum();
        deleteAll(named(path, ".damaged"));
        Files.move(path, named(path, ".damaged"), StandardCopyOption.REPLACE_EXISTING);
        deleteAll(path);
        Files.move(salvaged, path);
        LOG.error("{}: damaged: {}: kept {} records, cut {} that waited for a receipt and whatever came after them; the damaged file is {}",
                path, damage, kept, Math.max(0, waiting - kept), named(path, ".damaged").getFileName());
    }

    private static Path named(Path path, String suffix) {
        return path.resolveSibling(path.getFileName() + suffix);
    }

    private static void deleteAll(Path file) throws IOException {
        for (String suffix : List.of("", "-wal", "-shm")) {
            Files.deleteIfExists(named(file, suffix));
        }
    }

    /// Without its logs nobody knows what the numbers of a record are; then nothing is kept.
    private List<HeldLog> logs() {
        try {
            return damaged.logs();
        } catch (SQLException unreadable) {
            LOG.error("{}: no log can be read: {}", path, unreadable.getMessage());
            return List.of();
        }
    }

    private void take(List<HeldLog> logs) throws SQLException {
        fresh.begin();
        if (!logs.isEmpty()) {
            long end = upwards();
            downwards(end);
            fresh.keepLogs(logs);
        }
        for (String note : List.of(OutboxFile.BOOKMARK, OutboxFile.DROPPED)) {
            Optional<String> value = readable(note);
            if (value.isPresent()) {
                fresh.note(note, value.get());
            }
        }
        fresh.commit();
    }

    private Optional<String> readable(String note) {
        try {
            return damaged.note(note);
        } catch (SQLException unreadable) {
            LOG.warn("{}: note '{}' cannot be read: {}", path, note, unreadable.getMessage());
            return Optional.empty();
        }
    }

    /// The position of the last record that was read from the lowest upwards.
    private long upwards() throws SQLException {
        long position = 0;
        for (List<StoredRecord> some = after(position, AT_ONCE); !some.isEmpty(); some = after(position, AT_ONCE)) {
            keep(some);
            position = some.getLast().position();
        }
        return position;
    }

    private void downwards(long end) throws SQLException {
        long position = Long.MAX_VALUE;
        while (position > end) {
            List<StoredRecord> some = new ArrayList<>(before(position, AT_ONCE));
            some.removeIf(each -> each.position() <= end);
            if (some.isEmpty()) {
                return;
            }
            keep(some);
            position = some.getLast().position();
        }
    }

    /// One by one where several cannot be read; empty at the end or at the damage.
    private List<StoredRecord> after(long position, int most) {
        try {
            return damaged.records().from(position + 1, most);
        } catch (SQLException unreadable) {
            return most > 1 ? after(position, 1) : List.of();
        }
    }

    private List<StoredRecord> before(long position, int most) {
        try {
            return damaged.records().downFrom(position - 1, most);
        } catch (SQLException unreadable) {
            return most > 1 ? before(position, 1) : List.of();
        }
    }

    /// What a torn page made of a record is none.
    private void keep(List<StoredRecord> some) throws SQLException {
        List<StoredRecord> whole = some.stream().filter(each -> !(RecordCodec.decode(each.json()) instanceof LogRecord.Unreadable)).toList();
        fresh.records().insert(whole);
        kept += whole.size();
    }
}
