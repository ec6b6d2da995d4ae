package org.terzo.hub.ingest.journal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.terzo.hub.ingest.journal.JournalEntry.Numbered;
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

    /// A reader far behind must not fill the memory.
    private static final int MOST_BYTES_AT_ONCE = 2 * 1024 * 1024;

    private final JournalFile file;

    EntryTable(JournalFile file) {
        this.file = file;
    }

    private record Written(String kind, String gateway, long arrived, long through, byte[] payload) {}

    private record Stored(
            long position, String kind, SiteId site, String gateway, Instant arrived, long through, Optional<String> taken, byte[] payload) {}

    /// The head survives pruning: it is kept as a mark.
    long head() throws IOException {
        return file.row(
                        "SELECT max(coalesce((SELECT max(position) FROM journal), 0),"
                                + " coalesce((SELECT CAST(value AS INTEGER) FROM mark WHERE reader = 'pruned'), 0))",
                        row -> row.getLong(1))
                .orElse(0L);
    }

    /// Entries after `position`, oldest first: `atMost`, and fewer where they are large.
    List<JournalEntry> after(long position, int atMost) throws IOException {
        AtomicInteger bytes = new AtomicInteger();
        return file.rowsUntil(
                        row -> bytes.addAndGet(row.payload().length) > MOST_BYTES_AT_ONCE,
                        "SELECT position, kind, site, gateway, arrived, through, taken, payload FROM journal WHERE position > ? ORDER BY position LIMIT ?",
                        row -> new Stored(
                                row.getLong(1), row.getString(2), new SiteId(row.getString(3)), row.getString(4),
                                Instant.ofEpochMilli(row.getLong(5)), row.getLong(6), Optional.ofNullable(row.getString(7)), row.getBytes(8)),
                        position,
                        atMost)
                .stream()
                .map(EntryTable::entry)
                .toList();
    }

    /// Within a transaction.
    void write(List<Row> rows) throws IOException {
        for (Row row : rows) {
            Written written = written(row.entry(), row.payload());
            file.write(
                    "INSERT INTO journal VALUES (?,?,?,?,?,?,?,?)",
                    row.entry().position(), written.kind(), row.entry().site().value(), written.gateway(), written.arrived(),
                    written.through(), Optional.of(row.taken()).filter(taken -> !taken.isEmpty()), written.payload());
        }
    }

    /// Within a transaction.
    void prune(long position) throws IOException {
        file.write("DELETE FROM journal WHERE position <= ?", position);
    }

    private static Written written(JournalEntry entry, byte[] payload) {
        return switch (entry) {
            case Records records ->
                new Written(RECORDS, records.gateway().value(), records.arrivedAt().toEpochMilli(), records.through(), payload);
            case Watched watched -> new Written(WATCHED, watched.gateway().value(), watched.until().toEpochMilli(), 0, bytes(watched));
            case Revised revised -> new Written(REVISED, "", 0, revised.revision(), new byte[0]);
        };
    }

    private static JournalEntry entry(Stored row) {
        return switch (row.kind()) {
            case RECORDS -> records(row);
            case WATCHED -> watched(row);
            case REVISED -> new Revised(row.position(), row.site(), Math.toIntExact(row.through()));
            default -> throw new IllegalStateException("journal %d: kind '%s' is none of this version".formatted(row.position(), row.kind()));
        };
    }

    private static Records records(Stored row) {
        Decoded<ObservationBatch> decoded = BatchCodec.decode(row.payload());
        if (!(decoded instanceof Decoded.Valid<ObservationBatch>(ObservationBatch batch))) {
            throw new IllegalStateException("journal %d: a batch that was taken no longer parses: %s".formatted(row.position(), decoded));
        }
        return new Records(
                row.position(), row.site(), new GatewayId(row.gateway()), batch.log(), row.arrived(), row.through(), taken(batch, row.taken()));
    }

    private static List<Numbered> taken(ObservationBatch batch, Optional<String> indexes) {
        List<Numbered> taken = new ArrayList<>();
        if (indexes.isEmpty()) {
            for (int i = 0; i < batch.records().size(); i++) {
                taken.add(new Numbered(batch.first() + i, batch.records().get(i)));
            }
            return taken;
        }
        if (indexes.get().equals(NONE)) {
            return taken;
        }
        for (String index : indexes.get().split(",", -1)) {
            int i = Integer.parseInt(index);
            taken.add(new Numbered(batch.first() + i, batch.records().get(i)));
        }
        return taken;
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
