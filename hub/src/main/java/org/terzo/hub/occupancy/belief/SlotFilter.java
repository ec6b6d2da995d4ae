package org.terzo.hub.occupancy.belief;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.terzo.hub.occupancy.OccupancyChange;
import org.terzo.hub.occupancy.filter.DeskModel;
import org.terzo.hub.occupancy.saved.StateReader;
import org.terzo.hub.occupancy.saved.StateWriter;
import org.terzo.hub.occupancy.watch.Evidence;
import org.terzo.hub.occupancy.watch.Sense;
import org.terzo.hub.occupancy.watch.Sight;
import org.terzo.hub.occupancy.watch.Vigil;
import org.terzo.hub.occupancy.watch.Watching;

/// The filter of a desk or room, slot by slot; a sighting counts at once, silence at the end of its slot.
public final class SlotFilter implements Subject {
    private final DeskModel model;
    private final long slotMillis;
    private final boolean isRoom;
    private final Decision decision;
    private final List<Sense> senses;
    private final Vigil vigil;
    private double[] p;
    private long slotStart;
    private long seenAt = Watching.NEVER;

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
    }

    @Override
    public List<Sense> senses() {
        return senses;
    }

    @Override
    public Vigil vigil() {
        return vigil;
    }

    public Decision decision() {
        return decision;
    }

    public double[] probabilities() {
        return p.clone();
    }

    @Override
    public void advance(long to, Sight.Of sights, Consumer<OccupancyChange> out) {
        while (slotStart + slotMillis <= to) {
            if (vigil.isAsleep(slotStart, sights)) {
                forget();
                long wake = StrictMath.min(to, vigil.nextObserved(slotStart, sights));
                long start = wake - StrictMath.floorMod(wake, slotMillis);
                if (start > slotStart) {
                    slotStart = start;
                    continue;
                }
            }
            endSlot(slotStart + slotMillis, sights, out);
        }
    }

    private void forget() {
        p = model.prior();
        senses.forEach(Sense::forget);
        decision.forget();
    }

    private void endSlot(long end, Sight.Of sights, Consumer<OccupancyChange> out) {
        watch(end, sights, out);
        Slot slot = new Slot(model.predict(p), isRoom);
        boolean wasSeen = false;
        for (Sense sense : senses) {
            Sense.Level level = sense.slot(slotStart, end, sights.apply(sense.sensor().gateway()));
            slot.add(sense, level);
            sense.endSlot(level);
            wasSeen |= level == Sense.Level.ON;
        }
        p = slot.posterior();
        slotStart = end;
        seenAt = wasSeen ? end : seenAt;
        if (!vigil.isLapsed(end, sights) && (slot.hasEvidence() || !decision.isUnknown())) {
            decision.decide(belief(end, p, slot), out);
        }
    }

    private void watch(long t, Sight.Of sights, Consumer<OccupancyChange> out) {
        vigil.lapse(t, sights).ifPresent(at -> decision.lose(at, at - Vigil.LAPSE_MILLIS, out));
    }

    @Override
    public void apply(Evidence evidence, Sight.Of sights, Consumer<OccupancyChange> out) {
        advance(evidence.at(), sights, out);
        watch(evidence.at(), sights, out);
        Slot slot = new Slot(model.predict(p), isRoom);
        boolean isSighting = false;
        for (Sense sense : senses) {
            if (sense.sensor().id().equals(evidence.sensor())) {
                sense.take(evidence);
                isSighting = sense.signalledOn() && evidence.isSighting();
            }
            slot.add(sense, sense.signalledOn() ? Sense.Level.ON : Sense.Level.NONE);
        }
        if (isSighting) {
            seenAt = evidence.at();
            if (!vigil.isLapsed(evidence.at(), sights)) {
                decision.decide(belief(evidence.at(), slot.posterior(), slot), out);
            }
        }
    }

    private Belief belief(long at, double[] believed, Slot slot) {
        return Belief.of(at, believed, seenAt, () -> slot.reason(at, seenAt, DeskModel.occupied(believed)));
    }

    @Override
    public void lose(long at, long observedTo, Consumer<OccupancyChange> out) {
        decision.lose(at, observedTo, out);
    }

    @Override
    public Subject copy() {
        List<Sense> copies = new ArrayList<>(senses.size());
        senses.forEach(sense -> copies.add(sense.copy()));
        SlotFilter copy =
                new SlotFilter(model, slotMillis, isRoom, decision.copy(), copies, vigil.copy(copies), p.clone());
        copy.slotStart = slotStart;
        copy.seenAt = seenAt;
        return copy;
    }

    @Override
    public void write(StateWriter out) {
        out.number(slotStart).number(seenAt).reals(p);
        vigil.write(out);
        decision.write(out);
        senses.forEach(sense -> sense.write(out));
    }

    @Override
    public void read(StateReader in) {
        slotStart = in.number();
        seenAt = in.number();
        p = in.reals();
        vigil.read(in);
        decision.read(in);
        senses.forEach(sense -> sense.read(in));
    }
}
