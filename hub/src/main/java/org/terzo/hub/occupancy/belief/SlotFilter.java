package org.terzo.hub.occupancy.belief;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.terzo.hub.occupancy.OccupancyChange;
import org.terzo.hub.occupancy.Reason;
import org.terzo.hub.occupancy.filter.Gate;
import org.terzo.hub.occupancy.filter.SlotModel;
import org.terzo.hub.occupancy.hindsight.Hindsight;
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
    private final List<Sense> senses;
    private final Witnesses witnesses;
    private final Doorway doorway;
    private final Vigil vigil;
    private final Steps steps;
    private final Optional<Hindsight> hindsight;
    private long slotStart;
    /// The long break for which everything was forgotten last: up to here somebody had looked.
    private long forgottenFrom = Watching.NEVER;

    /// @param senses of the people who may be there
    /// @param contacts of the doors through which they come and go; empty: nothing is known of those
    /// @param later what is said in hindsight; empty: nothing is
    public SlotFilter(Place place, Decision decision, Optional<Decision> later, List<Sense> senses, List<Sense> contacts) {
        this(
                place.model(), place.slotMillis(), decision, new Witnesses(new Slot.Hearing(place.model(), senses, place.sensors()), place.isRoom()),
                new Doorway(contacts), new Vigil(senses), new Steps(place.model()),
                later.map(each -> new Hindsight(place.model(), place.slotMillis(), each, senses)));
    }

    private SlotFilter(
            SlotModel model, long slotMillis, Decision decision, Witnesses witnesses, Doorway doorway, Vigil vigil, Steps steps,
            Optional<Hindsight> hindsight) {
        this.senses = Stream.concat(witnesses.senses().stream(), doorway.contacts().stream()).toList();
        this.hindsight = hindsight;
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
        return senses;
    }

    @Override
    public Vigil vigil() {
        return vigil;
    }

    /// The probability that somebody is there, at the end of the last slot.
    double occupied() {
        return model.occupied(steps.believed());
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
            same = times < 3 ? Optional.empty() : same;
            Slot slot = same.orElseGet(() -> witnesses.over(steps.predicted(gate), levels));
            same = Optional.of(slot).filter(steps::isSettledBy);
            vigil.nothingLapsed(end);
            if (end(slot, gate, levels, looks, sights, out)) {
                return;
            }
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
                hindsight.ifPresent(Hindsight::forget);
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
        see(end, sights);
        boolean _ = end(slot, gate, levels, looks, sights, out);
        if (!vigil.isGone(end, sights) && (slot.hasEvidence() || !decision.isUnknown())) {
            decide(end, out);
        }
    }

    /// @return whether a sensor has just turned out to be stuck
    private boolean end(Slot slot, Gate gate, Level[] levels, Sight[] looks, Sight.Of sights, Consumer<OccupancyChange> out) {
        long end = slotStart + slotMillis;
        hindsight.ifPresent(later -> later.slot(end - slotMillis, levels, gate, slot.likelihood(), witnesses.openFrom(), out));
        long stuckFrom = witnesses.end(slot, levels, slotStart, end, looks);
        doorway.endSlot();
        steps.end(slot, gate);
        slotStart = end;
        if (stuckFrom == Watching.FOREVER) {
            return false;
        }
        hindsight.ifPresent(later -> later.retract(stuckFrom, end, vigil.why(end, sights)));
        if (vigil.isGone(end, sights)) {
            loseNow(end, stuckFrom, sights, out);
        }
        return true;
    }

    private void decide(long at, Consumer<OccupancyChange> out) {
        decision.decide(Belief.of(at, model, steps.believed(), () -> witnesses.strongest(at, steps.believed())), out);
    }

    private void watch(long t, Sight.Of sights, Consumer<OccupancyChange> out) {
        vigil.lapse(t, sights).ifPresent(at -> loseNow(at, vigil.observedUntil(at - 1, sights), sights, out));
    }

    private void loseNow(long at, long seenTo, Sight.Of sights, Consumer<OccupancyChange> out) {
        Reason why = vigil.why(at, sights);
        decision.lose(at, why, out);
        hindsight.ifPresent(later -> later.lose(seenTo, why));
    }

    /// Whether somebody looks again, and since when.
    private void see(long at, Sight.Of sights) {
        hindsight.filter(later -> later.isBlind() && !vigil.isGone(at, sights))
                .ifPresent(later -> later.see(StrictMath.min(at, vigil.seenFrom(slotStart, sights))));
    }

    @Override
    public void apply(Evidence evidence, Sight.Of sights, Consumer<OccupancyChange> out) {
        long at = evidence.at();
        advance(at, sights, out);
        wake(at, sights);
        watch(at, sights, out);
        see(at, sights);
        witnesses.take(evidence, slotStart);
        doorway.take(evidence, slotStart);
        if (doorway.opensSlotBefore(slotStart) && steps.reopen()) {
            hindsight.ifPresent(Hindsight::reopen);
        }
        if (vigil.isGone(at, sights)) {
            loseNow(at, vigil.observedUntil(at, sights), sights, out);
            return;
        }
        hindsight.ifPresent(later -> later.see(at));
        if (evidence.isSignal()) {
            Slot slot = witnesses.running(steps.predicted(doorway.gate(slotStart, at, sights)), at, sights);
            long start = slotStart;
            decision.decide(Belief.of(at, model, slot.posterior(), () -> witnesses.strongestWith(slot, start, at)), out);
        }
    }

    @Override
    public void lose(long at, Reason why, Consumer<OccupancyChange> out) {
        decision.lose(at, why, out);
    }

    @Override
    public void conclude(Consumer<OccupancyChange> out) {
        hindsight.ifPresent(later -> later.conclude(out));
    }

    @Override
    public long saidTo(long line) {
        return hindsight.map(later -> later.saidTo().orElse(slotStart)).orElse(line);
    }

    @Override
    public CheckpointRule checkpoints() {
        return CheckpointRule.DAILY;
    }

    @Override
    public Subject copy() {
        Witnesses own = witnesses.copy();
        Optional<Hindsight> later = hindsight.map(each -> each.copy(own.senses()));
        SlotFilter copy = new SlotFilter(model, slotMillis, decision.copy(), own, doorway.copy(), vigil.copy(own.senses()), steps.copy(), later);
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

    @Override
    public void writeMore(StateWriter out) {
        senses.forEach(sense -> sense.writeRun(out));
        hindsight.ifPresent(later -> later.write(out));
    }

    @Override
    public void readMore(StateReader in) {
        if (!in.isAtEnd()) {
            senses.forEach(sense -> sense.readRun(in));
        }
        hindsight.ifPresent(later -> later.read(in));
    }
}
