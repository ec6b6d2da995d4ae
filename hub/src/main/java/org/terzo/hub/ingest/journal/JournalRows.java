package org.terzo.hub.ingest.journal;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.terzo.hub.ingest.journal.JournalEntry.Numbered;
import org.terzo.hub.ingest.journal.JournalEntry.Records;
import org.terzo.hub.ingest.journal.JournalEntry.Revised;
import org.terzo.hub.ingest.journal.JournalEntry.Watched;
import org.terzo.hub.ingest.ledger.LogLedger.Gap;
import org.terzo.wire.BatchCodec;
import org.terzo.wire.Decoded;
import org.terzo.wire.GatewayId;
import org.terzo.wire.ObservationBatch;
import org.terzo.wire.SiteId;

/// Journal entries as the columns of a row, and back.
public final class JournalRows {
    /// In place of indexes: no record of the batch was taken.
    public static final String NONE = "-";

    private static final String RECORDS = "records";
    private static final String WATCHED = "watched";
    private static final String REVISED = "revised";

    private JournalRows() {}

    record Written(String kind, String gateway, long arrived, long through, byte[] payload) {}

    record Stored(long position, SiteId site, String gateway, Instant arrived, long through, Optional<String> taken, byte[] payload) {}

    static Written write(JournalEntry entry, byte[] payload) {
        return switch (entry) {
            case Records records ->
                new Written(RECORDS, records.gateway().value(), records.arrivedAt().toEpochMilli(), records.through(), payload);
            case Watched watched -> new Written(WATCHED, watched.gateway().value(), watched.until().toEpochMilli(), 0, bytes(watched));
            case Revised revised -> new Written(REVISED, "", 0, revised.revision(), new byte[0]);
        };
    }

    static JournalEntry read(String kind, Stored row) {
        return switch (kind) {
            case RECORDS -> records(row);
            case WATCHED -> watched(row);
            case REVISED -> new Revised(row.position(), row.site(), Math.toIntExact(row.through()));
            default -> throw new IllegalStateException("journal %d: kind '%s' is none of this version".formatted(row.position(), kind));
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

    static String text(List<Gap> gaps) {
        return gaps.stream()
                .map(gap -> "%s %s %s %s"
                        .formatted(
                                Long.toString(gap.from()),
                                Long.toString(gap.to()),
                                gap.noticed(),
                                gap.closed().map(Instant::toString).orElse("-")))
                .collect(Collectors.joining("\n"));
    }

    static List<Gap> gaps(String text) {
        return text.lines()
                .map(line -> line.split(" ", -1))
                .map(cells -> new Gap(
                        Long.parseLong(cells[0]),
                        Long.parseLong(cells[1]),
                        Instant.parse(cells[2]),
                        cells[3].equals("-") ? Optional.empty() : Optional.of(Instant.parse(cells[3]))))
                .toList();
    }
}
