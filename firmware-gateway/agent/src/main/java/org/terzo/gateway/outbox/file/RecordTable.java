package org.terzo.gateway.outbox.file;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The records of an outbox file, by position.
///
/// @param connection whoever holds it begins and ends transactions, one thread at a time
public record RecordTable(Connection connection) {
    public void insert(List<StoredRecord> records) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("INSERT INTO record (position, at, json, boot) VALUES (?, ?, ?, ?)")) {
            for (StoredRecord stored : records) {
                insert.setLong(1, stored.position());
                insert.setLong(2, stored.at().toEpochMilli());
                insert.setString(3, stored.json());
                insert.setString(4, stored.boot().orElse(null));
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    public List<StoredRecord> from(long position, int most) throws SQLException {
        return select("SELECT position, at, json, boot FROM record WHERE position >= ? ORDER BY position LIMIT ?", position, most);
    }

    /// From the highest downwards, from `position` on.
    public List<StoredRecord> downFrom(long position, int most) throws SQLException {
        return select("SELECT position, at, json, boot FROM record WHERE position <= ? ORDER BY position DESC LIMIT ?", position, most);
    }

    /// Records from `position` on whose time is not known yet.
    public List<StoredRecord> untrustedFrom(long position, int most) throws SQLException {
        return select("SELECT position, at, json, boot FROM record WHERE boot IS NOT NULL AND position >= ? ORDER BY position LIMIT ?", position, most);
    }

    private List<StoredRecord> select(String sql, long position, int most) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setLong(1, position);
            select.setInt(2, most);
            List<StoredRecord> found = new ArrayList<>();
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    Optional<String> boot = Optional.ofNullable(rows.getString(4));
                    found.add(new StoredRecord(rows.getLong(1), Instant.ofEpochMilli(rows.getLong(2)), rows.getString(3), boot));
                }
            }
            return found;
        }
    }

    public long untrusted() throws SQLException {
        return Sql.number(connection, "SELECT count(*) FROM record WHERE boot IS NOT NULL");
    }

    /// The same numbers with another time.
    public void replace(List<StoredRecord> records) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement("UPDATE record SET at = ?, json = ?, boot = ? WHERE position = ?")) {
            for (StoredRecord stored : records) {
                update.setLong(1, stored.at().toEpochMilli());
                update.setString(2, stored.json());
                update.setString(3, stored.boot().orElse(null));
                update.setLong(4, stored.position());
                update.addBatch();
            }
            update.executeBatch();
        }
    }

    /// How many there were from `first` to `last`.
    public int delete(long first, long last) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement("DELETE FROM record WHERE position BETWEEN ? AND ?")) {
            delete.setLong(1, first);
            delete.setLong(2, last);
            return delete.executeUpdate();
        }
    }

    /// The highest position; 0 when there is none.
    public long highest() throws SQLException {
        return Sql.number(connection, "SELECT coalesce(max(position), 0) FROM record");
    }

    /// The lowest position; empty when there is none.
    public Optional<Long> lowest() throws SQLException {
        return from(0, 1).stream().map(StoredRecord::position).findFirst();
    }
}
