package org.terzo.hub.site;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.terzo.wire.GatewayId;
import org.terzo.wire.SiteId;

/// The sites of this hub, every revision of them, in one SQLite file. Readers see one immutable picture.
public final class SiteRegistry {
    private final Jdbi database;
    private final List<Consumer<Site>> listeners = new CopyOnWriteArrayList<>();
    private volatile SortedMap<SiteId, Entry> entries;

    private record Entry(Site site, String yaml) {}

    /// What became of a site file.
    public sealed interface Outcome {
        record Stored(Site site) implements Outcome {}

        /// A revision that is not higher than the one in force changes nothing.
        record Known(Site site) implements Outcome {}

        record Refused(List<SiteFile.Mistake> mistakes) implements Outcome {
            public Refused {
                mistakes = List.copyOf(mistakes);
            }
        }
    }

    private SiteRegistry(Jdbi database, SortedMap<SiteId, Entry> entries) {
        this.database = database;
        this.entries = entries;
    }

    public static SiteRegistry open(Path file) throws IOException {
        String url = "jdbc:sqlite:" + file;
        try {
            Flyway.configure().dataSource(url, "", "").locations("classpath:org/terzo/hub/site/schema").load().migrate();
            Jdbi database = Jdbi.create(url + "?journal_mode=WAL&synchronous=FULL&busy_timeout=5000");
            return new SiteRegistry(database, newest(database));
        } catch (FlywayException | JdbiException e) {
            throw new IOException("%s: cannot be opened: %s".formatted(file, e.getMessage()), e);
        }
    }

    private static SortedMap<SiteId, Entry> newest(Jdbi database) throws IOException {
        SortedMap<SiteId, Entry> newest = new TreeMap<>();
        for (String yaml : database.withHandle(
                handle -> handle.createQuery("SELECT yaml FROM site_revision ORDER BY revision").mapTo(String.class).list())) {
            switch (SiteFile.read(yaml)) {
                case SiteFile.Result.Read(Site site) -> newest.put(site.id(), new Entry(site, yaml));
                case SiteFile.Result.Refused(List<SiteFile.Mistake> mistakes) ->
                    throw new IOException("registry: a stored site is no longer understood: " + mistakes.getFirst());
            }
        }
        return newest;
    }

    public List<Site> sites() {
        return entries.values().stream().map(Entry::site).toList();
    }

    public Optional<Site> site(SiteId id) {
        return Optional.ofNullable(entries.get(id)).map(Entry::site);
    }

    /// A site as it was at a revision.
    public Optional<Site> site(SiteId id, int revision) {
        return database.withHandle(handle -> handle.createQuery("SELECT yaml FROM site_revision WHERE site = :site AND revision = :revision")
                        .bind("site", id.value())
                        .bind("revision", revision)
                        .mapTo(String.class)
                        .findOne())
                .flatMap(yaml -> SiteFile.read(yaml) instanceof SiteFile.Result.Read(Site site) ? Optional.of(site) : Optional.empty());
    }

    /// The site file in force, as it came.
    public Optional<String> yaml(SiteId id) {
        return Optional.ofNullable(entries.get(id)).map(Entry::yaml);
    }

    public void onChange(Consumer<Site> listener) {
        listeners.add(listener);
    }

    /// Imports every `*.site.yaml` of a folder; answers every mistake of every file, and then nothing was changed.
    public List<String> importFrom(Path folder) throws IOException {
        List<String> mistakes = new ArrayList<>();
        List<String> yamls = new ArrayList<>();
        Map<GatewayId, SiteId> gateways = new TreeMap<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(each -> each.toString().endsWith(".site.yaml")).sorted().toList()) {
                String yaml = Files.readString(file);
                String name = String.valueOf(file.getFileName());
                switch (SiteFile.read(yaml)) {
                    case SiteFile.Result.Refused(List<SiteFile.Mistake> wrong) -> wrong.forEach(each -> mistakes.add(each.text(name)));
                    case SiteFile.Result.Read(Site site) -> {
                        foreign(site, gateways).ifPresent(each -> mistakes.add(each.text(name)));
                        yamls.add(yaml);
                    }
                }
            }
        }
        if (mistakes.isEmpty()) {
            for (String yaml : yamls) {
                put(yaml);
            }
        }
        return mistakes;
    }

    /// A gateway speaks for one site of a hub.
    private static Optional<SiteFile.Mistake> foreign(Site site, Map<GatewayId, SiteId> gateways) {
        for (Site.Sensor sensor : site.sensors()) {
            SiteId owner = gateways.computeIfAbsent(sensor.gateway(), _ -> site.id());
            if (!owner.equals(site.id())) {
                return Optional.of(new SiteFile.Mistake(1, "sensors", sensor.gateway().value(), "a gateway that is not of site " + owner));
            }
        }
        return Optional.empty();
    }

    public synchronized Outcome put(String yaml) {
        return switch (SiteFile.read(yaml)) {
            case SiteFile.Result.Refused(List<SiteFile.Mistake> mistakes) -> new Outcome.Refused(mistakes);
            case SiteFile.Result.Read(Site site) -> store(site, yaml);
        };
    }

    private Outcome store(Site site, String yaml) {
        Optional<Site> before = site(site.id());
        if (before.isPresent() && before.get().revision() >= site.revision()) {
            return new Outcome.Known(before.get());
        }
        Map<GatewayId, SiteId> gateways = new TreeMap<>();
        sites().stream().filter(each -> !each.id().equals(site.id())).forEach(each -> foreign(each, gateways));
        Optional<SiteFile.Mistake> foreign = foreign(site, gateways);
        if (foreign.isPresent()) {
            return new Outcome.Refused(List.of(foreign.get()));
        }
        database.useHandle(handle -> handle.createUpdate("INSERT INTO site_revision VALUES (:site, :revision, :yaml)")
                .bind("site", site.id().value())
                .bind("revision", site.revision())
                .bind("yaml", yaml)
                .execute());
        SortedMap<SiteId, Entry> next = new TreeMap<>(entries);
        next.put(site.id(), new Entry(site, yaml));
        entries = next;
        listeners.forEach(listener -> listener.accept(site));
        return new Outcome.Stored(site);
    }
}
