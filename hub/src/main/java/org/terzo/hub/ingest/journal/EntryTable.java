package org.terzo.hub.ingest.journal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.zip.CRC32C;
import org.terzo.hub.ingest.journal.JournalEntry.Numbered;
import org.terzo.hub.ingest.journal.JournalEntry.Recounted;
import org.terzo.hub.ingest.journal.JournalEntry.Records;
import org.terzo.hub.ingest.journal.JournalEntry.Revised;
import org.terzo.hub.ingest.journal.JournalEntry.Watched;
import org.terzo.wire.BatchCodec;
import org.terzo.wire.Decoded;
import org.terzo.wire.GatewayId;
import org.terzo.wire.ObservationBatch;
import org.terzo.wire.SiteId;

/// The journal's entries on disk: each as the columns of a row, and back.
public final class EntryTable {
    /// In place of indexes: no record of the batch was taken.
    public static final String NONE = "-";

    private static final String RECORDS = "records";
    private static final String WATCHED = "watched";
    private static final String REVISED = "revised";
    private static final String RECOUNTED = "recounted";

    /// A reader far behind must not fill the memory.
    private static final int MOST_BYTES_AT_ONCE = 2 * 1024 * 1024;

    private static final int ENTRIES_AT_ONCE = 1_000;

    private final JournalFile file;

    EntryTable(JournalFile file) {
        this.file = file;
    }

    /// An entry as its row has it.
    record Stored(
            long position, String kind, SiteId site, String gateway, Instant arrived, long through, Optional<String> taken, byte[] payload,
            Optional<String> ledger, OptionalLong checksum) {
        /// Whether it is as it was written; of an entry that an earlier hub wrote nobody knows.
        boolean isIntact() {
            return checksum.isEmpty() || checksum.getAsLong() == sum(ledger);
        }

        private long sum(Optional<String> withLedger) {
            CRC32C sum = new CRC32C();
            sum.update("%s %s %s %s %s %s %s %s "
                    .formatted(
                            Long.toString(position), kind, site, gateway, Long.toString(arrived.toEpochMilli()), Long.toString(through),
                            taken.orElse(""), withLedger.orElse(""))
                    .getBytes(StandardCharsets.UTF_8));
            sum.update(payload);
            return sum.getValue();
        }

        boolean isOfRecords() {
            return kind.equals(RECORDS);
        }

        /// Empty when it cannot be read.
        Optional<ObservationBatch> batch() {
            return BatchCodec.decode(payload) instanceof Decoded.Valid<ObservationBatch>(ObservationBatch batch) ? Optional.of(batch) : Optional.empty();
        }

        /// Of the records that were taken.
        IntStream indexes(ObservationBatch batch) {
            if (taken.isEmpty()) {
                return IntStream.range(0, batch.records().size());
            }
            return taken.get().equals(NONE) ? IntStream.empty() : Arrays.stream(taken.get().split(",", -1)).mapToInt(Integer::parseInt);
        }
    }

    /// The head survives pruning: it is kept as a mark.
    long head() throws IOException {
        return file.row(
                        "SELECT max(coalesce((SELECT max(position) FROM journal), 0),"
                                + " coalesce((SELECT CAST(value AS INTEGER) FROM mark WHERE reader = 'pruned'), 0))",
                        row -> row.getLong(1))
                .orElse(0L);
    }

    /// Within a transaction: no position up to this one is given again.
    void passTo(long position) throws IOException {
        file.write("INSERT OR REPLACE INTO mark VALUES ('pruned', ?)", Long.toString(Math.max(position, head())));
    }

    private long pruned() throws IOException {
        return file.row("SELECT CAST(value AS INTEGER) FROM mark WHERE reader = 'pruned'", row -> row.getLong(1)).orElse(0L);
    }

    /// Within a transaction: what lies up to this position is gone. A salvage may have passed on further than that.
    void prunedTo(long position) throws IOException {
        file.write("INSERT OR REPLACE INTO mark VALUES ('pruned', ?)", Long.toString(Math.max(position, pruned())));
    }

    /// Whether every entry is there that was not pruned.
    ///
    /// @param last the position up to which there were entries
    boolean isUnbroken(long last) throws IOException {
        long pruned = pruned();
        long left = file.row("SELECT count(*) FROM journal WHERE position > ?", row -> row.getLong(1), pruned).orElse(0L);
        return left == Math.max(last, head()) - pruned;
    }

    /// Entries after `position`, oldest first: `atMost`, and fewer where they are large.
    List<JournalEntry> after(long position, int atMost) throws IOException {
        return stored(position, atMost).stream().map(EntryTable::entry).toList();
    }

    /// The same, as their rows have them.
    List<Stored> stored(long position, int atMost) throws IOException {
        AtomicInteger bytes = new AtomicInteger();
        return file.rowsUntil(
                row -> bytes.addAndGet(row.payload().length) > MOST_BYTES_AT_ONCE,
                "SELECT position, kind, site, gateway, arrived, through, taken, payload, ledger, checksum FROM journal WHERE position > ? ORDER BY position LIMIT ?",
                EntryTable::stored,
                position,
                atMost);
    }

