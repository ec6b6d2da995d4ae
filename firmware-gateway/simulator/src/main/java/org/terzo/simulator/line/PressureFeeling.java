package org.terzo.simulator.line;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.terzo.simulator.chance.Chance;
import org.terzo.simulator.scene.Stimulus;
import org.terzo.simulator.scene.Stimulus.Bustled;
import org.terzo.simulator.scene.Stimulus.Came;
import org.terzo.simulator.scene.Stimulus.Crossed;
import org.terzo.simulator.scene.Stimulus.LaidDown;
import org.terzo.simulator.scene.Stimulus.Moved;
import org.terzo.simulator.scene.Stimulus.Opened;
import org.terzo.simulator.scene.Stimulus.Spot;
import org.terzo.simulator.scene.Stimulus.TakenAway;
import org.terzo.simulator.scene.Stimulus.Went;

/// A mat or seat: knows weight, of people and of bags alike. Contacts open when somebody shifts, and sometimes stay closed for a
/// while after the weight is gone.
public final class PressureFeeling implements Feeling {
    private static final double LIFTS = 0.012;
    private static final double STICKS = 0.015;
    private static final double LEANT_ON = 0.15;

    private final Chance chance;
    private final Map<Integer, Instant> sitting = new HashMap<>();

    public PressureFeeling(Chance chance) {
        this.chance = chance;
    }

    @Override
    public void feel(Stimulus what, Sweep line) {
        switch (what) {
            case Came(Instant at, int person) -> {
                sitting.put(person, at);
                line.begin(at.plus(Duration.ofMillis(250)));
            }
            case Went(Instant at, int person) -> {
                if (Optional.ofNullable(sitting.remove(person)).isPresent()) {
                    line.end(at.plus(chance.in(STICKS) ? chance.minutes(2, 25) : Duration.ofMillis(300)));
                }
            }
            case Moved(Instant at, Duration _) -> {
                if (!sitting.isEmpty() && chance.in(LIFTS)) {
                    line.cut(at, at.plus(chance.seconds(0.6, 4)));
                }
            }
            case Bustled(Instant at, Duration lasts) -> {
                if (chance.in(LEANT_ON)) {
                    line.hold(at, at.plus(lasts));
                }
            }
            case LaidDown(Instant at, Spot spot) -> {
                if (spot == Spot.SEAT) {
                    line.begin(at.plusSeconds(1));
                }
            }
            case TakenAway(Instant at, Spot spot) -> {
                if (spot == Spot.SEAT) {
                    line.end(at.plusSeconds(1));
                }
            }
            case Crossed _, Opened _ -> {
                // happens elsewhere
            }
        }
    }
}
