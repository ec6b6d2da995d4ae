package org.terzo.simulator.scene;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.terzo.simulator.chance.Chance;
import org.terzo.simulator.life.Temperament;
import org.terzo.simulator.scene.Stimulus.Moved;

class FidgetsTest {
    private static final Instant NINE = Instant.parse("2026-03-02T09:00:00Z");
    private static final int SITTINGS = 1_000;
    private static final Duration SITS = Duration.ofHours(2);

    /// Lengths of silences, in minutes, of many sittings of two hours.
    private static List<Double> silences(Temperament temperament) {
        List<Double> silences = new ArrayList<>();
        for (int sitting = 0; sitting < SITTINGS; sitting++) {
            List<Moved> moves = new ArrayList<>();
            Fidgets.within(NINE, NINE.plus(SITS), temperament, Chance.of(5, "sitting", sitting), moves::add);
            for (int i = 1; i < moves.size(); i++) {
                Instant ends = moves.get(i - 1).at().plus(moves.get(i - 1).lasts());
                silences.add(Duration.between(ends, moves.get(i).at()).toMillis() / 60_000.0);
            }
        }
        return silences;
    }

    private static double longerThan(double minutes, Temperament temperament) {
        List<Double> silences = silences(temperament);
        return silences.stream().filter(silence -> silence > minutes).count() / (double) silences.size();
    }

    @Test
    void ofOrdinarySilences99PercentAreShorterThanFourAndAHalfMinutes() {
        double share = longerThan(4.5, Temperament.USUAL);

        assertTrue(share < 0.01, share + " of silences are longer");
        assertTrue(share > 0.002, "the tail is too light: " + share);
    }

    @Test
    void theTailIsHeavy() {
        double ten = longerThan(10, Temperament.USUAL);
        double twenty = longerThan(20, Temperament.USUAL);

        assertTrue(twenty > 0.15 * ten, "of silences over 10 min, over 20 min last " + twenty / ten);
    }

    @Test
    void whoIsStillIsStillFor20MinutesAndMore() {
        assertTrue(longerThan(20, Temperament.STILL) > 10 * longerThan(20, Temperament.USUAL));
        assertTrue(silences(Temperament.STILL).stream().anyMatch(silence -> silence > 60));
    }

    @Test
    void whoFidgetsIsNeverStillForLong() {
        assertTrue(longerThan(15, Temperament.FIDGETY) < 1e-5);
    }

    @Test
    void whoSleepsMovesEveryTenMinutesOrSo() {
        List<Double> silences = silences(Temperament.ASLEEP).stream().sorted().toList();

        assertTrue(silences.get(silences.size() * 3 / 4) > 8, "a quarter of the silences is longer than " + silences.get(silences.size() * 3 / 4));
    }

    @Test
    void nobodyComesOrGoesWithoutAMovement() {
        List<Moved> moves = new ArrayList<>();
        Fidgets.within(NINE, NINE.plus(SITS), Temperament.STILL, Chance.of(5, "one"), moves::add);

        assertEquals(NINE, moves.getFirst().at());
        assertEquals(NINE.plus(SITS), moves.getLast().at().plus(moves.getLast().lasts()));
        for (int i = 1; i < moves.size(); i++) {
            assertTrue(moves.get(i - 1).at().isBefore(moves.get(i).at()));
        }
    }
}
