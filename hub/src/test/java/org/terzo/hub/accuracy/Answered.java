package org.terzo.hub.accuracy;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.terzo.hub.occupancy.Headcount;

/// What somebody said of desks and zones over a time: the hub, or a baseline.
///
/// @param desks by desk
/// @param headcounts by zone, the whole site by `SITE`; empty: unknown
record Answered(Map<String, Steps<Said>> desks, Map<String, Steps<Optional<Headcount>>> headcounts) {
    static final String SITE = "";

    Answered() {
        this(new HashMap<>(), new HashMap<>());
    }

    Steps<Said> desk(String id) {
        return desks.computeIfAbsent(id, _ -> new Steps<>());
    }

    Steps<Optional<Headcount>> headcount(String zone) {
        return headcounts.computeIfAbsent(zone, _ -> new Steps<>());
    }
}
