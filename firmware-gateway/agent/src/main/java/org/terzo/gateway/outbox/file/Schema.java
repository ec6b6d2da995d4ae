package org.terzo.gateway.outbox.file;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/// The tables of the outbox file, and how each earlier version of them becomes the next.
final class Schema {
    /// Records of one log, whose id and numbers were notes.
    private static final List<String> FIRST = List.of(
            "CREATE TABLE record (sequence INTEGER PRIMARY KEY, at INTEGER NOT NULL, json TEXT NOT NULL)",
            "CREATE TABLE note (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID");

    /// Records whose time is not known yet.
    private static final List<String> SECOND = List.of(
            "ALTER TABLE record ADD COLUMN boot TEXT",
            "CREATE INDEX IF NOT EXISTS untrusted ON record (sequence) WHERE boot IS NOT NULL");

    /// Several logs; what a log has settled stands with it.
    private static final List<String> THIRD = List.of(
            "ALTER TABLE record RENAME COLUMN sequence TO position",
            "CREATE TABLE log (base INTEGER PRIMARY KEY, id TEXT NOT NULL, last INTEGER NOT NULL, settled INTEGER NOT NULL)",
            """
            INSERT INTO log SELECT 0, id.value,
                max(coalesce((SELECT CAST(value AS INTEGER) FROM note WHERE name = 'last'), 0), coalesce((SELECT max(position) FROM record), 0)),
                coalesce((SELECT CAST(value AS INTEGER) FROM note WHERE name = 'settled'), 0)
            FROM note id WHERE id.name = 'log'""",
            "DELETE FROM note WHERE name IN ('log', 'last', 'settled')");

    private static final List<List<String>> STEPS = List.of(FIRST, SECOND, THIRD);
    private static final int VERSION = STEPS.size();

    private Schema() {}

    /// Brings the file to this version in one transaction.
    static void migrate(Path path, Connection connection) throws SQLException, OutboxRefused {
        int found = versionOf(connection);
        if (found > VERSION) {
            throw new OutboxRefused("%s: has schema %d of a newer gateway, and this one knows up to %d: start the newer one, or move the file away"
                    .formatted(path, found, VERSION));
        }
        if (found == VERSION) {
            return;
        }
        connection.setAutoCommit(false);
        for (List<String> step : STEPS.subList(found, VERSION)) {
            for (String statement : step) {
                Sql.run(connection, statement);
            }
        }
        Sql.run(connection, "PRAGMA user_version = " + VERSION);
        connection.commit();
        connection.setAutoCommit(true);
    }

    /// The first two wrote no version.
    private static int versionOf(Connection connection) throws SQLException {
        int written = Math.toIntExact(Sql.number(connection, "PRAGMA user_version"));
        if (written > 0) {
            return written;
        }
        boolean isNew = Sql.number(connection, "SELECT count(*) FROM sqlite_master WHERE name = 'record'") == 0;
        boolean hasBoot = Sql.number(connection, "SELECT count(*) FROM pragma_table_info('record') WHERE name = 'boot'") > 0;
        return isNew ? 0 : hasBoot ? 2 : 1;
    }
}
