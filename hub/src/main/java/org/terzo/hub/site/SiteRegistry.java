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
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.terzo.hub.site.SiteRevisions.Filed;
import org.terzo.hub.sqlite.SqliteFile;
import org.terzo.wire.GatewayId;
import org.terzo.wire.SiteId;

/// The sites of this hub, each at its highest revision. Readers see one immutable picture.
public final class SiteRegistry {
    private final SiteRevisions revisions;
    private final List<Consumer<Site>> listeners = new CopyOnWriteArrayList<>();
    private volatile SortedMap<SiteId, Filed> inForce;

    /// A site that claims a gateway of another one.
    private record Foreign(Site site, SiteFile.Mistake mistake) {}

    /// What became of a site file.
    public sealed interface Outcome {
        record Stored(Site site) implements Outcome {}

        /// A revision that is not higher than the one in force changes nothing.
        record Known(Site site) implements Outcome {}

        /// What is in force is not what the sender took it for.
        record Unexpected(Optional<Site> inForce) implements Outcome {}

        record Refused(List<SiteFile.Mistake> mistakes) implements Outcome {
            public Refused {
                mistakes = List.copyOf(mistakes);
            }
        }
    }

    private SiteRegistry(SiteRevisions revisions, SortedMap<SiteId, Filed> inForce) {
        this.revisions = revisions;
        this.inForce = inForce;
    }

    public static SiteRegistry open(Path file) throws IOException {
        SiteRevisions revisions = SiteRevisions.open(file);
        SortedMap<SiteId, Filed> newest = new TreeMap<>();
        revisions.newest().forEach(each -> newest.put(each.site().id(), each));
        return new SiteRegistry(revisions, newest);
    }

    /// A copy that can be tried on: nothing is changed in `file`.
    public static SiteRegistry copyOf(Path file, Path copy) throws IOException {
        SqliteFile.copy(file, copy);
        return open(copy);
    }

    public List<Site> sites() {
        return inForce.values().stream().map(Filed::site).toList();
    }

    public Optional<Site> site(SiteId id) {
        return Optional.ofNullable(inForce.get(id)).map(Filed::site);
    }

    /// A site as it was at a revision.
    public Optional<Site> site(SiteId id, int revision) {
        return revisions.at(id, revision);
    }

    /// Every revision of a site, the oldest first.
    public List<Site> revisions(SiteId id) {
        return revisions.of(id);
    }

    /// The site file in force, as it came.
    public Optional<String> yaml(SiteId id) {
        return Optional.ofNullable(inForce.get(id)).map(Filed::yaml);
    }

    public void onChange(Consumer<Site> listener) {
        listeners.add(listener);
    }

    /// The site that a gateway's sensors belong to.
    public Optional<SiteId> siteOf(GatewayId gateway) {
        return sites().stream().filter(site -> gateways(site).contains(gateway)).map(Site::id).findFirst();
    }

    /// Imports every `*.site.yaml` of a folder; answers every mistake of every file, and then nothing was changed.
    public synchronized List<String> importFrom(Path folder) throws IOException {
        List<String> mistakes = new ArrayList<>();
        Map<SiteId, Filed> incoming = new TreeMap<>();
        Map<SiteId, String> files = new TreeMap<>();
        for (Path file : siteFiles(folder)) {
            String name = String.valueOf(file.getFileName());
            switch (SiteFile.read(file)) {
                case SiteFile.Result.Refused(List<SiteFile.Mistake> wrong) -> wrong.forEach(each -> mistakes.add(each.text(name)));
                case SiteFile.Result.Read(Site site) -> {
                    incoming.put(site.id(), new Filed(site, Files.readString(file)));
                    Optional.ofNullable(files.put(site.id(), name))
                            .map(other -> new SiteFile.Mistake(1, "site", site.id().value(), "a site that is not in " + other + " as well"))
                            .ifPresent(each -> mistakes.add(each.text(name)));
                }
            }
        }
        List<Filed> news = incoming.values().stream().filter(each -> isNews(each.site())).toList();
        foreigners(news).forEach(each -> mistakes.add(each.mistake().text(String.valueOf(files.get(each.site().id())))));
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
        return put(site, SiteYaml.write(site), _ -> true);
    }

    public Outcome put(String yaml) {
        return switch (SiteFile.read(yaml)) {
            case SiteFile.Result.Refused(List<SiteFile.Mistake> mistakes) -> new Outcome.Refused(mistakes);
            case SiteFile.Result.Read(Site site) -> put(site, yaml, _ -> true);
        };
    }

    /// @param yaml the site's file
    /// @param expected whether what is in force is what the sender means to replace
    public synchronized Outcome put(Site site, String yaml, Predicate<Optional<Site>> expected) {
        Optional<Site> known = site(site.id());
        if (!expected.test(known)) {
            return new Outcome.Unexpected(known);
        }
        if (!isNews(site)) {
            return new Outcome.Known(known.orElse(site));
        }
        Filed news = new Filed(site, yaml);
        List<Foreign> foreigners = foreigners(List.of(news));
        if (!foreigners.isEmpty()) {
            return new Outcome.Refused(foreigners.stream().map(Foreign::mistake).toList());
        }
        store(List.of(news));
        return new Outcome.Stored(site);
    }

    private boolean isNews(Site site) {
        return site(site.id()).filter(known -> known.revision() >= site.revision()).isEmpty();
    }

    /// A gateway speaks for one site of a hub: who would claim one that another site has once all of these are in force.
    private List<Foreign> foreigners(List<Filed> news) {
        Map<GatewayId, SiteId> owners = new TreeMap<>();
        Set<SiteId> revised = news.stream().map(each -> each.site().id()).collect(Collectors.toSet());
        sites().stream().filter(site -> !revised.contains(site.id())).forEach(site -> gateways(site).forEach(each -> owners.put(each, site.id())));
        List<Foreign> foreigners = new ArrayList<>();
        for (Filed each : news) {
            SiteId site = each.site().id();
            for (GatewayId gateway : gateways(each.site())) {
                SiteId owner = owners.computeIfAbsent(gateway, _ -> site);
                if (!owner.equals(site)) {
                    foreigners.add(new Foreign(each.site(), new SiteFile.Mistake(1, "sensors", gateway.value(), "a gateway that is not of site " + owner)));
                }
            }
        }
        return foreigners;
    }

    private static SortedSet<GatewayId> gateways(Site site) {
        return site.sensors().stream().map(Site.Sensor::gateway).collect(Collectors.toCollection(TreeSet::new));
    }

    private void store(List<Filed> news) {
        revisions.add(news);
        SortedMap<SiteId, Filed> next = new TreeMap<>(inForce);
        news.forEach(each -> next.put(each.site().id(), each));
        inForce = next;
        news.forEach(each -> listeners.forEach(listener -> listener.accept(each.site())));
    }
}
