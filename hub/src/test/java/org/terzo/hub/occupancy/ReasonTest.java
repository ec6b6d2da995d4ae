package org.terzo.hub.occupancy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Random;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.terzo.hub.occupancy.Reason.Kind;

/// The sentence is stored with each change, so it must stay the same to the letter.
final class ReasonTest {
    private static final int SEED = 11;

    @Test
    void theWeightReadsAsAFormatterWouldWriteIt() {
        DoubleStream edges = DoubleStream.of(
                0, -0.0, 0.04, -0.04, 0.05, -0.05, 0.25, 0.35, -2.45, 0.95, -9.95, 1e-300, 1e22, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.NaN);
        DoubleStream drawn = new Random(SEED).doubles(20_000, -30, 30);

        DoubleStream.concat(edges, drawn)
                .forEach(weight -> assertEquals(String.format(Locale.ROOT, "no motion for 8 min (log-odds %.1f)", weight), sentence(weight)));
    }

    private static String sentence(double weight) {
        return new Reason(Kind.NO_MOTION, Optional.empty(), OptionalLong.of(8), OptionalDouble.of(weight), Optional.empty()).text();
    }
}
