package org.terzo.hub.occupancy.belief;

import java.util.List;
import org.terzo.hub.occupancy.filter.DeskModel;
import org.terzo.hub.occupancy.watch.Sense;
import org.terzo.hub.occupancy.watch.Sense.Level;

/// What the sensors of a desk or room showed in one slot, weighed against what was predicted for it.
final class Slot {
    static final Slot NOTHING = new Slot(new double[0], List.of(), new Level[0]);

    private final List<Sense> senses;
    private final Level[] levels;
    private final double[] logOdds;
    private final double[] p;

    private Slot(double[] predicted, List<Sense> senses, Level[] levels) {
        this.senses = senses;
        this.levels = levels;
        logOdds = new double[levels.length];
        p = predicted.clone();
    }

    /// A desk's: its motion sensors see the same movements, so they share the weight of one among `sharing`.
    static Slot ofDesk(double[] predicted, List<Sense> senses, Level[] levels, int sharing) {
        Slot slot = new Slot(predicted, senses, levels);
        for (int i = 0; i < levels.length; i++) {
            if (levels[i] != Level.NONE) {
                slot.weigh(i, predicted, senses.get(i).feelsMotion() ? 1.0 / sharing : 1);
            }
        }
        return slot;
    }

    /// A room's: any one of its motion sensors speaks for all of them.
    static Slot ofRoom(double[] predicted, List<Sense> senses, Level[] levels) {
        int first = -1;
        Level[] heard = levels.clone();
        for (int i = 0; i < levels.length; i++) {
            if (levels[i] != Level.NONE && senses.get(i).feelsMotion()) {
                boolean isFirst = first < 0;
                first = isFirst ? i : first;
                heard[first] = isFirst || heard[first] == Level.OFF ? levels[i] : heard[first];
                heard[i] = isFirst ? heard[i] : Level.NONE;
            }
        }
        return ofDesk(predicted, senses, heard, 1);
    }

    private void weigh(int i, double[] predicted, double weight) {
        double[] likelihood = senses.get(i).likelihood(levels[i]);
        for (int j = 0; j < likelihood.length; j++) {
            likelihood[j] = weight == 1 ? likelihood[j] : StrictMath.pow(likelihood[j], weight);
        }
        logOdds[i] = DeskModel.logOdds(predicted, likelihood);
        DeskModel.weigh(p, likelihood);
    }

    boolean hasEvidence() {
        for (Level level : levels) {
            if (level != Level.NONE) {
                return true;
            }
        }
        return false;
    }

    Level level(int sense) {
        return levels[sense];
    }

    /// What a sensor's word did to the log-odds of occupied.
    double logOdds(int sense) {
        return logOdds[sense];
    }

    double[] posterior() {
        return p;
    }
}
