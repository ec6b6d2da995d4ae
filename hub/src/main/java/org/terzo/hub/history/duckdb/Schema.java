package org.terzo.hub.history.duckdb;

import java.util.List;
import java.util.stream.Stream;
import org.terzo.hub.occupancy.Answer;

/// The tables of the file and the sentences that ask them. Each kind has its identity as primary key, so that writing again changes
/// nothing.
final class Schema {
    /// DuckDB takes what it is allowed to; the hub shares a small machine.
    private static final String MEMORY = "96MB";

    private static final List<String> SETTINGS = List.of("SET memory_limit = '" + MEMORY + "'", "SET threads = 1");

    private static final List<String> TABLES = List.of(
            "CREATE TABLE IF NOT EXISTS observation (site VARCHAR, at_ms BIGINT, gateway VARCHAR, log VARCHAR, sequence BIGINT, sensor VARCHAR,"
                    + " passage BOOLEAN, record VARCHAR, PRIMARY KEY (gateway, log, sequence))",
            "CREATE TABLE IF NOT EXISTS desk_state (site VARCHAR, at_ms BIGINT, desk VARCHAR, zone VARCHAR, state VARCHAR, confidence DOUBLE,"
                    + " reason VARCHAR, version VARCHAR, PRIMARY KEY (site, desk, at_ms))",
            "CREATE TABLE IF NOT EXISTS headcount (site VARCHAR, at_ms BIGINT, zone VARCHAR, low INTEGER, best INTEGER, high INTEGER,"
                    + " quality VARCHAR, version VARCHAR, PRIMARY KEY (site, zone, at_ms))",
            "CREATE TABLE IF NOT EXISTS watch (site VARCHAR, gateway VARCHAR, since BIGINT, until BIGINT, PRIMARY KEY (site, gateway, until, since))");

    private static final List<String> CHANGES = List.of("desk_state", "headcount");

    /// What is done whenever the file is opened: a table that an earlier hub did not know is made.
    static final List<String> AT_START = Stream.of(
                    SETTINGS,
                    TABLES,
                    TABLES.stream().filter(sql -> !sql.equals(of(Answer.SMOOTHED, sql))).map(sql -> of(Answer.SMOOTHED, sql)).toList(),
                    List.of(SchemaVersion.SET))
            .flatMap(List::stream)
            .toList();

    static final String KEEP_FIRST = "ON CONFLICT DO NOTHING";
    static final String REPLACE_STATE = "ON CONFLICT DO UPDATE SET zone = excluded.zone, state = excluded.state,"
            + " confidence = excluded.confidence, reason = excluded.reason, version = excluded.version";
    static final String REPLACE_HEADCOUNT = "ON CONFLICT DO UPDATE SET low = excluded.low, best = excluded.best,"
            + " high = excluded.high, quality = excluded.quality, version = excluded.version";

    static final String OBSERVATIONS = "SELECT gateway, log, sequence, record FROM observation WHERE site = ? AND at_ms >= ? AND at_ms < ?"
            + " AND (NOT passage OR at_ms >= ?) AND (? = '' OR sensor = ?)"
            + " AND (at_ms > ? OR at_ms = ? AND (gateway, log, sequence) > (?, ?, ?)) ORDER BY at_ms, gateway, log, sequence LIMIT ?";

    /// The state in force is that of the desk, whatever zone it stood in.
    static final String STATES = "WITH in_force AS (SELECT desk, max(at_ms) AS since FROM desk_state WHERE site = ? AND at_ms >= ? AND at_ms <= ?"
            + " GROUP BY desk) SELECT s.at_ms, s.desk, s.zone, s.state, s.confidence, s.reason, s.version FROM desk_state s"
            + " LEFT JOIN in_force f ON s.desk = f.desk WHERE s.site = ? AND s.at_ms < ? AND (s.at_ms > ? OR s.at_ms = f.since)"
            + " AND (? = '' OR s.desk = ?) AND (? = '' OR s.zone = ?) AND (s.at_ms > ? OR s.at_ms = ? AND s.desk > ?)"
            + " ORDER BY s.at_ms, s.desk LIMIT ?";

    static final String HEADCOUNTS = "SELECT at_ms, low, best, high, quality, version FROM headcount WHERE site = ? AND zone = ?"
            + " AND at_ms >= coalesce((SELECT max(at_ms) FROM headcount WHERE site = ? AND zone = ? AND at_ms >= ? AND at_ms <= ?), ?)"
            + " AND at_ms < ? AND at_ms > ? ORDER BY at_ms LIMIT ?";

    static final String WATCHES = "SELECT gateway, since, until FROM watch WHERE site = ? AND until > ? AND since < ? ORDER BY gateway, since, until";

    static final String FORGET_STATES = "DELETE FROM desk_state WHERE site = ? AND desk = ? AND at_ms >= ? AND at_ms <= ?";
    static final String FORGET_HEADCOUNTS = "DELETE FROM headcount WHERE site = ? AND zone = ? AND at_ms >= ? AND at_ms <= ?";

    static final String EXPIRE_OBSERVATIONS = "DELETE FROM observation WHERE at_ms < ? OR passage AND at_ms < ?";
    static final List<String> EXPIRE_STAYS = List.of(
            "DELETE FROM desk_state WHERE at_ms < ?", "DELETE FROM headcount WHERE at_ms < ?", "DELETE FROM desk_state_smoothed WHERE at_ms < ?",
            "DELETE FROM headcount_smoothed WHERE at_ms < ?", "DELETE FROM watch WHERE until < ?");

    private Schema() {}

    /// The smoothed answer has tables of its own, alike those of the live one.
    static String of(Answer answer, String sql) {
        return switch (answer) {
            case LIVE -> sql;
            case SMOOTHED -> CHANGES.stream().reduce(sql, (text, table) -> text.replaceAll("\\b" + table + "\\b", table + "_smoothed"));
        };
    }
}
