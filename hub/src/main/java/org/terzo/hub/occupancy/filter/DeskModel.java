package org.terzo.hub.occupancy.filter;

/// A desk, or a room without a door contact: free, occupied active, occupied still, brief absence (inference.md 4.1).
public final class DeskModel implements SlotModel {
    private static final int ACTIVE = 1;
    private static final int STILL = 2;
    private static final int ABSENT = 3;

    private final TransitionMatrix step;
    private final double[] prior;

    public DeskModel(DeskRates rates, double slotMinutes) {
        step = TransitionMatrix.of(perMinute(rates), slotMinutes);
        prior = step.stationary();
    }

    private static double[][] perMinute(DeskRates rates) {
        double[][] perMinute = new double[STATES][STATES];
        perMinute[FREE][ACTIVE] = rates.arrives();
        perMinute[ACTIVE][STILL] = rates.calms();
        perMinute[STILL][ACTIVE] = rates.stirs();
        perMinute[ACTIVE][FREE] = rates.leaves();
        perMinute[ACTIVE][ABSENT] = rates.pauses();
        perMinute[ABSENT][ACTIVE] = rates.returns();
        perMinute[ABSENT][FREE] = rates.staysAway();
        return perMinute;
    }

    @Override
    public double[] prior() {
        return prior.clone();
    }

    @Override
    public TransitionMatrix step(Gate gate) {
        return step;
    }

    @Override
    public double occupied(double[] p) {
        return p[ACTIVE] + p[STILL];
    }

    @Override
    public double absent(double[] p) {
        return p[ABSENT];
    }
}
