package org.terzo.hub.occupancy.hindsight;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.terzo.hub.occupancy.Reason;
import org.terzo.hub.occupancy.filter.SlotModel;
import org.terzo.hub.occupancy.watch.Sense;
import org.terzo.hub.occupancy.watch.Sense.Level;

/// What is believed of the oldest slot of a window in hindsight, and by which of the things that it and those after it showed. To be asked
/// before the window loses it.
record Verdict(SlotModel model, List<Sense> senses, Window window, long slotMillis, double[] p) {
    static Verdict of(SlotModel model, List<Sense> senses, Window window, long slotMillis) {
        return new Verdict(model, senses, window, slotMillis, window.smoothed());
    }

    /// What all of that did to the log-odds of occupied.
    private double logOdds() {
        return logOdds(p) - logOdds(window.predicted());
    }

    private double logOdds(double[] of) {
        return StrictMath.log(model.occupied(of) / (of[SlotModel.FREE] + model.absent(of)));
    }

    /// The first that showed somebody; or how long nobody was shown.
    Reason reason() {
        return model.occupied(p) > 0.5 ? presence() : absence();
    }

    private Reason presence() {
        for (List<Level> levels : window.shown()) {
            for (int i = 0; i < levels.size(); i++) {
                if (levels.get(i) == Level.ON) {
                    Reason.Kind kind = senses.get(i).feelsMotion() ? Reason.Kind.MOTION : Reason.Kind.PRESENT;
                    return reason(kind, Optional.of(senses.get(i)), OptionalLong.empty());
                }
            }
        }
        return reason(Reason.Kind.SEEN_BEFORE, Optional.empty(), OptionalLong.empty());
    }

    private Reason absence() {
        int silent = 0;
        Optional<Sense> speaker = Optional.empty();
        for (List<Level> levels : window.shown()) {
            if (levels.contains(Level.ON)) {
                break;
            }
            silent++;
            int off = levels.indexOf(Level.OFF);
            speaker = speaker.isEmpty() && off >= 0 ? Optional.of(senses.get(off)) : speaker;
        }
        Reason.Kind kind = speaker.map(each -> each.feelsMotion() ? Reason.Kind.NO_MOTION : Reason.Kind.ABSENT).orElse(Reason.Kind.NOTHING_SEEN);
        return reason(kind, speaker, OptionalLong.of(silent * slotMillis / 60_000));
    }

    private Reason reason(Reason.Kind kind, Optional<Sense> speaker, OptionalLong minutes) {
        return new Reason(kind, speaker.map(sense -> sense.sensor().kind()), minutes, OptionalDouble.of(logOdds()), Optional.empty());
    }
}
