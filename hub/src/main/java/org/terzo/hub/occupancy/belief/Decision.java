package org.terzo.hub.occupancy.belief;

import java.util.function.Consumer;
import org.terzo.hub.occupancy.OccupancyChange;
import org.terzo.hub.occupancy.Reason;
import org.terzo.hub.occupancy.saved.StateReader;
import org.terzo.hub.occupancy.saved.StateWriter;

/// What is said of a desk or room, given what is believed.
public sealed interface Decision permits DeskDecision, RoomDecision {
    void decide(Belief belief, Consumer<OccupancyChange> out);

    /// Whether nothing is said, so that only evidence may change it.
    boolean isUnknown();

    /// Nobody looks any more, so that from `at` on it is unknown.
    void lose(long at, Reason why, Consumer<OccupancyChange> out);

    /// The same where what was said since was taken back: it is said whatever the last word was.
    void loseAnew(long at, Reason why, Consumer<OccupancyChange> out);

    /// Nothing earlier counts any more.
    void forget();

    Decision copy();

    void write(StateWriter out);

    void read(StateReader in);
}
