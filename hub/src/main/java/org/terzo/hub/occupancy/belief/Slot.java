package org.terzo.hub.occupancy.belief;

import java.util.Locale;
import java.util.Optional;
import org.terzo.hub.occupancy.filter.DeskModel;
import org.terzo.hub.occupancy.watch.Sense;
import org.terzo.hub.occupancy.watch.Watching;

/// The evidence of one slot as it is added up, and which of it weighed most.
public final class Slot {
    private final double[] p;
    private final boolean isRoom;
    private Sense.Level roomMotion = Sense.Level.NONE;
    private Optional<Sense> roomSense = Optional.empty();
    private Optional<Sense> strongest = Optional.empty();
    private double strength;
    private boolean hasEvidence;

    /// @param predicted is owned by the slot from here on
    public Slot(double[] predicted, boolean isRoom) {
        this.p = predicted;
        this.isRoom = isRoom;
    }

    public void add(Sense sense, Sense.Level level) {
        if (level == Sense.Level.NONE) {
            return;
        }
        hasEvidence = true;
        if (isRoom && sense.feelsMotion()) {
            roomSense = Optional.of(sense);
            roomMotion = level == Sense.Level.ON ? level : higher(roomMotion, level);
            return;
        }
        weigh(sense, level);
    }

    private static Sense.Level higher(Sense.Level left, Sense.Level right) {
        return left.compareTo(right) >= 0 ? left : right;
    }

    private void weigh(Sense sense, Sense.Level level) {
        double[] likelihood = sense.likelihood(level);
        DeskModel.weigh(p, likelihood);
        double ratio = StrictMath.abs(StrictMath.log(likelihood[DeskModel.ACTIVE] / likelihood[DeskModel.FREE]));
        if (strongest.isEmpty() || ratio > strength) {
            strongest = Optional.of(sense);
            strength = ratio;
        }
    }

    public boolean hasEvidence() {
        return hasEvidence;
    }

    public double[] posterior() {
        roomSense.ifPresent(sense -> weigh(sense, roomMotion));
        roomSense = Optional.empty();
        return p;
    }

    public String reason(long at, long seenAt, double occupied) {
        boolean isSeen = occupied > 0.5;
        if (isSeen) {
            return strongest.map(Sense::text).orElse("seen before a break");
        }
        String absence = strongest.map(Sense::absence).orElse("nothing seen");
        String length = seenAt == Watching.NEVER ? "" : String.format(Locale.ROOT, " for %d min", (at - seenAt) / 60_000);
        double odds = StrictMath.log(occupied / (1 - occupied));
        return String.format(Locale.ROOT, "%s%s (log-odds %.1f)", absence, length, odds);
    }
}
