package org.terzo.hub.history.past;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import org.terzo.hub.history.History.Page;
import org.terzo.hub.history.History.Range;
import org.terzo.hub.history.History.StoredChange;
import org.terzo.hub.history.HistoryShipper;
import org.terzo.hub.occupancy.OccupancyChange;

/// A page of the store and the changes beyond the store as one page.
///
/// @param end the key of the last item, or of the last one that was looked at; empty when this is the last page
record Merged<C extends OccupancyChange, K extends Comparable<K>>(List<StoredChange<C>> items, Optional<K> end) {
    /// What the changes are of, and how they are ordered.
    record Order<C extends OccupancyChange, K extends Comparable<K>>(Function<C, K> key, Function<C, Object> thing) {}

    /// @param beyond changes before the range's end, for each thing in order of time
    /// @param isWanted what the question asks for; a change that it does not still ends the one before it
    static <C extends OccupancyChange, K extends Comparable<K>> Merged<C, K> of(
            Page<StoredChange<C>> stored, List<C> beyond, Predicate<C> isWanted, Range<K> range, Order<C, K> order) {
        Map<Object, C> inForce = new HashMap<>();
        beyond.stream().filter(each -> !each.at().isAfter(range.from())).forEach(each -> inForce.put(order.thing().apply(each), each));
        TreeMap<K, StoredChange<C>> items = new TreeMap<>();
        for (StoredChange<C> each : stored.items()) {
            if (each.change().at().isAfter(range.from()) || !inForce.containsKey(order.thing().apply(each.change()))) {
                items.put(order.key().apply(each.change()), each);
            }
        }
        Optional<K> storedTo = stored.hasMore() ? Optional.of(order.key().apply(stored.items().getLast().change())) : Optional.empty();
        for (C each : beyond) {
            K key = order.key().apply(each);
            boolean isInForce = each.equals(inForce.get(order.thing().apply(each)));
            boolean isOfThePage = range.after().map(after -> key.compareTo(after) > 0).orElse(true)
                    && storedTo.map(last -> key.compareTo(last) <= 0).orElse(true);
            if ((isInForce || each.at().isAfter(range.from())) && isOfThePage) {
                items.remove(key);
                if (isWanted.test(each)) {
                    items.put(key, new StoredChange<>(each, HistoryShipper.VERSION));
                }
            }
        }
        List<StoredChange<C>> all = new ArrayList<>(items.values());
        if (all.size() > range.limit()) {
            all = all.subList(0, range.limit());
            return new Merged<>(all, Optional.of(order.key().apply(all.getLast().change())));
        }
        return new Merged<>(all, storedTo);
    }

    static Instant earlier(Instant a, Instant b) {
        return a.isBefore(b) ? a : b;
    }
}
