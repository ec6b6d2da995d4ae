package org.terzo.hub.ingest.journal;

import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.terzo.hub.ingest.ledger.Counts;
import org.terzo.hub.ingest.ledger.Gap;
import org.terzo.hub.ingest.ledger.KnownGaps;
import org.terzo.hub.ingest.ledger.LogKey;
import org.terzo.hub.ingest.ledger.LogLedger;
import org.terzo.hub.ingest.ledger.Standing;
import org.terzo.wire.GatewayId;
import org.terzo.wire.LogId;
import org.terzo.wire.SiteId;

/// The sequence ledger on disk: where each log stands, its gaps, and what was counted when.
final class LogTable implements KnownGaps {
    private static final long HOUR_MILLIS = 3_600_000;

    private final JournalFile file;
    private final String ofLogs;
    private final String ofGaps;

    LogTable(JournalFile file) {
        this(file, "sequence_log", "gap");
    }

    private LogTable(JournalFile file, String ofLogs, String ofGaps) {
        this.file = file;
        this.ofLogs = ofLogs;
        this.ofGaps = ofGaps;
    }

    /// The ledger of the base, which has no tallies and is asked for standings only.
    static LogTable base(JournalFile file) {
        return new LogTable(file, "base_log", "base_gap");
    }

    Map<LogKey, Standing> standings() throws IOException {
        Map<LogKey, Standing> standings = new HashMap<>();
        file.rows("SELECT * FROM " + ofLogs, LogTable::log).forEach(log -> standings.put(log.getKey(), log.getValue()));
        return standings;
    }

    List<Map.Entry<LogKey, Standing>> of(SiteId site) throws IOException {
        return file.rows("SELECT * FROM sequence_log WHERE site = ? ORDER BY gateway, id", LogTable::log, site.value());
    }

    @Override
    public List<Gap> from(long log, long from, int atMost) throws IOException {
        return file.rows(
                "SELECT first, last, noticed, closed FROM gap WHERE log = ? AND last >= ? ORDER BY last LIMIT ?", LogTable::gap, log, from, atMost);
    }

    @Override
    public Optional<Gap> open(long log, long from) throws IOException {
        return file.row(
                "SELECT first, last, noticed, closed FROM gap INDEXED BY gap_open"
                        + " WHERE log = ? AND closed IS NULL AND last >= ? ORDER BY last LIMIT 1",
                LogTable::gap,
                log,
                from);
    }

    /// Gaps that were noticed in the range, lowest first.
    List<Gap> noticed(long log, TimeRange range, int atMost) throws IOException {
        return file.rows(
                "SELECT first, last, noticed, closed FROM gap WHERE log = ? AND noticed >= ? AND noticed < ? ORDER BY last LIMIT ?",
                LogTable::gap,
                log,
                range.fromMillis(),
                range.toMillis(),
                atMost);
    }

    /// When its first number came; after a day, by the hour.
    Optional<Instant> began(long log) throws IOException {
        return file.row("SELECT at FROM tally WHERE log = ? ORDER BY at LIMIT 1", row -> Instant.ofEpochMilli(row.getLong(1)), log);
    }

    /// How many numbers the open gaps hold.
    long missing(long log) throws IOException {
        return file.row(
                        "SELECT coalesce(sum(last - first + 1), 0) FROM gap INDEXED BY gap_open WHERE log = ? AND closed IS NULL",
                        row -> row.getLong(1),
                        log)
                .orElse(0L);
    }

    /// What was counted in the range.
    Counts counted(long log, TimeRange range) throws IOException {
        return file.row(
                        "SELECT coalesce(sum(received), 0), coalesce(sum(duplicates), 0), coalesce(sum(late), 0), coalesce(sum(dropped), 0)"
                                + " FROM tally WHERE log = ? AND at >= ? AND at < ?",
                        row -> new Counts(row.getLong(1), row.getLong(2), row.getLong(3), row.getLong(4)),
                        log,
                        range.fromMillis(),
                        range.toMillis())
                .orElse(Counts.NONE);
    }

