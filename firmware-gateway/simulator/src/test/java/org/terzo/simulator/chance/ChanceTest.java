package org.terzo.simulator.chance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.List;
import java.util.function.Supplier;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ChanceTest {
    private static final int MANY = 100_000;

    @Test
    void theNumbersOfASeedAndANameAreTheSameForEver() {
        Chance chance = Chance.of(7, "person", 12);

        assertEquals(List.of(0.6269762479550973, 0.07267024117548637, 28.34276863467723), List.of(chance.next(), chance.next(), chance.logNormal(10, 1)));
    }

    @Test
    void anotherNameOrSeedGivesOthers() {
        double one = Chance.of(7, "person", 12).next();

        assertNotEquals(one, Chance.of(8, "person", 12).next());
        assertNotEquals(one, Chance.of(7, "person", 1, 2).next());
        assertNotEquals(one, Chance.of(7, "person", 13).next());
    }

    @Test
    void numbersLieAsTheyShould() {
        Chance chance = Chance.of(1, "shares");

        assertEquals(0.5, mean(chance::next), 0.005);
        assertEquals(0.3, share(() -> chance.in(0.3)), 0.005);
        assertEquals(40, mean(() -> chance.exponential(40)), 0.6);
        assertEquals(5, mean(() -> chance.normal(5, 2)), 0.03);
        assertEquals(0.5, share(() -> chance.logNormal(60, 1) < 60), 0.006);
        assertEquals(0.25, share(() -> chance.pareto(10, 2) > 20), 0.005);
    }

    @Test
    void shufflingKeepsAll() {
        List<Integer> all = IntStream.range(0, 50).boxed().toList();
        List<Integer> shuffled = Chance.of(1, "shuffled").shuffled(all);

        assertNotEquals(all, shuffled);
        assertEquals(all, shuffled.stream().sorted().toList());
    }

    private static double mean(Supplier<Double> draw) {
        return DoubleStream.generate(draw::get).limit(MANY).average().orElseThrow();
    }

    private static double share(Supplier<Boolean> draw) {
        return mean(() -> draw.get() ? 1.0 : 0.0);
    }
}
