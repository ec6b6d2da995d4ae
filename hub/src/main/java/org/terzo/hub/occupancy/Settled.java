package org.terzo.hub.occupancy;

import java.util.function.Consumer;

/// Where a tracker hands over what has become final, for each desk and zone in order of time.
@FunctionalInterface
public interface Settled extends Consumer<OccupancyChange> {
    /// A desk or zone as it stood at an instant: from there it can be worked out again, should something earlier come to light.
    default void checkpoint(Recompute.Checkpoint checkpoint) {}
}