    private static Stored stored(ResultSet row) throws SQLException {
        long checksum = row.getLong(10);
        OptionalLong known = row.wasNull() ? OptionalLong.empty() : OptionalLong.of(checksum);
        return new Stored(
                row.getLong(1), row.getString(2), new SiteId(row.getString(3)), row.getString(4), Instant.ofEpochMilli(row.getLong(5)),
                row.getLong(6), Optional.ofNullable(row.getString(7)), row.getBytes(8), Optional.ofNullable(row.getString(9)), known);
    }

    /// The first entry that is not as it was written.
    OptionalLong firstTorn() throws IOException {
        List<Stored> some = stored(0, ENTRIES_AT_ONCE);
        while (!some.isEmpty()) {
            Optional<Stored> torn = some.stream().filter(each -> !each.isIntact()).findFirst();
            if (torn.isPresent()) {
                return OptionalLong.of(torn.get().position());
            }
            some = stored(some.getLast().position(), ENTRIES_AT_ONCE);
        }
        return OptionalLong.empty();
    }

    /// Within a transaction.
    ///
    /// @param ledger what the commit does to the ledger
    void write(List<Row> rows, String ledger) throws IOException {
        for (int i = 0; i < rows.size(); i++) {
            write(stored(rows.get(i)), i == rows.size() - 1 ? Optional.of(ledger) : Optional.empty());
            if (rows.get(i).entry() instanceof Recounted recounted) {
                file.write("INSERT OR REPLACE INTO mark VALUES (?,?)", RecountText.name(recounted), RecountText.of(recounted));
            }
        }
    }

    /// Within a transaction: what the entry does to the ledger by itself, in place of what its commit did.
    void rewrite(Stored entry, String ledger) throws IOException {
        file.write("UPDATE journal SET ledger = ?, checksum = ? WHERE position = ?", ledger, entry.sum(Optional.of(ledger)), entry.position());
    }

    private void write(Stored row, Optional<String> ledger) throws IOException {
        file.write(
                "INSERT INTO journal VALUES (?,?,?,?,?,?,?,?,?,?)",
                row.position(), row.kind(), row.site().value(), row.gateway(), row.arrived().toEpochMilli(), row.through(), row.taken(), row.payload(),
                ledger, row.sum(ledger));
    }

    /// Within a transaction.
    void prune(long position) throws IOException {
        file.write("DELETE FROM journal WHERE position <= ?", position);
    }

    private static Stored stored(Row row) {
        return switch (row.entry()) {
            case Records records -> stored(row, RECORDS, records.gateway().value(), records.arrivedAt(), records.through(), row.payload());
            case Watched watched -> stored(row, WATCHED, watched.gateway().value(), watched.until(), 0, bytes(watched));
            case Revised revised -> stored(row, REVISED, "", Instant.EPOCH, revised.revision(), new byte[0]);
            case Recounted recounted -> stored(row, RECOUNTED, "", recounted.at(), 0, RecountText.of(recounted).getBytes(StandardCharsets.UTF_8));
        };
    }

    private static Stored stored(Row row, String kind, String gateway, Instant arrived, long through, byte[] payload) {
        Optional<String> taken = Optional.of(row.taken()).filter(each -> !each.isEmpty());
        return new Stored(
                row.entry().position(), kind, row.entry().site(), gateway, arrived, through, taken, payload, Optional.empty(), OptionalLong.empty());
    }

    private static JournalEntry entry(Stored row) {
        return switch (row.kind()) {
            case RECORDS -> records(row);
            case WATCHED -> watched(row);
            case REVISED -> new Revised(row.position(), row.site(), Math.toIntExact(row.through()));
            case RECOUNTED -> RecountText.recounted(row.position(), row.site(), new String(row.payload(), StandardCharsets.UTF_8));
            default -> throw new IllegalStateException("journal %d: kind '%s' is none of this version".formatted(row.position(), row.kind()));
        };
    }

    private static Records records(Stored row) {
        ObservationBatch batch = row.batch()
                .orElseThrow(() -> new IllegalStateException("journal %d: a batch that was taken no longer parses".formatted(row.position())));
        List<Numbered> taken = row.indexes(batch).mapToObj(i -> new Numbered(batch.first() + i, batch.records().get(i))).toList();
        return new Records(row.position(), row.site(), new GatewayId(row.gateway()), batch.log(), row.arrived(), row.through(), taken);
    }

    private static byte[] bytes(Watched watched) {
        return "%s %s %s"
                .formatted(watched.since(), watched.until(), watched.heldBack())
                .getBytes(StandardCharsets.UTF_8);
    }

    private static Watched watched(Stored row) {
        String[] times = new String(row.payload(), StandardCharsets.UTF_8).split(" ", -1);
        return new Watched(
                row.position(),
                row.site(),
                new GatewayId(row.gateway()),
                Instant.parse(times[0]),
                Instant.parse(times[1]),
                Instant.parse(times[2]));
    }
}
