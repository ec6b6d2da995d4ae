package org.terzo.hub.occupancy.belief;

import java.util.Arrays;
import org.terzo.hub.occupancy.filter.Gate;
import org.terzo.hub.occupancy.filter.SlotModel;
import org.terzo.hub.occupancy.saved.StateReader;
import org.terzo.hub.occupancy.saved.StateWriter;

/// What is believed after each slot, given those before. Of the last one enough is kept to let its door have stood open after all.
final class Steps {
    private final SlotModel model;
    private double[] p;
    private double[] before;
    private double[] likelihood = {1, 1, 1, 1};
    private Gate gate = Gate.UNKNOWN;

    Steps(SlotModel model) {
        this.model = model;
        p = model.prior();
        before = p;
    }

    /// Nothing earlier counts.
    void forget() {
        p = model.prior();
        before = p;
        likelihood = new double[] {1, 1, 1, 1};
        gate = Gate.UNKNOWN;
    }

    double[] believed() {
        return p;
    }

    /// Of the slot after the last one, before what it showed.
    double[] predicted(Gate next) {
        return model.step(next).after(p);
    }

    /// The last slot's door stood open. False where that was known, or nothing is known of it.
    boolean reopen() {
        boolean isNews = gate == Gate.SHUT;
        if (isNews) {
            gate = Gate.OPEN;
            p = model.step(gate).after(before);
            SlotModel.weigh(p, likelihood);
        }
        return isNews;
    }

    /// Whether the slot leaves all as it is, to the bit.
    boolean isSettledBy(Slot slot) {
        return Arrays.equals(slot.posterior(), p);
    }

    void end(Slot slot, Gate through) {
        before = p;
        likelihood = slot.likelihood();
        gate = through;
        p = slot.posterior();
    }

    Steps copy() {
        Steps copy = new Steps(model);
        copy.p = p;
        copy.before = before;
        copy.likelihood = likelihood.clone();
        copy.gate = gate;
        return copy;
    }

    void write(StateWriter out) {
        out.reals(p);
    }

    void read(StateReader in) {
        p = in.reals();
        before = p;
    }

    /// What only a door needs.
    void writeLast(StateWriter out) {
        out.reals(before).reals(likelihood).word(gate.name());
    }

    void readLast(StateReader in) {
        before = in.reals();
        likelihood = in.reals();
        gate = Gate.valueOf(in.word());
    }
}
