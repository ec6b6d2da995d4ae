package org.terzo.hub.sqlite;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Takes over what can still be read of a damaged file into a new one, table by table and each from both ends: what lies between two
/// unreadable places is cut.
final class Salvage {
    private static final List<String> PARTS = List.of("", "-wal", "-shm");
    /// Not whole yet, or refused by its owner: never taken for the file.
    private static final String MAKING = "-salvaging";
    private static final String FRESH = "-salvaged";

    private final Path file;
    private final String schema;
    private final SqliteFile.Contents contents;
    private final Map<String, Long> kept = new HashMap<>();
    private final Set<String> cut = new HashSet<>();

    Salvage(Path file, String schema, SqliteFile.Contents contents) {
        this.file = file;
        this.schema = schema;
        this.contents = contents;
    }

    /// @param key the columns of the primary key, in its order
    private record Table(String name, List<String> columns, List<String> key) {
        String order(String direction) {
            return key.stream().map(each -> each + direction).collect(Collectors.joining(", "));
        }

        String writing(List<String> some) {
            String places = some.stream().map(_ -> "?").collect(Collectors.joining(", "));
            return "INSERT OR IGNORE INTO %s (%s) VALUES (%s)".formatted(name, String.join(", ", some), places);
        }
    }

    /// A salvage that was cut off between its two moves is finished; one that was cut off before them is done anew.
    static void finish(Path file) throws IOException {
        Path fresh = beside(file, FRESH);
        if (Files.exists(fresh) && !Files.exists(file)) {
            Files.move(fresh, file);
        }
    }

    Found.Salvaged from(String damage) throws IOException {
        Path making = beside(file, MAKING);
        for (String part : PARTS) {
            Files.deleteIfExists(beside(making, part));
        }
        SqliteFile.migrate(making, schema);
        copyInto(making);
        contents.mend(making, cut);
        Path fresh = Files.move(making, beside(file, FRESH), StandardCopyOption.REPLACE_EXISTING);
        Path aside = freeName();
        for (String part : PARTS.reversed()) {
            if (Files.exists(beside(file, part))) {
                Files.move(beside(file, part), beside(aside, part));
            }
        }
        Files.move(fresh, file);
        return new Found.Salvaged(file, aside, damage, kept, cut);
    }

    private Path freeName() {
        int number = 1;
        while (Files.exists(beside(file, "-damaged-" + number))) {
            number++;
        }
        return beside(file, "-damaged-" + number);
    }

    private static Path beside(Path file, String suffix) {
        return file.resolveSibling(file.getFileName() + suffix);
    }

    private void copyInto(Path fresh) throws IOException {
        try (Connection to = DriverManager.getConnection(SqliteFile.url(fresh))) {
            List<Table> tables = tables(to);
            to.setAutoCommit(false);
            for (Table table : tables) {
                copy(table, to);
            }
            to.commit();
        } catch (SQLException e) {
            throw new IOException("%s: is damaged, and what can be read of it cannot be written: %s".formatted(file, SqliteFile.oneLine(e)), e);
        }
    }

    private static List<Table> tables(Connection of) throws SQLException {
        List<Table> tables = new ArrayList<>();
        for (String name : texts(of, "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT LIKE 'flyway_%'")) {
            List<String> columns = new ArrayList<>();
            TreeMap<Integer, String> key = new TreeMap<>();
            try (Statement statement = of.createStatement();
                    ResultSet column = statement.executeQuery("PRAGMA table_info(" + name + ")")) {
                while (column.next()) {
                    columns.add(column.getString("name"));
                    if (column.getInt("pk") > 0) {
                        key.put(column.getInt("pk"), column.getString("name"));
                    }
                }
            }
            tables.add(new Table(name, columns, List.copyOf(key.values())));
        }
        return tables;
    }

    private static List<String> texts(Connection of, String query) throws SQLException {
        List<String> texts = new ArrayList<>();
        try (Statement statement = of.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            while (row.next()) {
                texts.add(row.getString(1));
            }
        }
        return texts;
    }

    private void copy(Table wanted, Connection to) throws SQLException {
        boolean isWhole = pass(wanted, " ASC", to);
        if (!isWhole) {
            boolean _ = pass(wanted, " DESC", to);
        }
        try (Statement statement = to.createStatement();
                ResultSet count = statement.executeQuery("SELECT count(*) FROM " + wanted.name())) {
            kept.put(wanted.name(), count.next() ? count.getLong(1) : 0);
        }
        if (!isWhole) {
            cut.add(wanted.name());
        }
    }

    /// Whether all rows could be read.
    private boolean pass(Table wanted, String direction, Connection to) throws SQLException {
        try (DamagedRows rows = DamagedRows.of(file, wanted.name(), wanted.columns(), wanted.order(direction))) {
            if (rows.columns().isEmpty()) {
                return false;
            }
            try (PreparedStatement writing = to.prepareStatement(wanted.writing(rows.columns()))) {
                while (rows.next()) {
                    for (int i = 0; i < rows.columns().size(); i++) {
                        writing.setObject(i + 1, rows.cell(i));
                    }
                    writing.executeUpdate();
                }
            }
            return rows.isAtEnd();
        }
    }
}
