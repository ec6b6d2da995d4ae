package org.terzo.hub.occupancy.filter;

/// How one door's counter errs (inference.md 5.2).
///
/// @param missIn the share of entries that it does not see; `missOut` of exits
/// @param reversed the share whose direction it takes for the other
/// @param falseShare the share that nobody made
public record Passing(double missIn, double missOut, double reversed, double falseShare, Leaving leaving) {
    /// What is missed, before anything was learned.
    public static final double MISSED = 0.05;

    /// Nothing that is learned of missing leaves these bounds.
    public static final double MISSED_AT_LEAST = 0.005;

    public static final double MISSED_AT_MOST = 0.30;

    private static final double REVERSED = 0.01;
    private static final double FALSE = 0.003;

    public Passing {
        requireShare("missIn", missIn);
        requireShare("missOut", missOut);
        requireShare("reversed", reversed);
        requireShare("falseShare", falseShare);
    }

    private static void requireShare(String name, double share) {
        if (!(share > 0 && share < 0.5)) {
            throw new IllegalArgumentException("%s %s is outside 0..0.5, both excluded".formatted(name, Double.toString(share)));
        }
    }

    public static Passing missing(double in, double out, Leaving leaving) {
        return new Passing(in, out, REVERSED, FALSE, leaving);
    }
}
