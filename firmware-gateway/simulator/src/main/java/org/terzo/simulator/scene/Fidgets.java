package org.terzo.simulator.scene;

import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import org.terzo.simulator.chance.Chance;
import org.terzo.simulator.life.Temperament;
import org.terzo.simulator.scene.Stimulus.Moved;

/// When somebody who stays in one place moves. Silences have a heavy tail: while awake 99 % last less than 4.5 minutes, yet some more than 20.
final class Fidgets {
    private static final double GAP_SIGMA = 0.9;
    private static final double SILENCE_SIGMA = 0.75;
    private static final double ABSORBED_LEAST_MIN = 8;
    private static final double ABSORBED_ALPHA = 1.3;
    private static final double LONGEST_SILENCE_MIN = 95;
    private static final Duration LEAVING = Duration.ofSeconds(3);

    private Fidgets() {}

    /// In order; nobody sits down or gets up without a movement.
    static void within(Instant from, Instant to, Temperament temperament, Chance chance, Consumer<Moved> moves) {
        Duration settling = chance.seconds(3, 14);
        moves.accept(new Moved(from, settling));
        Instant at = from.plus(settling);
        Instant activeUntil = at.plus(restless(temperament, chance));
        while (true) {
            if (at.isBefore(activeUntil)) {
                at = at.plus(Chance.ofSeconds(chance.logNormal(temperament.gapSeconds(), GAP_SIGMA)));
            } else {
                at = at.plus(silence(temperament, chance));
                activeUntil = at.plus(restless(temperament, chance));
            }
            if (!at.isBefore(to.minus(LEAVING))) {
                break;
            }
            Duration lasts = chance.seconds(0.4, 3.2);
            moves.accept(new Moved(at, lasts));
            at = at.plus(lasts);
        }
        if (to.minus(LEAVING).isAfter(from.plus(settling))) {
            moves.accept(new Moved(to.minus(LEAVING), LEAVING));
        }
    }

    private static Duration restless(Temperament temperament, Chance chance) {
        return Chance.ofMinutes(chance.exponential(temperament.activeMinutes()));
    }

    private static Duration silence(Temperament temperament, Chance chance) {
        double minutes = chance.in(temperament.absorbed())
                ? chance.pareto(ABSORBED_LEAST_MIN, ABSORBED_ALPHA)
                : chance.logNormal(temperament.stillMinutes(), SILENCE_SIGMA);
        return Chance.ofMinutes(Math.min(minutes, LONGEST_SILENCE_MIN));
    }
}
