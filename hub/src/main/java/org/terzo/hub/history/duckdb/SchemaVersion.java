package org.terzo.hub.history.duckdb;

import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.terzo.hub.history.HistoryException;

/// The version of the tables of a file. A file from before it was written down has version 1.
final class SchemaVersion {
    /// 2: the smoothed answer.
    private static final int KNOWN = 2;

    /// Once all that it stands for is there.
    static final String SET = "UPDATE schema_version SET version = " + KNOWN + " WHERE version < " + KNOWN;

    private SchemaVersion() {}

    /// Before anything of this hub is made in the file: a newer hub's is refused and left as it is.
    static void refuseNewer(Path file, Statement statement) throws SQLException, HistoryException {
        statement.execute("CREATE TABLE IF NOT EXISTS schema_version AS SELECT " + KNOWN + " AS version");
        try (ResultSet row = statement.executeQuery("SELECT max(version) FROM schema_version")) {
            int version = row.next() ? row.getInt(1) : KNOWN;
            if (version > KNOWN) {
                throw new HistoryException(
                        "%s: has schema version %d, written by a newer hub; this hub knows versions up to %d".formatted(file, version, KNOWN));
            }
        }
    }
}
