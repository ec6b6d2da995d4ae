package org.terzo.simulator.life;

/// How still somebody sits: restless for a while, then a silence, now and then lost in something.
///
/// @param activeMinutes mean length of a restless while
/// @param gapSeconds median time between two movements of it
/// @param stillMinutes median length of the silence after it
/// @param absorbed share of silences that are long: of those over 8 min nearly a third last over 20
public record Temperament(double activeMinutes, double gapSeconds, double stillMinutes, double absorbed) {
    public static final Temperament USUAL = new Temperament(6, 17, 1.4, 0.012);
    public static final Temperament FIDGETY = new Temperament(15, 8, 0.8, 0);
    public static final Temperament STILL = new Temperament(3, 25, 3.5, 0.10);
    public static final Temperament ASLEEP = new Temperament(0.3, 25, 11, 0.30);
}
