package org.terzo.hub.site;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.terzo.wire.SiteId;

/// Every revision of every site file, as it came, in one SQLite file.
final class SiteRevisions {
    /// A migration that this hub does not know is a mistake, so a newer hub's file is refused.
    private static final String[] NONE = {};

    private static final String NEWEST = "SELECT yaml FROM site_revision AS it WHERE revision = (SELECT max(revision) FROM site_revision WHERE site = it.site)";

    private final Jdbi database;

    private SiteRevisions(Jdbi database) {
        this.database = database;
    }

    /// A site and the text of its file.
    record Filed(Site site, String yaml) {}

    static SiteRevisions open(Path file) throws IOException {
        String url = "jdbc:sqlite:" + file;
        try {
            Flyway.configure()
                    .dataSource(url, "", "")
                    .locations("classpath:org/terzo/hub/site/schema")
                    .ignoreMigrationPatterns(NONE)
                    .load()
                    .migrate();
            return new SiteRevisions(Jdbi.create(url + "?journal_mode=WAL&synchronous=FULL&busy_timeout=5000"));
        } catch (FlywayException | JdbiException e) {
            String why = String.valueOf(e.getMessage()).replaceAll("\\s+", " ");
            throw new IOException("%s: cannot be opened, it is damaged or of a newer hub: %s".formatted(file, why), e);
        }
    }

    /// Copies what is in a file that may be in use, and only reads there.
    static void copy(Path from, Path to) throws IOException {
        try {
            Jdbi.create("jdbc:sqlite:file:" + from + "?mode=ro").useHandle(handle -> handle.execute("VACUUM INTO ?", to.toString()));
        } catch (JdbiException e) {
            throw new IOException("%s: cannot be read: %s".formatted(from, String.valueOf(e.getMessage()).replaceAll("\\s+", " ")), e);
        }
    }

    /// Of each site the highest revision.
    List<Filed> newest() throws IOException {
        try {
            return database.withHandle(handle -> handle.createQuery(NEWEST).mapTo(String.class).list()).stream().map(SiteRevisions::filed).toList();
        } catch (JdbiException | IllegalStateException e) {
            throw new IOException("registry: " + e.getMessage(), e);
        }
    }

    Optional<Site> at(SiteId id, int revision) {
        return database.withHandle(handle -> handle.createQuery("SELECT yaml FROM site_revision WHERE site = :site AND revision = :revision")
                        .bind("site", id.value())
                        .bind("revision", revision)
                        .mapTo(String.class)
                        .findOne())
                .map(yaml -> filed(yaml).site());
    }

    /// Every revision of a site, the oldest first.
    List<Site> of(SiteId id) {
        return database.withHandle(handle -> handle.createQuery("SELECT yaml FROM site_revision WHERE site = :site ORDER BY revision")
                        .bind("site", id.value())
                        .mapTo(String.class)
                        .list())
                .stream()
                .map(yaml -> filed(yaml).site())
                .toList();
    }

    /// All of them or, when the disk refuses, none.
    void add(Collection<Filed> revisions) {
        database.useTransaction(handle -> revisions.forEach(each -> handle.createUpdate("INSERT INTO site_revision VALUES (:site, :revision, :yaml)")
                .bind("site", each.site().id().value())
                .bind("revision", each.site().revision())
                .bind("yaml", each.yaml())
                .execute()));
    }

    private static Filed filed(String yaml) {
        return switch (SiteFile.read(yaml)) {
            case SiteFile.Result.Read(Site site) -> new Filed(site, yaml);
            case SiteFile.Result.Refused(List<SiteFile.Mistake> mistakes) ->
                throw new IllegalStateException("a stored site is no longer understood: " + mistakes.getFirst());
        };
    }
}
