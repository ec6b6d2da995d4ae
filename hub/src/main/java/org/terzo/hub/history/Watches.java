package org.terzo.hub.history;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.terzo.hub.history.History.Watch;

/// Intervals of watching, joined.
public final class Watches {
    private Watches() {}

    /// @param watches by gateway, then from
    public static List<Watch> merged(List<Watch> watches, Instant from, Instant to) {
        List<Watch> merged = new ArrayList<>();
        for (Watch watch : watches) {
            Watch clipped = new Watch(watch.gateway(), Horizon.later(watch.from(), from), earlier(watch.to(), to));
            Watch last = merged.isEmpty() ? clipped : merged.getLast();
            boolean touches = !merged.isEmpty() && last.gateway().equals(clipped.gateway()) && !clipped.from().isAfter(last.to());
            if (touches) {
                merged.set(merged.size() - 1, new Watch(last.gateway(), last.from(), Horizon.later(last.to(), clipped.to())));
            } else {
                merged.add(clipped);
            }
        }
        return merged;
    }

    private static Instant earlier(Instant a, Instant b) {
        return a.isBefore(b) ? a : b;
    }
}
