package org.terzo.hub.history.correction;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import org.terzo.hub.history.History;
import org.terzo.hub.history.History.Batch;
import org.terzo.hub.history.History.DeskKey;
import org.terzo.hub.history.History.Page;
import org.terzo.hub.history.History.Range;
import org.terzo.hub.history.History.StoredChange;
import org.terzo.hub.history.History.Thing;
import org.terzo.hub.history.HistoryException;
import org.terzo.hub.occupancy.Answer;
import org.terzo.hub.occupancy.OccupancyChange;
import org.terzo.hub.occupancy.OccupancyChange.OfHeadcount;
import org.terzo.wire.DeskId;
import org.terzo.wire.SiteId;
import org.terzo.wire.ZoneId;

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
            case Thing.Desk(DeskId desk, Answer answer) ->
                readAll(after -> history.states(site, answer, range(after), Optional.of(desk), Optional.empty()), DeskKey::of, found::add);
            case Thing.Zone(Optional<ZoneId> zone, Answer answer) ->
                readAll(after -> history.headcounts(site, answer, range(after), zone), (StoredChange<OfHeadcount> each) -> each.change().at(), found::add);
        }
        TreeMap<Instant, StoredChange<? extends OccupancyChange>> stored = new TreeMap<>();
        found.stream().filter(each -> !each.change().at().isBefore(from)).forEach(each -> stored.put(each.change().at(), each));
        return stored;
    }

    private <K> Range<K> range(Optional<K> after) {
        return new Range<>(from, to.plusMillis(1), after, AT_ONCE);
    }

    /// Asks the store for the page after the key of an item.
    private interface Pages<T, K> {
        Page<T> after(Optional<K> last) throws HistoryException;
    }

    private static <T, K> void readAll(Pages<T, K> pages, Function<T, K> key, Consumer<T> found) throws HistoryException {
        Optional<K> after = Optional.empty();
        boolean hasMore = true;
        while (hasMore) {
            Page<T> page = pages.after(after);
            page.items().forEach(found);
            hasMore = page.hasMore();
            after = hasMore ? Optional.of(key.apply(page.items().getLast())) : after;
        }
    }
}
