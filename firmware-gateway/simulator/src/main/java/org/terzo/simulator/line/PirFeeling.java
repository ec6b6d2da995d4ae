package org.terzo.simulator.line;

import java.time.Duration;
import java.time.Instant;
import org.terzo.simulator.chance.Chance;
import org.terzo.simulator.scene.Stimulus;
import org.terzo.simulator.scene.Stimulus.Bustled;
import org.terzo.simulator.scene.Stimulus.Came;
import org.terzo.simulator.scene.Stimulus.Crossed;
import org.terzo.simulator.scene.Stimulus.LaidDown;
import org.terzo.simulator.scene.Stimulus.Moved;
import org.terzo.simulator.scene.Stimulus.Opened;
import org.terzo.simulator.scene.Stimulus.TakenAway;
import org.terzo.simulator.scene.Stimulus.Went;

/// Sees nearly every movement inside its cone and half of those at its rim, and holds its line for 2 to 3 s.
public final class PirFeeling implements Feeling {
    private static final double SEES = 0.97;
    private static final double SEES_AT_RIM = 0.6;

    private final Chance chance;
    private final Duration hold;

    public PirFeeling(Chance chance) {
        this.chance = chance;
        this.hold = chance.seconds(2, 3);
    }

    @Override
    public void feel(Stimulus what, Sweep line) {
        switch (what) {
            case Moved(Instant at, Duration lasts) -> see(at, lasts, SEES, line);
            case Bustled(Instant at, Duration lasts) -> see(at, lasts, SEES_AT_RIM, line);
            case Came _, Went _, LaidDown _, TakenAway _, Crossed _, Opened _ -> {
                // movements tell of it
            }
        }
    }

    private void see(Instant at, Duration lasts, double share, Sweep line) {
        if (chance.in(share)) {
            line.hold(at, at.plus(lasts).plus(hold));
        }
    }
}
