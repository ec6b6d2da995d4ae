package org.terzo.hub.occupancy.belief;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.terzo.hub.occupancy.OccupancyChange;
import org.terzo.hub.occupancy.Reason;
import org.terzo.hub.occupancy.filter.Gate;
import org.terzo.hub.occupancy.filter.SensorModel;
import org.terzo.hub.occupancy.filter.SlotModel;
import org.terzo.hub.occupancy.saved.CheckpointRule;
import org.terzo.hub.occupancy.saved.StateReader;
import org.terzo.hub.occupancy.saved.StateWriter;
import org.terzo.hub.occupancy.watch.Doorway;
import org.terzo.hub.occupancy.watch.Evidence;
import org.terzo.hub.occupancy.watch.Sense;
import org.terzo.hub.occupancy.watch.Sense.Level;
import org.terzo.hub.occupancy.watch.Sight;
import org.terzo.hub.occupancy.watch.Vigil;
import org.terzo.hub.occupancy.watch.Watching;

/// The filter of a desk or room, slot by slot; a signal counts at once, silence at the end of its slot.
public final class SlotFilter implements Subject {
    private final SlotModel model;
    private final long slotMillis;
    private final Decision decision;
    private final Witnesses witnesses;
    private final Doorway doorway;
    private final Vigil vigil;
    private final Steps steps;
    private long slotStart;
    /// The long break for which everything was forgotten last: up to here somebody had looked.
    private long forgottenFrom = Watching.NEVER;

    /// How a desk or room is thought of.
    ///
    /// @param sensors what each sensor shows, in the order of the senses
    /// @param isRoom its motion sensors see the same people, so any one speaks for all
    public record Place(SlotModel model, long slotMillis, boolean isRoom, List<SensorModel> sensors) {
        public Place {
            sensors = List.copyOf(sensors);
        }
    }

    /// @param senses of the people who may be there
    /// @param contacts of the doors through which they come and go; empty: nothing is known of those
    public SlotFilter(Place place, Decision decision, List<Sense> senses, List<Sense> contacts) {
        this(
                place.model(), place.slotMillis(), decision, new Witnesses(new Slot.Hearing(place.model(), senses, place.sensors()), place.isRoom()),
                new Doorway(contacts), new Vigil(senses), new Steps(place.model()));
    }

    private SlotFilter(
            SlotModel model, long slotMillis, Decision decision, Witnesses witnesses, Doorway doorway, Vigil vigil, Steps steps) {
        this.model = model;
        this.slotMillis = slotMillis;
        this.decision = decision;
        this.witnesses = witnesses;
        this.doorway = doorway;
        this.vigil = vigil;
        this.steps = steps;
    }

    @Override
    public List<Sense> senses() {
        if (!doorway.isThere()) {
            return witnesses.senses();
        }
        List<Sense> all = new ArrayList<>(witnesses.senses());
        all.addAll(doorway.contacts());
        return all;
    }

