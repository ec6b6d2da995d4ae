package org.terzo.hub.occupancy.belief;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.terzo.hub.occupancy.OccupancyChange;
import org.terzo.hub.occupancy.Reason;
import org.terzo.hub.occupancy.filter.DeskModel;
import org.terzo.hub.occupancy.saved.CheckpointRule;
import org.terzo.hub.occupancy.saved.StateReader;
import org.terzo.hub.occupancy.saved.StateWriter;
import org.terzo.hub.occupancy.watch.Evidence;
import org.terzo.hub.occupancy.watch.Sense;
import org.terzo.hub.occupancy.watch.Sense.Level;
import org.terzo.hub.occupancy.watch.Sight;
import org.terzo.hub.occupancy.watch.Vigil;
import org.terzo.hub.occupancy.watch.Watching;

/// The filter of a desk or room, slot by slot; a signal counts at once, silence at the end of its slot.
public final class SlotFilter implements Subject {
    private final DeskModel model;
    private final long slotMillis;
    private final boolean isRoom;
    private final Decision decision;
    private final List<Sense> senses;
    private final Vigil vigil;
    private final Testimony[] testimonies;
    private double[] p;
    private long slotStart;
    /// The long break for which everything was forgotten last: up to here somebody had looked.
    private long forgottenFrom = Watching.NEVER;

    /// @param isRoom its motion sensors see the same people, so any one speaks for all
    public SlotFilter(DeskModel model, long slotMillis, boolean isRoom, Decision decision, List<Sense> senses) {
        this(model, slotMillis, isRoom, decision, senses, new Vigil(senses), model.prior());
    }

    private SlotFilter(
            DeskModel model, long slotMillis, boolean isRoom, Decision decision, List<Sense> senses, Vigil vigil, double[] p) {
        this.model = model;
        this.slotMillis = slotMillis;
        this.isRoom = isRoom;
        this.decision = decision;
        this.senses = senses;
        this.vigil = vigil;
        this.p = p;
        testimonies = new Testimony[senses.size()];
        Arrays.fill(testimonies, Testimony.NONE);
    }

    @Override
    public List<Sense> senses() {
        return senses;
    }

    @Override
    public Vigil vigil() {
        return vigil;
    }

    /// The probability that somebody is there, at the end of the last slot.
    double occupied() {
        return DeskModel.occupied(p);
    }

    public Decision decision() {
        return decision;
    }

    @Override
    public void begin(long at) {
        slotStart = at - StrictMath.floorMod(at, slotMillis);
        vigil.nothingLapsed(slotStart);
    }

    @Override
    public void advance(long to, Sight.Of sights, Consumer<OccupancyChange> out) {
        while (slotStart + slotMillis <= to) {
            wake(slotStart, sights);
            if (vigil.isAsleep(slotStart, sights) && senses.stream().allMatch(sense -> sense.said() == Level.NONE)) {
                long next = StrictMath.min(to, vigil.nextObserved(slotStart, sights));
                long start = next - StrictMath.floorMod(next, slotMillis);
                if (start > slotStart) {
                    watch(slotStart, sights, out);
                    slotStart = start;
                    continue;
                }
            }
            endSlot(slotStart + slotMillis, sights, out);
            passQuietly(to, sights, out);
        }
    }

    /// The slots up to `to` in which somebody surely looks, so that nobody wakes and nothing lapses. Where the same was shown thrice and
    /// believed twice, the same follows, to the bit: it is not worked out again.
    private void passQuietly(long to, Sight.Of sights, Consumer<OccupancyChange> out) {
        if (slotStart + slotMillis > to) {
            return;
        }
        Sight[] looks = looks(sights);
        long sure = StrictMath.min(to, vigil.looksOnTo(slotStart, looks));
        Level[] shown = {};
        int times = 0;
        Slot slot = Slot.NOTHING;
        boolean isSettled = false;
        while (slotStart + slotMillis <= sure) {
            Level[] levels = levels(looks);
            times = Arrays.equals(levels, shown) ? times + 1 : 1;
            if (times < 3 || !isSettled) {
                slot = slot(levels, spokenMotions(levels));
                isSettled = Arrays.equals(slot.posterior(), p);
            }
            vigil.nothingLapsed(slotStart + slotMillis);
            end(slot, levels, looks);
            if (slot.hasEvidence() || !decision.isUnknown()) {
                decide(slotStart, out);
            }
            shown = levels;
        }
    }

    /// After 30 min in which nobody looked, nothing from before counts.
    private void wake(long until, Sight.Of sights) {
        long observed = vigil.observedUntil(slotStart, sights);
        if (observed < slotStart && observed != forgottenFrom) {
            long next = StrictMath.max(slotStart, StrictMath.min(until, vigil.nextObserved(slotStart, sights)));
            if (next - observed > Vigil.ASLEEP_MILLIS) {
                forgottenFrom = observed;
                p = model.prior();
                senses.forEach(Sense::forget);
                Arrays.fill(testimonies, Testimony.NONE);
                decision.forget();
            }
        }
    }

    private void endSlot(long end, Sight.Of sights, Consumer<OccupancyChange> out) {
        wake(end, sights);
        watch(end, sights, out);
        Sight[] looks = looks(sights);
        Level[] levels = levels(looks);
        Slot slot = slot(levels, spokenMotions(levels));
        end(slot, levels, looks);
        if (!vigil.isGone(end, sights) && (slot.hasEvidence() || !decision.isUnknown())) {
            decide(end, out);
        }
    }

