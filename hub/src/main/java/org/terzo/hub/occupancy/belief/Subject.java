package org.terzo.hub.occupancy.belief;

import java.util.List;
import java.util.function.Consumer;
import org.terzo.hub.occupancy.OccupancyChange;
import org.terzo.hub.occupancy.Reason;
import org.terzo.hub.occupancy.saved.CheckpointRule;
import org.terzo.hub.occupancy.saved.StateReader;
import org.terzo.hub.occupancy.saved.StateWriter;
import org.terzo.hub.occupancy.watch.Evidence;
import org.terzo.hub.occupancy.watch.Sense;
import org.terzo.hub.occupancy.watch.Sight;
import org.terzo.hub.occupancy.watch.Vigil;

/// A desk or zone and all that is believed of it; its time only goes forward.
public sealed interface Subject permits SlotFilter, CountFilter {
    /// Those that look at it: without any of them it is unknown.
    List<Sense> senses();

    /// All by which it is decided: besides those that look at it, those that speak of it otherwise.
    default List<Sense> told() {
        return senses();
    }

    Vigil vigil();

    /// Nothing before `at` is of this subject. Only while nothing was taken.
    void begin(long at);

    /// Time passes up to `to` with nothing but what was applied.
    void advance(long to, Sight.Of sights, Consumer<OccupancyChange> out);

    void apply(Evidence evidence, Sight.Of sights, Consumer<OccupancyChange> out);

    /// Nobody looks any more, whatever was supposed.
    void lose(long at, Reason why, Consumer<OccupancyChange> out);

    /// What can be said in hindsight by what is known, though more may come to light; nothing is said after that.
    default void conclude(Consumer<OccupancyChange> out) {}

    /// Up to here something was said in hindsight, or nothing ever is.
    default long saidTo(long line) {
        return line;
    }

    /// Its state is worth keeping so often.
    CheckpointRule checkpoints();

    Subject copy();

    void write(StateWriter out);

    void read(StateReader in);

    /// What earlier writers did not know, and hindsight needs; one that only answers live writes nothing of that.
    default void writeMore(StateWriter out) {}

    /// Begins anew where nothing was written.
    default void readMore(StateReader in) {}
}
