package org.terzo.hub.occupancy.belief;

import java.util.function.Supplier;
import org.terzo.hub.occupancy.filter.DeskModel;

/// What a filter believes at an instant: the probabilities of free, occupied and briefly absent.
///
/// @param seenAt when somebody was last seen
public record Belief(long at, double free, double occupied, double absent, long seenAt, Supplier<String> reason) {
    private static final double RETURNS_WITHIN_30_MIN = 1 - StrictMath.exp(-30.0 / 20);

    public static Belief of(long at, double[] p, long seenAt, Supplier<String> reason) {
        return new Belief(at, p[DeskModel.FREE], DeskModel.occupied(p), p[DeskModel.ABSENT], seenAt, reason);
    }

    /// The probability that the desk is in use or used again within 30 min.
    public double back() {
        return occupied + absent * RETURNS_WITHIN_30_MIN;
    }

    public double surest() {
        return StrictMath.max(occupied, StrictMath.max(free, absent));
    }
}
