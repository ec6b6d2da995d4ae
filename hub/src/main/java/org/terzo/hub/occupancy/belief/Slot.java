package org.terzo.hub.occupancy.belief;

import java.util.List;
import org.terzo.hub.occupancy.filter.SensorModel;
import org.terzo.hub.occupancy.filter.SlotModel;
import org.terzo.hub.occupancy.watch.Sense;
import org.terzo.hub.occupancy.watch.Sense.Level;

/// What the sensors of a desk or room showed in one slot, weighed against what was predicted for it.
final class Slot {
    private final SlotModel model;
    private final double[] predicted;
    private final Level[] levels;
    private final double[] logOdds;
    private final double[] likelihood = {1, 1, 1, 1};
    private final double[] posterior;

    private Slot(SlotModel model, double[] predicted, Level[] levels) {
        this.model = model;
        this.predicted = predicted;
        this.levels = levels;
        logOdds = new double[levels.length];
        posterior = predicted.clone();
    }

    /// The sensors of a desk or room, and what each shows in the hidden states.
    record Hearing(SlotModel model, List<Sense> senses, List<SensorModel> sensors) {
        Hearing {
            senses = List.copyOf(senses);
            sensors = List.copyOf(sensors);
        }
    }

    /// A desk's: its motion sensors see the same movements, so they share the weight of one among `sharing`.
    static Slot ofDesk(Hearing hearing, double[] predicted, Level[] levels, int sharing) {
        Slot slot = new Slot(hearing.model(), predicted, levels);
        for (int i = 0; i < levels.length; i++) {
            if (levels[i] != Level.NONE) {
                Sense sense = hearing.senses().get(i);
                slot.weigh(i, sense.likelihood(levels[i], hearing.sensors().get(i)), sense.feelsMotion() ? 1.0 / sharing : 1);
            }
        }
        SlotModel.weigh(slot.posterior, slot.likelihood);
        return slot;
    }

    /// A room's: any one of its motion sensors speaks for all of them.
    static Slot ofRoom(Hearing hearing, double[] predicted, Level[] levels) {
        int first = -1;
        Level[] heard = levels.clone();
        for (int i = 0; i < levels.length; i++) {
            if (levels[i] != Level.NONE && hearing.senses().get(i).feelsMotion()) {
                boolean isFirst = first < 0;
                first = isFirst ? i : first;
                heard[first] = isFirst || heard[first] == Level.OFF ? levels[i] : heard[first];
                heard[i] = isFirst ? heard[i] : Level.NONE;
            }
        }
        return ofDesk(hearing, predicted, heard, 1);
    }

    private void weigh(int i, double[] shown, double weight) {
        double[] weighed = shown.clone();
        for (int j = 0; j < weighed.length; j++) {
            weighed[j] = weight == 1 ? weighed[j] : StrictMath.pow(weighed[j], weight);
            likelihood[j] *= weighed[j];
        }
        logOdds[i] = model.logOdds(predicted, weighed);
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

    /// Of all that was shown, in each hidden state.
    double[] likelihood() {
        return likelihood;
    }

    double[] posterior() {
        return posterior;
    }
}
