package org.terzo.hub.occupancy.belief;

import java.util.function.Supplier;
import org.terzo.hub.occupancy.Reason;
import org.terzo.hub.occupancy.filter.SlotModel;

/// What a filter believes at an instant: the probabilities of free, occupied and briefly absent.
public record Belief(long at, double free, double occupied, double absent, Supplier<Reason> reason) {
    private static final double RETURNS_WITHIN_30_MIN = 1 - StrictMath.exp(-30.0 / 20);

    public static Belief of(long at, SlotModel model, double[] p, Supplier<Reason> reason) {
        return new Belief(at, p[SlotModel.FREE], model.occupied(p), model.absent(p), reason);
    }

    /// The probability that the desk is in use or used again within 30 min.
    double back() {
        return occupied + absent * RETURNS_WITHIN_30_MIN;
    }

    double surest() {
        return StrictMath.max(occupied, StrictMath.max(free, absent));
    }
}
