package org.terzo.hub.ingest.journal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.terzo.hub.ingest.journal.Commit.Refused;
import org.terzo.wire.LogId;
import org.terzo.wire.SiteId;

/// What was refused, on disk: at most 10,000 letters and 16 MiB of payload. The oldest go first; they stay counted, as rejected and as lost.
final class DeadLetters {
    static final int MOST = 10_000;
    static final long MOST_BYTES = 16L * 1024 * 1024;

    private static final String LOST = "lost-letters";
    private static final int DROPPED_AT_ONCE = 200;
    private static final long HOUR_MILLIS = 3_600_000;
    private static final String COLUMNS = "id, at, site, gateway, topic, log, sequence, reason, detail, payload, complete";

    private final JournalFile file;
    /// Of what the table holds; asked for again after a commit that failed.
    private Size size = Size.NONE;
    private boolean isSizeKnown;

    DeadLetters(JournalFile file) {
        this.file = file;
    }

    private record Size(long number, long bytes) {
        static final Size NONE = new Size(0, 0);
    }

    private record Oldest(long id, long bytes) {}

    /// Newest first, below `beforeId`, without those that were taken after all.
    List<Rejection> page(long beforeId, int atMost) throws IOException {
        return file.rows(
                "SELECT " + COLUMNS + " FROM dead_letter WHERE id < ? AND replayed IS NULL ORDER BY id DESC LIMIT ?",
                DeadLetters::letter,
                beforeId,
                atMost);
    }

    Optional<Rejection> letter(long id) throws IOException {
        return file.row("SELECT " + COLUMNS + " FROM dead_letter WHERE id = ?", DeadLetters::letter, id);
    }

    boolean isReplayed(long id) throws IOException {
        return file.row("SELECT 1 FROM dead_letter WHERE id = ? AND replayed IS NOT NULL", row -> row.getInt(1), id).isPresent();
    }

    /// Those that settle the number they have: a conflict does not, nor what was taken after all.
    List<Rejection> settling(long afterId, int atMost) throws IOException {
        return file.rows(
                "SELECT " + COLUMNS + " FROM dead_letter WHERE id > ? AND log IS NOT NULL AND replayed IS NULL AND reason <> 'conflict' ORDER BY id LIMIT ?",
                DeadLetters::letter,
                afterId,
                atMost);
    }

    /// How many letters went because there were too many.
    long lost() throws IOException {
        return file.row("SELECT CAST(value AS INTEGER) FROM mark WHERE reader = ?", row -> row.getLong(1), LOST).orElse(0L);
    }

    /// How many were refused, by gateway and reason; a gateway's text may be empty.
    Map<String, Map<String, Long>> rejected(SiteId site, TimeRange range) throws IOException {
        Map<String, Map<String, Long>> counts = new TreeMap<>();
        file.rows(
                "SELECT gateway, reason, sum(number) FROM rejected WHERE site = ? AND at >= ? AND at < ? GROUP BY gateway, reason"
                        + " HAVING sum(number) > 0",
                row -> counts.computeIfAbsent(row.getString(1), _ -> new TreeMap<>()).put(row.getString(2), row.getLong(3)),
                site.value(),
                range.fromMillis(),
                range.toMillis());
        return counts;
    }

    /// Within a transaction.
    void write(Commit commit) throws IOException {
        for (Map.Entry<Refused, Long> each : commit.rejected().entrySet()) {
            Refused refused = each.getKey();
            file.write(
                    "INSERT INTO rejected VALUES (?,?,?,?,?) ON CONFLICT DO UPDATE SET number = number + excluded.number",
                    refused.site(), refused.gateway(), refused.reason(), refused.at(), each.getValue());
        }
        for (long id : commit.replayed()) {
            file.write("UPDATE dead_letter SET replayed = ? WHERE id = ?", commit.at().toEpochMilli(), id);
        }
        if (!commit.letters().isEmpty()) {
            add(commit.letters());
        }
    }

    private void add(List<Rejection> letters) throws IOException {
        if (!isSizeKnown) {
            size = file.row("SELECT count(*), coalesce(sum(bytes), 0) FROM dead_letter", row -> new Size(row.getLong(1), row.getLong(2)))
                    .orElse(Size.NONE);
        }
        isSizeKnown = false;
        int skipped = Math.max(0, letters.size() - MOST);
        for (Rejection letter : letters.subList(skipped, letters.size())) {
            long bytes = (long) letter.payload().getBytes(StandardCharsets.UTF_8).length + letter.detail().length();
            file.write(
                    "INSERT INTO dead_letter (at, site, gateway, topic, log, sequence, reason, detail, payload, complete, bytes)"
                            + " VALUES (?,?,?,?,?,?,?,?,?,?,?)",
                    letter.at().toEpochMilli(), letter.site(), letter.gateway(), letter.topic(), letter.log().map(LogId::value),
                    letter.sequence(), letter.reason(), letter.detail(), letter.payload(), letter.complete() ? 1 : 0, bytes);
            size = new Size(size.number + 1, size.bytes + bytes);
        }
        long lost = skipped + dropOldest();
        if (lost > 0) {
            file.write("INSERT OR REPLACE INTO mark VALUES (?,?)", LOST, Long.toString(lost() + lost));
        }
    }

    private long dropOldest() throws IOException {
        long dropped = 0;
        while (size.number > MOST || size.bytes > MOST_BYTES) {
            for (Oldest oldest : file.rows(
                    "SELECT id, bytes FROM dead_letter ORDER BY id LIMIT ?", row -> new Oldest(row.getLong(1), row.getLong(2)), DROPPED_AT_ONCE)) {
                if (size.number > MOST || size.bytes > MOST_BYTES) {
                    file.write("DELETE FROM dead_letter WHERE id = ?", oldest.id);
                    size = new Size(size.number - 1, size.bytes - oldest.bytes);
                    dropped++;
                }
            }
        }
        return dropped;
    }

    /// What was written last is on disk.
    void committed() {
        isSizeKnown = size.number > 0;
    }

    /// Within a transaction: counts older than `before` are by the hour from here on.
    void fold(Instant before) throws IOException {
        file.write(
                "INSERT INTO rejected SELECT site, gateway, reason, at - at % ? AS hour, sum(number) FROM rejected"
                        + " WHERE at < ? AND at % ? <> 0 GROUP BY site, gateway, reason, hour"
                        + " ON CONFLICT DO UPDATE SET number = number + excluded.number",
                HOUR_MILLIS, before.toEpochMilli(), HOUR_MILLIS);
        file.write("DELETE FROM rejected WHERE at < ? AND at % ? <> 0", before.toEpochMilli(), HOUR_MILLIS);
    }

    private static Rejection letter(ResultSet row) throws SQLException {
        Optional<LogId> log = Optional.ofNullable(row.getString(6)).map(LogId::new);
        return new Rejection(
                row.getLong(1), Instant.ofEpochMilli(row.getLong(2)), row.getString(3), row.getString(4), row.getString(5),
                log, log.isPresent() ? OptionalLong.of(row.getLong(7)) : OptionalLong.empty(),
                row.getString(8), row.getString(9), row.getString(10), row.getInt(11) == 1);
    }
}
