package org.terzo.hub.sqlite;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationVersion;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A SQLite file before anybody opens it: whole or salvaged, and brought up to this version's schema.
///
/// Whether it is whole is asked at each start (`quick_check`, which reads the file once): a start reads what the journal holds anyway, and
/// a file that was cut or torn while the hub was away shows no other sign.
public final class SqliteFile {
    private static final Logger LOG = LoggerFactory.getLogger(SqliteFile.class);

    /// A migration that this hub does not know is a mistake, so a newer hub's file is refused.
    private static final String[] NEWER_IS_REFUSED = {};

    /// A commit of a few rows writes a page for each of some tables: small pages wear a disk less. Only a new file has them.
    private static final String SMALL_PAGES = "?page_size=1024";

    /// `SQLITE_CORRUPT` and `SQLITE_NOTADB`.
    private static final Set<Integer> DAMAGE = Set.of(11, 26);

    private SqliteFile() {}

    /// What only the owner of a file knows of it.
    public interface Contents {
        /// What is wrong with a file that SQLite takes for whole.
        default Optional<String> damage(Path file) throws IOException {
            return Optional.empty();
        }

        /// Makes a whole of what was salvaged, before that takes the place of the damaged file.
        ///
        /// @param cut the tables of which rows may be missing
        /// @throws IOException when it cannot stand in for the file, which is then left as it is
        default void mend(Path salvaged, Set<String> cut) throws IOException {}
    }

    /// @param schema the folder of the migrations on the class path
    public static Found ready(Path file, String schema, Contents contents) throws IOException {
        Salvage.finish(file);
        Optional<String> damage = damage(file);
        if (damage.isEmpty()) {
            migrate(file, schema);
            damage = contents.damage(file);
        }
        if (damage.isEmpty()) {
            return new Found.Whole();
        }
        Found.Salvaged salvaged = new Salvage(file, schema, contents).from(damage.get());
        LOG.warn("{}", salvaged.line());
        return salvaged;
    }

    /// Copies what is in a file that may be in use, and only reads there. The copy is one file, at one moment.
    public static void copy(Path from, Path to) throws IOException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:file:" + from + "?mode=ro");
                Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA busy_timeout=5000");
            statement.execute("VACUUM INTO '%s'".formatted(to.toString().replace("'", "''")));
        } catch (SQLException e) {
            throw new IOException("%s: cannot be read for a copy: %s".formatted(from, oneLine(e)), e);
        }
    }

    /// What is wrong with it, if anything is.
    private static Optional<String> damage(Path file) throws IOException {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try (Connection connection = DriverManager.getConnection(url(file));
                Statement statement = connection.createStatement();
                ResultSet answer = statement.executeQuery("PRAGMA quick_check(1)")) {
            String word = answer.next() ? answer.getString(1) : "no answer";
            return Optional.of(word.replaceAll("\\s+", " ")).filter(each -> !each.equals("ok"));
        } catch (SQLException e) {
            if (DAMAGE.contains(e.getErrorCode())) {
                return Optional.of(oneLine(e));
            }
            throw new IOException("%s: cannot be opened: %s".formatted(file, oneLine(e)), e);
        }
    }

    static void migrate(Path file, String schema) throws IOException {
        try {
            Flyway flyway = Flyway.configure()
                    .dataSource(url(file) + SMALL_PAGES, "", "")
                    .locations("classpath:" + schema)
                    .ignoreMigrationPatterns(NEWER_IS_REFUSED)
                    .load();
            refuseNewer(file, flyway.info().all());
            flyway.migrate();
        } catch (FlywayException e) {
            throw new IOException("%s: cannot be brought up to this version: %s".formatted(file, oneLine(e)), e);
        }
    }

    private static void refuseNewer(Path file, MigrationInfo[] migrations) throws IOException {
        MigrationVersion known = newest(Arrays.stream(migrations).filter(each -> each.getState().isResolved()).toArray(MigrationInfo[]::new));
        MigrationVersion there = newest(Arrays.stream(migrations).filter(each -> each.getState().isApplied()).toArray(MigrationInfo[]::new));
        if (there.isNewerThan(known)) {
            throw new IOException(
                    "%s: has schema version %s, written by a newer hub; this hub knows versions up to %s".formatted(file, there, known));
        }
    }

    private static MigrationVersion newest(MigrationInfo[] migrations) {
        return Arrays.stream(migrations).map(MigrationInfo::getVersion).max(MigrationVersion::compareTo).orElse(MigrationVersion.EMPTY);
    }

    static String url(Path file) {
        return "jdbc:sqlite:" + file;
    }

    static String oneLine(Exception e) {
        return String.valueOf(e.getMessage()).replaceAll("\\s+", " ");
    }
}
