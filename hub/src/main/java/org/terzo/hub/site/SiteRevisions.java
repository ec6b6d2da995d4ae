package org.terzo.hub.site;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.terzo.hub.sqlite.Found;
import org.terzo.hub.sqlite.SqliteFile;
import org.terzo.wire.SiteId;

/// Every revision of every site file, as it came, in one SQLite file.
final class SiteRevisions {
    private static final String NEWEST = "SELECT yaml FROM site_revision AS it WHERE revision = (SELECT max(revision) FROM site_revision WHERE site = it.site)";

    private final Jdbi database;

    private SiteRevisions(Jdbi database) {
        this.database = database;
    }

    /// Without a site its sensors would be nobody's, and what they say would be refused for good: gateways keep it until the site is back.
    private record AllOrNothing(Path file) implements SqliteFile.Contents {
        @Override
        public void mend(Path salvaged, Set<String> cut) throws IOException {
            if (!cut.isEmpty()) {
                throw new IOException(file + ": is damaged, and sites in it cannot be read: put back a copy, or move it away and import the site files again");
            }
        }
    }

    /// A site and the text of its file.
    record Filed(Site site, String yaml) {}

    static SiteRevisions open(Path file) throws IOException {
        Found _ = SqliteFile.ready(file, "org/terzo/hub/site/schema", new AllOrNothing(file));
        try {
            return new SiteRevisions(Jdbi.create("jdbc:sqlite:" + file + "?journal_mode=WAL&synchronous=FULL&busy_timeout=5000"));
        } catch (JdbiException e) {
            throw new IOException("%s: cannot be opened: %s".formatted(file, String.valueOf(e.getMessage()).replaceAll("\\s+", " ")), e);
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