    /// The sight of each sense.
    private Sight[] looks(Sight.Of sights) {
        Sight[] looks = new Sight[senses.size()];
        for (int i = 0; i < looks.length; i++) {
            looks[i] = sights.apply(senses.get(i).sensor().gateway());
        }
        return looks;
    }

    /// What the running slot showed, now that it is over.
    private Level[] levels(Sight[] looks) {
        Level[] levels = new Level[looks.length];
        for (int i = 0; i < levels.length; i++) {
            levels[i] = senses.get(i).slot(slotStart, slotStart + slotMillis, looks[i]);
        }
        return levels;
    }

    private void end(Slot slot, Level[] levels, Sight[] looks) {
        long end = slotStart + slotMillis;
        for (int i = 0; i < levels.length; i++) {
            senses.get(i).endSlot(levels[i], slotStart, end, looks[i]);
            testimonies[i] = testimonies[i].and(slot.level(i), slotStart, slot.logOdds(i));
        }
        p = slot.posterior();
        slotStart = end;
    }

    private void decide(long at, Consumer<OccupancyChange> out) {
        double[] believed = p;
        decision.decide(Belief.of(at, believed, () -> strongest(testimonies, at, believed)), out);
    }

    private Slot slot(Level[] levels, int sharing) {
        double[] predicted = model.predict(p);
        return isRoom ? Slot.ofRoom(predicted, senses, levels) : Slot.ofDesk(predicted, senses, levels, sharing);
    }

    private int spokenMotions(Level[] levels) {
        int spoken = 0;
        for (int i = 0; i < levels.length; i++) {
            spoken += levels[i] != Level.NONE && senses.get(i).feelsMotion() ? 1 : 0;
        }
        return spoken;
    }

    private void watch(long t, Sight.Of sights, Consumer<OccupancyChange> out) {
        vigil.lapse(t, sights).ifPresent(at -> decision.lose(at, vigil.why(at, sights), out));
    }

    @Override
    public void apply(Evidence evidence, Sight.Of sights, Consumer<OccupancyChange> out) {
        long at = evidence.at();
        advance(at, sights, out);
        wake(at, sights);
        watch(at, sights, out);
        for (Sense sense : senses) {
            if (sense.sensor().id().equals(evidence.sensor())) {
                sense.take(evidence, slotStart);
            }
        }
        if (vigil.isGone(at, sights)) {
            decision.lose(at, vigil.why(at, sights), out);
        } else if (evidence.isSignal()) {
            decideNow(at, sights, out);
        }
    }

    /// By what the running slot has shown so far: of motion only that there was some, its silence is not known yet.
    private void decideNow(long at, Sight.Of sights, Consumer<OccupancyChange> out) {
        Level[] levels = new Level[senses.size()];
        int motions = 0;
        for (int i = 0; i < levels.length; i++) {
            Sense sense = senses.get(i);
            levels[i] = sense.feelsMotion() && sense.said() == Level.OFF ? Level.NONE : sense.said();
            boolean isObserved = levels[i] == Level.ON || sense.observedUntil(at, sights.apply(sense.sensor().gateway())) == at;
            motions += isObserved && sense.feelsMotion() ? 1 : 0;
        }
        Slot slot = slot(levels, motions);
        double[] believed = slot.posterior();
        decision.decide(Belief.of(at, believed, () -> strongest(with(slot), at, believed)), out);
    }

    private Testimony[] with(Slot running) {
        Testimony[] all = new Testimony[testimonies.length];
        for (int i = 0; i < all.length; i++) {
            all[i] = testimonies[i].and(running.level(i), slotStart, running.logOdds(i));
        }
        return all;
    }

    private Reason strongest(Testimony[] all, long at, double[] believed) {
        double sign = DeskModel.occupied(believed) > 0.5 ? 1 : -1;
        int best = -1;
        for (int i = 0; i < all.length; i++) {
            if (sign * all[i].logOdds() > (best < 0 ? 0 : sign * all[best].logOdds())) {
                best = i;
            }
        }
        return best < 0 ? Reasons.withoutEvidence(sign > 0) : Reasons.of(senses.get(best), all[best], at);
    }

    @Override
    public void lose(long at, Reason why, Consumer<OccupancyChange> out) {
        decision.lose(at, why, out);
    }

    @Override
    public CheckpointRule checkpoints() {
        return CheckpointRule.DAILY;
    }

    @Override
    public Subject copy() {
        List<Sense> copies = new ArrayList<>(senses.size());
        senses.forEach(sense -> copies.add(sense.copy()));
        SlotFilter copy =
                new SlotFilter(model, slotMillis, isRoom, decision.copy(), copies, vigil.copy(copies), p.clone());
        copy.slotStart = slotStart;
        copy.forgottenFrom = forgottenFrom;
        System.arraycopy(testimonies, 0, copy.testimonies, 0, testimonies.length);
        return copy;
    }

    @Override
    public void write(StateWriter out) {
        out.number(slotStart).number(forgottenFrom).reals(p);
        vigil.write(out);
        decision.write(out);
        senses.forEach(sense -> sense.write(out));
        for (Testimony testimony : testimonies) {
            testimony.write(out);
        }
    }

    @Override
    public void read(StateReader in) {
        slotStart = in.number();
        forgottenFrom = in.number();
        p = in.reals();
        vigil.read(in);
        decision.read(in);
        senses.forEach(sense -> sense.read(in));
        for (int i = 0; i < testimonies.length; i++) {
            testimonies[i] = Testimony.read(in);
        }
    }
}