    @Override
    public Vigil vigil() {
        return vigil;
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
            if (vigil.isAsleep(slotStart, sights) && witnesses.areSilent()) {
                long next = StrictMath.min(to, vigil.nextObserved(slotStart, sights));
                long start = next - StrictMath.floorMod(next, slotMillis);
                if (start > slotStart) {
                    watch(slotStart, sights, out);
                    slotStart = start;
                    doorway.endSlot();
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
        Sight[] looks = witnesses.looks(sights);
        long sure = StrictMath.min(to, vigil.looksOnTo(slotStart, looks));
        Level[] shown = {};
        Gate through = Gate.UNKNOWN;
        int times = 0;
        Optional<Slot> same = Optional.empty();
        while (slotStart + slotMillis <= sure) {
            long end = slotStart + slotMillis;
            Level[] levels = witnesses.levels(slotStart, end, looks);
            Gate gate = doorway.gate(slotStart, end, sights);
            times = Arrays.equals(levels, shown) && gate == through ? times + 1 : 1;
            if (times < 3) {
                same = Optional.empty();
            }
            Slot slot = same.orElseGet(() -> witnesses.over(steps.predicted(gate), levels));
            same = Optional.of(slot).filter(steps::isSettledBy);
            vigil.nothingLapsed(end);
            end(slot, gate, levels, looks);
            if (slot.hasEvidence() || !decision.isUnknown()) {
                decide(slotStart, out);
            }
            shown = levels;
            through = gate;
        }
    }

    /// After 30 min in which nobody looked, nothing from before counts.
    private void wake(long until, Sight.Of sights) {
        long observed = vigil.observedUntil(slotStart, sights);
        if (observed < slotStart && observed != forgottenFrom) {
            long next = StrictMath.max(slotStart, StrictMath.min(until, vigil.nextObserved(slotStart, sights)));
            if (next - observed > Vigil.ASLEEP_MILLIS) {
                forgottenFrom = observed;
                steps.forget();
                witnesses.forget();
                decision.forget();
            }
        }
    }

    private void endSlot(long end, Sight.Of sights, Consumer<OccupancyChange> out) {
        wake(end, sights);
        watch(end, sights, out);
        Sight[] looks = witnesses.looks(sights);
        Level[] levels = witnesses.levels(slotStart, end, looks);
        Gate gate = doorway.gate(slotStart, end, sights);
        Slot slot = witnesses.over(steps.predicted(gate), levels);
        end(slot, gate, levels, looks);
        if (!vigil.isGone(end, sights) && (slot.hasEvidence() || !decision.isUnknown())) {
            decide(end, out);
        }
    }

    private void end(Slot slot, Gate gate, Level[] levels, Sight[] looks) {
        long end = slotStart + slotMillis;
        witnesses.end(slot, levels, slotStart, end, looks);
        doorway.endSlot();
        steps.end(slot, gate);
        slotStart = end;
    }

    private void decide(long at, Consumer<OccupancyChange> out) {
        double[] believed = steps.believed();
        decision.decide(Belief.of(at, model, believed, () -> witnesses.strongest(at, believed)), out);
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
        witnesses.take(evidence, slotStart);
        doorway.take(evidence, slotStart);
        if (doorway.opensSlotBefore(slotStart)) {
            steps.reopen();
        }
        if (vigil.isGone(at, sights)) {
            decision.lose(at, vigil.why(at, sights), out);
        } else if (evidence.isSignal()) {
            decideNow(at, sights, out);
        }
    }

    private void decideNow(long at, Sight.Of sights, Consumer<OccupancyChange> out) {
        Slot slot = witnesses.running(steps.predicted(doorway.gate(slotStart, at, sights)), at, sights);
        double[] believed = slot.posterior();
        long start = slotStart;
        decision.decide(Belief.of(at, model, believed, () -> witnesses.strongestWith(slot, start, at, believed)), out);
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
        Witnesses copies = witnesses.copy();
        Doorway door = doorway.copy();
        SlotFilter copy = new SlotFilter(model, slotMillis, decision.copy(), copies, door, vigil.copy(copies.senses()), steps.copy());
        copy.slotStart = slotStart;
        copy.forgottenFrom = forgottenFrom;
        return copy;
    }

    @Override
    public void write(StateWriter out) {
        out.number(slotStart).number(forgottenFrom);
        steps.write(out);
        vigil.write(out);
        decision.write(out);
        witnesses.write(out);
        if (doorway.isThere()) {
            doorway.write(out);
            steps.writeLast(out);
        }
    }

    @Override
    public void read(StateReader in) {
        slotStart = in.number();
        forgottenFrom = in.number();
        steps.read(in);
        vigil.read(in);
        decision.read(in);
        witnesses.read(in);
        if (doorway.isThere()) {
            doorway.read(in);
            steps.readLast(in);
        }
    }
}
