package org.terzo.simulator.line;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
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

/// Sees a breathing body at once, and holds its line for some seconds after it is gone. Of somebody who has not moved for minutes it
/// loses sight at times, and now and then for no reason.
public final class RadarFeeling implements Feeling {
    private static final Duration FIRST_SIGHT = Duration.ofMillis(400);
    private static final Duration SEES_STILL = Duration.ofMinutes(6);
    private static final double SEES_AT_RIM = 0.35;
    private static final double LOSES_STILL = 0.35;
    private static final double LOSES_ANYBODY = 0.0012;

    private final Chance chance;
    private final Duration hold;
    private Optional<Instant> lastMoved = Optional.empty();

    public RadarFeeling(Chance chance) {
        this.chance = chance;
        this.hold = chance.seconds(5, 12);
    }

    @Override
    public void feel(Stimulus what, Sweep line) {
        switch (what) {
            case Came(Instant at, int _) -> {
                line.begin(at.plus(FIRST_SIGHT));
                lastMoved = Optional.of(at);
            }
            case Went(Instant at, int _) -> line.end(at.plus(hold));
            case Moved(Instant at, Duration lasts) -> move(at, at.plus(lasts), line);
            case Bustled(Instant at, Duration lasts) -> {
                if (chance.in(SEES_AT_RIM)) {
                    line.hold(at.plus(FIRST_SIGHT), at.plus(lasts).plus(hold));
                }
            }
            case LaidDown _, TakenAway _, Crossed _, Opened _ -> {
                // a bag does not breathe
            }
        }
    }

    private void move(Instant at, Instant end, Sweep line) {
        Optional<Instant> still = lastMoved.map(last -> last.plus(SEES_STILL)).filter(since -> since.isBefore(at));
        if (still.isPresent() && chance.in(LOSES_STILL)) {
            double seconds = Duration.between(still.get(), at).toSeconds();
            Instant lost = still.get().plus(chance.seconds(0, seconds * 0.7));
            Instant found = lost.plus(chance.seconds(8, 150));
            line.cut(lost, found.isBefore(at) ? found : at);
        } else if (chance.in(LOSES_ANYBODY)) {
            line.cut(end, end.plus(chance.seconds(3, 12)));
        }
        lastMoved = Optional.of(end);
    }
}
