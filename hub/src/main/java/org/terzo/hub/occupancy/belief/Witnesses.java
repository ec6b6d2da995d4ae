package org.terzo.hub.occupancy.belief;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.terzo.hub.occupancy.Reason;
import org.terzo.hub.occupancy.saved.StateReader;
import org.terzo.hub.occupancy.saved.StateWriter;
import org.terzo.hub.occupancy.watch.Evidence;
import org.terzo.hub.occupancy.watch.Sense;
import org.terzo.hub.occupancy.watch.Sense.Level;
import org.terzo.hub.occupancy.watch.Sight;
import org.terzo.hub.occupancy.watch.Watching;

/// The sensors that tell of the people at a desk or in a room: what each shows in a slot, and which weighed most.
final class Witnesses {
    private final Slot.Hearing hearing;
    private final boolean isRoom;
    private final Testimony[] testimonies;

    /// @param isRoom its motion sensors see the same people, so any one speaks for all
    Witnesses(Slot.Hearing hearing, boolean isRoom) {
        this.hearing = hearing;
        this.isRoom = isRoom;
        testimonies = new Testimony[hearing.senses().size()];
        forgetTestimonies();
    }

    List<Sense> senses() {
        return hearing.senses();
    }

    private void forgetTestimonies() {
        Arrays.fill(testimonies, Testimony.NONE);
    }

    /// What was said before a long break says nothing after it.
    void forget() {
        senses().forEach(Sense::forget);
        forgetTestimonies();
    }

    void take(Evidence evidence, long slotStart) {
        for (Sense sense : senses()) {
            if (sense.sensor().id().equals(evidence.sensor())) {
                sense.take(evidence, slotStart);
            }
        }
    }

    boolean areSilent() {
        return senses().stream().allMatch(sense -> sense.said() == Level.NONE);
    }

    Sight[] looks(Sight.Of sights) {
        Sight[] looks = new Sight[testimonies.length];
        for (int i = 0; i < looks.length; i++) {
            looks[i] = sights.apply(senses().get(i).sensor().gateway());
        }
        return looks;
    }

    /// What a slot showed, now that it is over.
    Level[] levels(long start, long end, Sight[] looks) {
        Level[] levels = new Level[looks.length];
        for (int i = 0; i < levels.length; i++) {
            levels[i] = senses().get(i).slot(start, end, looks[i]);
        }
        return levels;
    }

    Slot over(double[] predicted, Level[] levels) {
        int spoken = 0;
        for (int i = 0; i < levels.length; i++) {
            spoken += levels[i] != Level.NONE && senses().get(i).feelsMotion() ? 1 : 0;
        }
        return slot(predicted, levels, spoken);
    }

    /// What the running slot has shown up to `at`: of motion only that there was some, its silence is not known yet.
    Slot running(double[] predicted, long at, Sight.Of sights) {
        Level[] levels = new Level[testimonies.length];
        int motions = 0;
        for (int i = 0; i < levels.length; i++) {
            Sense sense = senses().get(i);
            levels[i] = sense.feelsMotion() && sense.said() == Level.OFF ? Level.NONE : sense.said();
            boolean isObserved = levels[i] == Level.ON || sense.observedUntil(at, sights.apply(sense.sensor().gateway())) == at;
            motions += isObserved && sense.feelsMotion() ? 1 : 0;
        }
        return slot(predicted, levels, motions);
    }

    private Slot slot(double[] predicted, Level[] levels, int sharing) {
        return isRoom ? Slot.ofRoom(hearing, predicted, levels) : Slot.ofDesk(hearing, predicted, levels, sharing);
    }

    /// @return since when a sensor has been stuck that has just turned out to be; `FOREVER` when none has
    long end(Slot slot, Level[] levels, long start, long end, Sight[] looks) {
        long stuckFrom = Watching.FOREVER;
        for (int i = 0; i < levels.length; i++) {
            if (senses().get(i).endSlot(levels[i], start, end, looks[i])) {
                stuckFrom = StrictMath.min(stuckFrom, senses().get(i).stuckFrom(end));
            }
            testimonies[i] = testimonies[i].and(slot.level(i), start, slot.logOdds(i));
        }
        return stuckFrom;
    }

    /// Since when any of them has shown somebody without a break; `FOREVER` when none has.
    long openFrom() {
        long from = Watching.FOREVER;
        for (Sense sense : senses()) {
            from = StrictMath.min(from, sense.openFrom());
        }
        return from;
    }

    /// The reason for what is believed at `at`.
    Reason strongest(long at, double[] believed) {
        return strongest(testimonies, at, believed);
    }

    /// The same, with what the running slot showed.
    Reason strongestWith(Slot running, long slotStart, long at) {
        Testimony[] all = new Testimony[testimonies.length];
        for (int i = 0; i < all.length; i++) {
            all[i] = testimonies[i].and(running.level(i), slotStart, running.logOdds(i));
        }
        return strongest(all, at, running.posterior());
    }

    private Reason strongest(Testimony[] all, long at, double[] believed) {
        double sign = hearing.model().occupied(believed) > 0.5 ? 1 : -1;
        int best = -1;
        for (int i = 0; i < all.length; i++) {
            if (sign * all[i].logOdds() > (best < 0 ? 0 : sign * all[best].logOdds())) {
                best = i;
            }
        }
        return best < 0 ? Reasons.withoutEvidence(sign > 0) : Reasons.of(senses().get(best), all[best], at);
    }

    Witnesses copy() {
        List<Sense> copies = new ArrayList<>(testimonies.length);
        senses().forEach(sense -> copies.add(sense.copy()));
        Witnesses copy = new Witnesses(new Slot.Hearing(hearing.model(), copies, hearing.sensors()), isRoom);
        System.arraycopy(testimonies, 0, copy.testimonies, 0, testimonies.length);
        return copy;
    }

    void write(StateWriter out) {
        senses().forEach(sense -> sense.write(out));
        for (Testimony testimony : testimonies) {
            testimony.write(out);
        }
    }

    void read(StateReader in) {
        senses().forEach(sense -> sense.read(in));
        for (int i = 0; i < testimonies.length; i++) {
            testimonies[i] = Testimony.read(in);
        }
    }
}
