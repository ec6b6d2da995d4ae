package org.terzo.hub.occupancy.belief;

import java.util.Optional;
import java.util.function.Consumer;
import org.terzo.hub.occupancy.Headcount;
import org.terzo.hub.occupancy.OccupancyChange;
import org.terzo.hub.occupancy.Reason;
import org.terzo.hub.occupancy.saved.StateReader;
import org.terzo.hub.occupancy.saved.StateWriter;

/// The headcount of a room whose sensors only tell whether somebody is in.
public final class RoomDecision implements Decision {
    private static final double SOMEBODY_FROM = 0.5;
    private static final double SURE_FROM = 0.95;

    private final int capacity;
    private final Headline headline;

    public RoomDecision(int capacity, Headline headline) {
        this.capacity = StrictMath.max(1, capacity);
        this.headline = headline;
    }

    @Override
    public void decide(Belief belief, Consumer<OccupancyChange> out) {
        double occupied = belief.occupied();
        int best = occupied >= SOMEBODY_FROM ? 1 : 0;
        int low = occupied >= SURE_FROM ? 1 : 0;
        int high = occupied <= 1 - SURE_FROM ? 0 : capacity;
        headline.say(belief.at(), Optional.of(new Headcount(low, best, high)), OccupancyChange.Quality.MEDIUM, out);
    }

    @Override
    public void lose(long at, Reason why, Consumer<OccupancyChange> out) {
        headline.say(at, Optional.empty(), OccupancyChange.Quality.LOW, out);
    }

    @Override
    public void loseAnew(long at, Reason why, Consumer<OccupancyChange> out) {
        headline.sayAnew(at, Optional.empty(), OccupancyChange.Quality.LOW, out);
    }

    @Override
    public void forget() {
        // what was said before plays no part in what is said next
    }

    @Override
    public boolean isUnknown() {
        return headline.isUnknown();
    }

    public Headline headline() {
        return headline;
    }

    @Override
    public RoomDecision copy() {
        return new RoomDecision(capacity, headline.copy());
    }

    @Override
    public void write(StateWriter out) {
        headline.write(out);
    }

    @Override
    public void read(StateReader in) {
        headline.read(in);
    }
}