    /// Within a transaction: only what has changed.
    void write(LogKey key, LogLedger.Changes changes) throws IOException {
        Standing now = changes.standing();
        Counts counts = now.counts();
        file.write(
                "INSERT INTO " + ofLogs + " VALUES (?,?,?,?,?,?,?,?,?,?,?) ON CONFLICT (id) DO UPDATE SET highest = excluded.highest,"
                        + " through = excluded.through, lost_below = excluded.lost_below, received = excluded.received,"
                        + " duplicates = excluded.duplicates, late = excluded.late, dropped = excluded.dropped",
                now.id(), key.site().value(), key.gateway().value(), key.log().value(), now.highest(), now.through(), now.lostBelow(),
                counts.received(), counts.duplicates(), counts.late(), counts.dropped());
        for (long gone : changes.gone()) {
            file.write("DELETE FROM " + ofGaps + " WHERE log = ? AND last = ?", now.id(), gone);
        }
        for (Gap gap : changes.put()) {
            file.write(
                    "INSERT OR REPLACE INTO " + ofGaps + " VALUES (?,?,?,?,?)",
                    now.id(), gap.from(), gap.to(), gap.noticed().toEpochMilli(), gap.closed().map(Instant::toEpochMilli));
        }
        for (Map.Entry<Long, Counts> tally : changes.tallies().entrySet()) {
            count(now.id(), tally.getKey(), tally.getValue());
        }
    }

    private void count(long log, long at, Counts more) throws IOException {
        file.write(
                "INSERT INTO tally VALUES (?,?,?,?,?,?) ON CONFLICT DO UPDATE SET received = received + excluded.received,"
                        + " duplicates = duplicates + excluded.duplicates, late = late + excluded.late, dropped = dropped + excluded.dropped",
                log, at, more.received(), more.duplicates(), more.late(), more.dropped());
    }

    /// Within a transaction: counts where the log counted last, as far as that is known.
    void correct(long log, Counts more) throws IOException {
        if (!more.equals(Counts.NONE)) {
            long at = file.row(
                            "SELECT coalesce((SELECT max(at) FROM tally WHERE log = ?), (SELECT max(at) FROM tally), (SELECT max(arrived) FROM journal), 0)",
                            row -> row.getLong(1),
                            log)
                    .orElse(0L);
            count(log, at, more);
        }
    }

    /// Within a transaction: tallies older than `before` count by the hour from here on.
    void fold(Instant before) throws IOException {
        file.write(
                "INSERT INTO tally SELECT log, at - at % ? AS hour, sum(received), sum(duplicates), sum(late), sum(dropped) FROM tally"
                        + " WHERE at < ? AND at % ? <> 0 GROUP BY log, hour ON CONFLICT DO UPDATE SET received = received + excluded.received,"
                        + " duplicates = duplicates + excluded.duplicates, late = late + excluded.late, dropped = dropped + excluded.dropped",
                HOUR_MILLIS, before.toEpochMilli(), HOUR_MILLIS);
        file.write("DELETE FROM tally WHERE at < ? AND at % ? <> 0", before.toEpochMilli(), HOUR_MILLIS);
    }

    private static Map.Entry<LogKey, Standing> log(ResultSet row) throws SQLException {
        return Map.entry(
                new LogKey(new SiteId(row.getString(2)), new GatewayId(row.getString(3)), new LogId(row.getString(4))),
                new Standing(
                        row.getLong(1),
                        row.getLong(5),
                        row.getLong(6),
                        row.getLong(7),
                        new Counts(row.getLong(8), row.getLong(9), row.getLong(10), row.getLong(11))));
    }

    private static Gap gap(ResultSet row) throws SQLException {
        Instant noticed = Instant.ofEpochMilli(row.getLong(3));
        long closed = row.getLong(4);
        Optional<Instant> closedAt = row.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(closed));
        return new Gap(row.getLong(1), row.getLong(2), noticed, closedAt);
    }
}
