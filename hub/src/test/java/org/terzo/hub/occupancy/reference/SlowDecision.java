package org.terzo.hub.occupancy.reference;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.terzo.hub.occupancy.DeskState;
import org.terzo.hub.occupancy.reference.SlowDesk.Change;

/// inference.md 4.2.
final class SlowDecision implements SlowSays {
    private final List<Change> changes = new ArrayList<>();
    private final double occupiedFrom;
    private final double leftFrom;
    private DeskState state = DeskState.UNKNOWN;
    private Optional<Boolean> isInUse = Optional.empty();
    private long sitsSince;
    private OptionalLong leftAfterLongSitting = OptionalLong.empty();
    private OptionalLong unsureSince = OptionalLong.empty();

    SlowDecision(double occupiedFrom, double leftFrom) {
        this.occupiedFrom = occupiedFrom;
        this.leftFrom = leftFrom;
    }

    List<Change> changes() {
        return changes;
    }

    @Override
    public void lose(long at) {
        unsureSince = OptionalLong.empty();
        say(at, DeskState.UNKNOWN, 0);
    }

    @Override
    public void forget() {
        isInUse = Optional.empty();
        leftAfterLongSitting = OptionalLong.empty();
    }

    @Override
    public void decide(long at, double[] p, boolean hasEvidence) {
        if (!hasEvidence && state == DeskState.UNKNOWN) {
            return;
        }
        double occupied = p[1] + p[2];
        double back = occupied + p[3] * (1 - StrictMath.exp(-30.0 / 20));
        boolean wasInUse = isInUse.orElse(false);
        boolean nowInUse = isInUse.map(was -> was ? occupied > leftFrom : occupied >= occupiedFrom).orElse(occupied > 0.5);
        isInUse = Optional.of(nowInUse);
        if (nowInUse && !wasInUse) {
            sitsSince = at;
        }
        if (wasInUse && !nowInUse) {
            leftAfterLongSitting = at - sitsSince >= 10 * 60_000 ? OptionalLong.of(at) : OptionalLong.empty();
        }
        boolean isHeld = leftAfterLongSitting.isPresent() && at - leftAfterLongSitting.getAsLong() < 30 * 60_000 && back >= 0.30;
        if (StrictMath.max(occupied, StrictMath.max(p[0], p[3])) >= 0.55) {
            unsureSince = OptionalLong.empty();
        } else if (unsureSince.isEmpty()) {
            unsureSince = OptionalLong.of(at);
        }
        if (unsureSince.isPresent() && at - unsureSince.getAsLong() > 10 * 60_000) {
            say(at, DeskState.UNKNOWN, 0);
        } else if (nowInUse) {
            say(at, DeskState.OCCUPIED, occupied);
        } else if (isHeld) {
            say(at, DeskState.HELD, back);
        } else {
            say(at, DeskState.FREE, p[0]);
        }
    }

    private void say(long at, DeskState next, double confidence) {
        if (next != state) {
            changes.add(new Change(at, next, confidence));
            state = next;
        }
    }
}
