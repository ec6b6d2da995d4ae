package org.terzo.hub.accuracy;

import java.util.HashMap;
import java.util.Map;

/// What was so.
///
/// @param taken by desk: whether somebody sat there
/// @param people by zone, the whole site by `Answered.SITE`
record Truth(Map<String, Steps<Boolean>> taken, Map<String, Steps<Integer>> people) {
    Truth() {
        this(new HashMap<>(), new HashMap<>());
    }

    Steps<Boolean> desk(String id) {
        return taken.computeIfAbsent(id, _ -> new Steps<>());
    }

    Steps<Integer> zone(String id) {
        return people.computeIfAbsent(id, _ -> new Steps<>());
    }
}
