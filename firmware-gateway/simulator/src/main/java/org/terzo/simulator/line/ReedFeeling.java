package org.terzo.simulator.line;

import java.time.Instant;
import org.terzo.simulator.scene.Stimulus;
import org.terzo.simulator.scene.Stimulus.Bustled;
import org.terzo.simulator.scene.Stimulus.Came;
import org.terzo.simulator.scene.Stimulus.Crossed;
import org.terzo.simulator.scene.Stimulus.LaidDown;
import org.terzo.simulator.scene.Stimulus.Moved;
import org.terzo.simulator.scene.Stimulus.Opened;
import org.terzo.simulator.scene.Stimulus.TakenAway;
import org.terzo.simulator.scene.Stimulus.Went;

/// A contact on a door's leaf: never misses, knows nobody.
public final class ReedFeeling implements Feeling {
    @Override
    public void feel(Stimulus what, Sweep line) {
        switch (what) {
            case Opened(Instant at, Instant until) -> line.hold(at, until);
            case Came _, Went _, Moved _, Bustled _, LaidDown _, TakenAway _, Crossed _ -> {
                // not the leaf
            }
        }
    }
}
