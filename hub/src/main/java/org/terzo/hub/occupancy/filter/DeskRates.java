package org.terzo.hub.occupancy.filter;

/// How often a minute what happens at a desk. Each desk has its own, so that they can be learned for it.
///
/// @param arrives at a free desk
/// @param calms one who is active
/// @param stirs one who is still
/// @param leaves one who is active, for good; people move when they leave
/// @param pauses one who is active leaves and means to be back
/// @param returns one who pauses
/// @param staysAway one who pauses
public record DeskRates(double arrives, double calms, double stirs, double leaves, double pauses, double returns, double staysAway) {
    private static final double LEAVES_FOR_GOOD = 0.4;

    /// inference.md 4.1.
    public static final DeskRates DEFAULT =
            new DeskRates(1.0 / 180, 1.0 / 6, 1.0 / 4, LEAVES_FOR_GOOD / 45, (1 - LEAVES_FOR_GOOD) / 45, 1.0 / 20, 1.0 / 240);
}
