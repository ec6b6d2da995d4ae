package org.terzo.hub.site;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.terzo.wire.GatewayId;
import org.terzo.wire.SiteId;

/// The sites of this hub, every revision of them, in one SQLite file. Readers see one immutable picture.
public final class SiteRegistry {
    /// A migration that this hub does not know is a mistake, so a newer hub's file is refused.
    private static final String[] NONE = {};

    private static final String NEWEST = "SELECT yaml FROM site_revision AS it WHERE revision = (SELECT max(revision) FROM site_revision WHERE site = it.site)";

    private final Jdbi database;
    private final List<Consumer<Site>> listeners = new CopyOnWriteArrayList<>();
    private volatile SortedMap<SiteId, Entry> entries;

    private record Entry(Site site, String yaml) {}

    /// What is to be stored, from the file of that name.
    private record Incoming(String file, Site site, String yaml) {}

    private record Foreign(Incoming incoming, SiteFile.Mistake mistake) {}

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
            Flyway.configure()
                    .dataSource(url, "", "")
                    .locations("classpath:org/terzo/hub/site/schema")
                    .ignoreMigrationPatterns(NONE)
                    .load()
                    .migrate();
            Jdbi database = Jdbi.create(url + "?journal_mode=WAL&synchronous=FULL&busy_timeout=5000");
            return new SiteRegistry(database, newest(database));
        } catch (FlywayException | JdbiException e) {
            String why = String.valueOf(e.getMessage()).replaceAll("\\s+", " ");
            throw new IOException("%s: cannot be opened, it is damaged or of a newer hub: %s".formatted(file, why), e);
        }
    }

    private static SortedMap<SiteId, Entry> newest(Jdbi database) throws IOException {
        SortedMap<SiteId, Entry> newest = new TreeMap<>();
        for (String yaml : database.withHandle(
                handle -> handle.createQuery(NEWEST).mapTo(String.class).list())) {
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

    /// The site that a gateway's sensors belong to.
    public Optional<SiteId> siteOf(GatewayId gateway) {
        return sites().stream()
                .filter(site -> site.sensors().stream().anyMatch(sensor -> sensor.gateway().equals(gateway)))
                .map(Site::id)
                .findFirst();
    }

    /// Imports every `*.site.yaml` of a folder; answers every mistake of every file, and then nothing was changed.
    public synchronized List<String> importFrom(Path folder) throws IOException {
        List<String> mistakes = new ArrayList<>();
        Map<SiteId, Incoming> incoming = new TreeMap<>();
        for (Path file : siteFiles(folder)) {
            String name = String.valueOf(file.getFileName());
            switch (SiteFile.read(file)) {
                case SiteFile.Result.Refused(List<SiteFile.Mistake> wrong) -> wrong.forEach(each -> mistakes.add(each.text(name)));
                case SiteFile.Result.Read(Site site) -> {
                    Optional<Incoming> twin = Optional.ofNullable(incoming.put(site.id(), new Incoming(name, site, Files.readString(file))));
                    twin.map(other -> new SiteFile.Mistake(1, "site", site.id().value(), "a site that is not in " + other.file() + " as well"))
                            .ifPresent(each -> mistakes.add(each.text(name)));
                }
            }
        }
        List<Incoming> news = incoming.values().stream().filter(each -> isNews(each.site())).toList();
        foreigners(news).forEach(each -> mistakes.add(each.mistake().text(each.incoming().file())));
        if (mistakes.isEmpty()) {
            store(news);
        }
        return List.copyOf(mistakes);
    }

    private static List<Path> siteFiles(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(each -> each.toString().endsWith(".site.yaml")).sorted().toList();
        }
    }

    public Outcome put(Site site) {
        return put(SiteYaml.write(site));
    }

    public synchronized Outcome put(String yaml) {
        return switch (SiteFile.read(yaml)) {
            case SiteFile.Result.Refused(List<SiteFile.Mistake> mistakes) -> new Outcome.Refused(mistakes);
            case SiteFile.Result.Read(Site site) -> put(new Incoming("", site, yaml));
        };
    }

    private Outcome put(Incoming incoming) {
        Site site = incoming.site();
        if (!isNews(site)) {
            return new Outcome.Known(site(site.id()).orElse(site));
        }
        List<Foreign> foreigners = foreigners(List.of(incoming));
        if (!foreigners.isEmpty()) {
            return new Outcome.Refused(foreigners.stream().map(Foreign::mistake).toList());
        }
        store(List.of(incoming));
        return new Outcome.Stored(site);
    }

    private boolean isNews(Site site) {
        return site(site.id()).filter(known -> known.revision() >= site.revision()).isEmpty();
    }

    /// A gateway speaks for one site of a hub: who would claim one that another site has once all of these are in force.
    private List<Foreign> foreigners(List<Incoming> news) {
        Map<GatewayId, SiteId> owners = new TreeMap<>();
        Set<SiteId> revised = news.stream().map(each -> each.site().id()).collect(Collectors.toSet());
        sites().stream().filter(site -> !revised.contains(site.id())).forEach(site -> gateways(site).forEach(each -> owners.put(each, site.id())));
        List<Foreign> foreigners = new ArrayList<>();
        for (Incoming each : news) {
            for (GatewayId gateway : gateways(each.site())) {
                SiteId owner = owners.computeIfAbsent(gateway, _ -> each.site().id());
                if (!owner.equals(each.site().id())) {
                    foreigners.add(new Foreign(each, new SiteFile.Mistake(1, "sensors", gateway.value(), "a gateway that is not of site " + owner)));
                }
            }
        }
        return foreigners;
    }

    private static SortedSet<GatewayId> gateways(Site site) {
        return site.sensors().stream().map(Site.Sensor::gateway).collect(Collectors.toCollection(TreeSet::new));
    }

    /// All of them or, when the disk refuses, none.
    private void store(List<Incoming> news) {
        database.useTransaction(handle -> news.forEach(each -> handle.createUpdate("INSERT INTO site_revision VALUES (:site, :revision, :yaml)")
                .bind("site", each.site().id().value())
                .bind("revision", each.site().revision())
                .bind("yaml", each.yaml())
                .execute()));
        SortedMap<SiteId, Entry> next = new TreeMap<>(entries);
        news.forEach(each -> next.put(each.site().id(), new Entry(each.site(), each.yaml())));
        entries = next;
        news.forEach(each -> listeners.forEach(listener -> listener.accept(each.site())));
    }
}
