package org.terzo.hub.chaos.plan;

import java.time.Duration;
import java.util.List;

/// Faults that are done at once, each to another victim.
///
/// @param calm how long all is well before
public record Round(Duration calm, List<PlannedFault> faults) {
    public Round {
        faults = List.copyOf(faults);
    }

    /// How long the longest takes.
    public Duration length() {
        return faults.stream().map(PlannedFault::length).max(Duration::compareTo).orElse(Duration.ZERO);
    }
}
