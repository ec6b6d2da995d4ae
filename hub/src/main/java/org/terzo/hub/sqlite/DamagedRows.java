package org.terzo.hub.sqlite;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The rows of one table of a damaged file, up to the first that cannot be read. Here an error is an answer, not a failure.
final class DamagedRows implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DamagedRows.class);

    private final Optional<Connection> connection;
    private final Optional<ResultSet> row;
    private final List<String> columns;
    private List<@Nullable Object> cells = List.of();
    private boolean isAtEnd;

    private DamagedRows(Optional<Connection> connection, Optional<ResultSet> row, List<String> columns) {
        this.connection = connection;
        this.row = row;
        this.columns = columns;
    }

    /// @param wanted columns; those of them that the file has are read
    static DamagedRows of(Path file, String table, List<String> wanted, String order) {
        Optional<Connection> connection = Optional.empty();
        try {
            connection = Optional.of(DriverManager.getConnection(SqliteFile.url(file)));
            Statement statement = connection.get().createStatement();
            // lets a file be opened that is shorter than it says
            statement.execute("PRAGMA writable_schema=1");
            statement.execute("PRAGMA cell_size_check=1");
            List<String> there = new ArrayList<>();
            try (ResultSet column = statement.executeQuery("SELECT name FROM pragma_table_info('" + table + "')")) {
                while (column.next()) {
                    there.add(column.getString(1));
                }
            }
            there.retainAll(wanted);
            Optional<ResultSet> rows = there.isEmpty()
                    ? Optional.empty()
                    : Optional.of(statement.executeQuery("SELECT %s FROM %s ORDER BY %s".formatted(String.join(", ", there), table, order)));
            return new DamagedRows(connection, rows, List.copyOf(there));
        } catch (SQLException e) {
            LOG.debug("{}: {} cannot be read: {}", file, table, e.getMessage());
            return new DamagedRows(connection, Optional.empty(), List.of());
        }
    }

    /// Empty when nothing of the table can be read.
    List<String> columns() {
        return columns;
    }

    boolean next() {
        try {
            if (row.isEmpty() || !row.get().next()) {
                isAtEnd = row.isPresent();
                return false;
            }
            List<@Nullable Object> read = new ArrayList<>();
            for (int i = 0; i < columns.size(); i++) {
                read.add(row.get().getObject(i + 1));
            }
            cells = read;
            return true;
        } catch (SQLException e) {
            LOG.debug("the rest cannot be read: {}", e.getMessage());
            return false;
        }
    }

    @Nullable Object cell(int column) {
        return cells.get(column);
    }

    /// Whether the last row was read.
    boolean isAtEnd() {
        return isAtEnd;
    }

    @Override
    public void close() {
        try {
            if (connection.isPresent()) {
                connection.get().close();
            }
        } catch (SQLException e) {
            LOG.debug("a damaged file: {}", e.getMessage());
        }
    }
}
