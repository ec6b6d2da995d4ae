package org.terzo.simulator.sensing;

/// How well counters at doors count.
///
/// @param missedIn share of passages in that go unnoticed by themselves or in a row; people side by side are lost besides
/// @param reversed share that is counted the wrong way
/// @param invented passages that nobody made, for each that somebody did
public record Counting(double missedIn, double missedOut, double reversed, double invented) {
    public static final Counting USUAL = new Counting(0.02, 0.025, 0.005, 0.002);

    public Counting missing(double in, double out) {
        return new Counting(in, out, reversed, invented);
    }
}
