package org.terzo.hub.history.correction;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.terzo.hub.history.History;
import org.terzo.hub.history.History.Batch;
import org.terzo.hub.history.History.DeskKey;
import org.terzo.hub.history.History.Page;
import org.terzo.hub.history.History.Range;
import org.terzo.hub.history.History.StoredChange;
import org.terzo.hub.history.History.Thing;
import org.terzo.hub.history.HistoryException;
import org.terzo.hub.occupancy.OccupancyChange;
import org.terzo.wire.SiteId;

/// Changes of one desk or zone that stand from `from` up to and with `to`, and no others.
///
/// @param changes in order of time; of two at one instant the last stands
public record Replacement(SiteId site, Thing thing, Instant from, Instant to, List<StoredChange<? extends OccupancyChange>> changes) {
    private static final int AT_ONCE = 5_000;

    public Replacement {
        changes = List.copyOf(changes);
    }

    /// First writes what is new, then forgets what no longer holds, so that whoever reads meanwhile finds no hole. Made halfway and then
    /// made again it ends the same.
    public void make(History history) throws HistoryException {
        TreeMap<Instant, StoredChange<? extends OccupancyChange>> stored = stored(history);
        TreeMap<Instant, StoredChange<? extends OccupancyChange>> wanted = new TreeMap<>();
        changes.forEach(each -> wanted.put(each.change().at(), each));
        List<StoredChange<? extends OccupancyChange>> news =
                wanted.values().stream().filter(each -> !each.equals(stored.get(each.change().at()))).toList();
        for (int first = 0; first < news.size(); first += AT_ONCE) {
            history.write(new Batch(site, List.of(), List.of(), news.subList(first, Math.min(news.size(), first + AT_ONCE))));
        }
        for (Map.Entry<Instant, Instant> run : runsOf(stored.keySet(), wanted.keySet()).entrySet()) {
            history.forget(site, thing, run.getKey(), run.getValue());
        }
    }

    /// The instants that are stored and not wanted, each run of them as its first and its last.
    private static TreeMap<Instant, Instant> runsOf(Set<Instant> stored, Set<Instant> wanted) {
        TreeMap<Instant, Boolean> all = new TreeMap<>();
        stored.forEach(at -> all.put(at, false));
        wanted.forEach(at -> all.put(at, true));
        TreeMap<Instant, Instant> runs = new TreeMap<>();
        Optional<Instant> start = Optional.empty();
        for (Map.Entry<Instant, Boolean> each : all.entrySet()) {
            start = each.getValue() ? Optional.empty() : start.or(() -> Optional.of(each.getKey()));
            start.ifPresent(first -> runs.put(first, each.getKey()));
        }
        return runs;
    }

    private TreeMap<Instant, StoredChange<? extends OccupancyChange>> stored(History history) throws HistoryException {
        List<StoredChange<? extends OccupancyChange>> found = new ArrayList<>();
        switch (thing) {
            case Thing.Desk desk -> states(history, desk, found);
            case Thing.Zone zone -> headcounts(history, zone, found);
        }
        TreeMap<Instant, StoredChange<? extends OccupancyChange>> stored = new TreeMap<>();
        found.stream().filter(each -> !each.change().at().isBefore(from)).forEach(each -> stored.put(each.change().at(), each));
        return stored;
    }

    private void states(History history, Thing.Desk desk, List<StoredChange<? extends OccupancyChange>> found) throws HistoryException {
        Optional<DeskKey> after = Optional.empty();
        boolean hasMore = true;
        while (hasMore) {
            Page<StoredChange<OccupancyChange.OfDesk>> page =
                    history.states(site, new Range<>(from, to.plusMillis(1), after, AT_ONCE), Optional.of(desk.desk()), Optional.empty());
            found.addAll(page.items());
            hasMore = page.hasMore();
            after = hasMore ? Optional.of(DeskKey.of(page.items().getLast())) : after;
        }
    }

    private void headcounts(History history, Thing.Zone zone, List<StoredChange<? extends OccupancyChange>> found) throws HistoryException {
        Optional<Instant> after = Optional.empty();
        boolean hasMore = true;
        while (hasMore) {
            Page<StoredChange<OccupancyChange.OfHeadcount>> page =
                    history.headcounts(site, new Range<>(from, to.plusMillis(1), after, AT_ONCE), zone.zone());
            found.addAll(page.items());
            hasMore = page.hasMore();
            after = hasMore ? Optional.of(page.items().getLast().change().at()) : after;
        }
    }
}
