package org.terzo.hub.history;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.terzo.hub.history.History.Watch;

/// Intervals of watching, joined.
final class Watches {
    private Watches() {}

    /// @param watches by gateway, then from
    static List<Watch> merged(List<Watch> watches, Instant from, Instant to) {
        List<Watch> merged = new ArrayList<>();
        for (Watch watch : watches) {
            Watch clipped = new Watch(watch.gateway(), later(watch.from(), from), earlier(watch.to(), to));
            Watch last = merged.isEmpty() ? clipped : merged.getLast();
            boolean touches = !merged.isEmpty() && last.gateway().equals(clipped.gateway()) && !clipped.from().isAfter(last.to());
            if (touches) {
                merged.set(merged.size() - 1, new Watch(last.gateway(), last.from(), later(last.to(), clipped.to())));
            } else {
                merged.add(clipped);
            }
        }
        return merged;
    }

    private static Instant later(Instant a, Instant b) {
        return a.isAfter(b) ? a : b;
    }

    private static Instant earlier(Instant a, Instant b) {
        return a.isBefore(b) ? a : b;
    }
}
