package org.terzo.hub.occupancy.hindsight;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import org.terzo.hub.occupancy.filter.SlotModel;
import org.terzo.hub.occupancy.hindsight.PastSlot.Shown;
import org.terzo.hub.occupancy.saved.StateReader;
import org.terzo.hub.occupancy.saved.StateWriter;
import org.terzo.hub.occupancy.watch.Sense.Level;

/// The slots of which nothing was said in hindsight yet, and what is believed of the oldest by all that they showed (inference.md 4.3).
final class Window {
    /// Below that numbers are made large again, before they are lost.
    private static final double VANISHING = 1e-100;

    private static final double[] EVEN = {1, 1, 1, 1};

    private final SlotModel model;
    private final Deque<PastSlot> slots = new ArrayDeque<>();
    /// What was believed after the slot before the oldest.
    private double[] before;
    /// So many of the latest slots showed the same.
    private int alike;
    /// What followed the oldest of so many slots, all of them alike like those of now.
    private double[] known = {};

    private int knownOf;

    Window(SlotModel model) {
        this.model = model;
        before = model.prior();
    }

    void clear() {
        slots.clear();
        before = model.prior();
        alike = 0;
        knownOf = 0;
    }

    boolean isEmpty() {
        return slots.isEmpty();
    }

    void add(PastSlot slot) {
        boolean isAlike = !slot.isFirst() && !slots.isEmpty() && slots.getLast().shown().equals(slot.shown());
        alike = isAlike ? alike + 1 : 1;
        slots.addLast(isAlike ? new PastSlot(slot.start(), false, slots.getLast().shown()) : slot);
    }

    /// The latest slot's door stood open, though nobody knew.
    void reopenLast(Shown shown) {
        PastSlot last = slots.removeLast();
        slots.addLast(new PastSlot(last.start(), last.isFirst(), shown));
        alike = 1;
    }

    PastSlot oldest() {
        return slots.getFirst();
    }

    PastSlot latest() {
        return slots.getLast();
    }

    /// What the oldest slot and those that follow from it showed.
    List<List<Level>> shown() {
        List<List<Level>> shown = new ArrayList<>();
        for (PastSlot slot : slots) {
            if (slot.isFirst() && !shown.isEmpty()) {
                break;
            }
            shown.add(slot.shown().levels());
        }
        return shown;
    }

    /// What was believed of the oldest slot before it showed anything.
    double[] predicted() {
        PastSlot slot = oldest();
        return model.step(slot.shown().gate()).after(slot.isFirst() ? model.prior() : before);
    }

    /// What is believed of the oldest slot by all that was shown.
    double[] smoothed() {
        double[] smoothed = filtered();
        SlotModel.weigh(smoothed, followed());
        return smoothed;
    }

    private double[] filtered() {
        double[] filtered = predicted();
        SlotModel.weigh(filtered, oldest().shown().likelihood().ofStates());
        return filtered;
    }

    void dropOldest() {
        before = filtered();
        slots.removeFirst();
    }

    /// How likely what came after the oldest slot is in each of its states. Where all slots are alike it was worked out before.
    private double[] followed() {
        boolean areAlike = alike >= slots.size();
        if (!areAlike || knownOf != slots.size()) {
            known = backwards();
            knownOf = areAlike ? slots.size() : 0;
        }
        return known;
    }

    private double[] backwards() {
        double[] b = {1, 1, 1, 1};
        double[] weighed = new double[SlotModel.STATES];
        Iterator<PastSlot> each = slots.descendingIterator();
        for (int left = slots.size() - 1; left > 0; left--) {
            PastSlot slot = each.next();
            if (slot.isFirst()) {
                Arrays.fill(b, 1);
            } else {
                double[] likelihood = slot.shown().likelihood().ofStates();
                double sum = 0;
                for (int i = 0; i < weighed.length; i++) {
                    weighed[i] = likelihood[i] * b[i];
                    sum += weighed[i];
                }
                model.step(slot.shown().gate()).before(weighed, b);
                if (sum < VANISHING) {
                    SlotModel.weigh(b, EVEN);
                }
            }
        }
        return b;
    }

    Window copy() {
        Window copy = new Window(model);
        copy.slots.addAll(slots);
        copy.before = before;
        copy.alike = alike;
        copy.known = known;
        copy.knownOf = knownOf;
        return copy;
    }

    /// Runs of slots that showed the same, and each thing shown once.
    void write(StateWriter out) {
        List<Shown> all = slots.stream().map(PastSlot::shown).distinct().toList();
        out.reals(before).number(all.size());
        all.forEach(shown -> shown.write(out));
        List<List<PastSlot>> runs = runs();
        out.number(runs.size());
        for (List<PastSlot> run : runs) {
            PastSlot first = run.getFirst();
            out.number(first.start()).number(first.isFirst() ? 1 : 0).number(all.indexOf(first.shown())).number(run.size());
        }
    }

    private List<List<PastSlot>> runs() {
        List<List<PastSlot>> runs = new ArrayList<>();
        for (PastSlot slot : slots) {
            if (slot.isFirst() || runs.isEmpty() || !runs.getLast().getLast().shown().equals(slot.shown())) {
                runs.add(new ArrayList<>());
            }
            runs.getLast().add(slot);
        }
        return runs;
    }

    void read(StateReader in, long slotMillis) {
        before = in.reals();
        List<Shown> all = new ArrayList<>();
        for (long left = in.number(); left > 0; left--) {
            all.add(Shown.read(in));
        }
        for (long runs = in.number(); runs > 0; runs--) {
            long start = in.number();
            boolean isFirst = in.number() == 1;
            Shown shown = all.get((int) in.number());
            for (long i = 0, size = in.number(); i < size; i++) {
                add(new PastSlot(start + i * slotMillis, isFirst && i == 0, shown));
            }
        }
    }
}
