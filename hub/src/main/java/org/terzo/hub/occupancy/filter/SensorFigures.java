package org.terzo.hub.occupancy.filter;

/// What a sensor shows in each hidden state. Each sensor has its own, so that they can be learned for it.
///
/// @param motion how likely a slot has any movement
/// @param rises how likely a level that was off is on in the next slot
/// @param stays how likely a level that was on is on in the next slot
public record SensorFigures(PerState motion, PerState rises, PerState stays) {
    /// inference.md 4.1.
    public static final SensorFigures AT_A_DESK = new SensorFigures(
            new PerState(0.003, 0.6, 0.08, 0.003), new PerState(0.0005, 0.35, 0.15, 0.0005), new PerState(0.30, 0.97, 0.97, 0.30));

    /// inference.md 5.1; a level that claims a still person feels a sleeper as it feels one who sits still.
    public static final SensorFigures IN_A_ROOM = new SensorFigures(
            new PerState(0.002, 0.6, 0.02, 0.001), new PerState(0.0005, 0.35, 0.15, 0.15), new PerState(0.30, 0.97, 0.97, 0.97));

    /// Of a level of which nothing earlier is known: what its two-state chain tends to.
    PerState first() {
        return new PerState(
                first(rises.free(), stays.free()),
                first(rises.active(), stays.active()),
                first(rises.still(), stays.still()),
                first(rises.last(), stays.last()));
    }

    private static double first(double rises, double stays) {
        return rises / (1 - stays + rises);
    }
}
