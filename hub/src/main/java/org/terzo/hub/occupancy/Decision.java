package org.terzo.hub.occupancy;

import java.util.function.Consumer;

/// What is said of a desk or room, given what is believed.
sealed interface Decision permits DeskDecision, RoomDecision {
    void decide(Belief belief, Consumer<OccupancyChange> out);

    /// Whether nothing is said, so that only evidence may change it.
    boolean isUnknown();

    /// Nobody has looked since `observedTo`, for so long that at `at` it became unknown.
    void lose(long at, long observedTo, Consumer<OccupancyChange> out);

    /// Nothing earlier counts any more.
    void forget();

    Decision copy();

    void write(StateWriter out);

    void read(StateReader in);
}
