package org.terzo.hub.occupancy.reference;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.terzo.hub.occupancy.Headcount;

/// Somebody or nobody in a room with a door contact.
final class SlowPresence implements SlowSays {
    private final List<Change> changes = new ArrayList<>();
    private final int capacity;
    private Optional<Headcount> headcount = Optional.empty();

    /// A change to what is said.
    record Change(long at, Optional<Headcount> headcount) {}

    SlowPresence(int capacity) {
        this.capacity = capacity;
    }

    List<Change> changes() {
        return changes;
    }

    @Override
    public void lose(long at) {
        say(at, Optional.empty());
    }

    @Override
    public void forget() {
        // what was said before plays no part
    }

    @Override
    public void decide(long at, double[] p, boolean hasEvidence) {
        if (hasEvidence || headcount.isPresent()) {
            double somebody = p[1] + p[2] + p[3];
            say(at, Optional.of(new Headcount(somebody >= 0.95 ? 1 : 0, somebody >= 0.5 ? 1 : 0, somebody <= 0.05 ? 0 : capacity)));
        }
    }

    private void say(long at, Optional<Headcount> next) {
        if (!next.equals(headcount)) {
            changes.add(new Change(at, next));
            headcount = next;
        }
    }
}
