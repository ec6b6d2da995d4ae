package org.terzo.hub.occupancy.filter;

/// A room whose door has a contact: empty, somebody active, still, deep still. It empties and fills while the door lets somebody through
/// (inference.md 5.1); where that is not known, as a room without a contact does, whose people move when they leave.
public final class RoomModel implements SlotModel {
    private static final int ACTIVE = 1;
    private static final int STILL = 2;
    private static final int DEEP = 3;
    private static final double THROUGH_A_SHUT_DOOR = 1.0 / 20_000;
    private static final double THROUGH_AN_OPEN_DOOR = 1;
    private static final double CALMS = 1.0 / 6;
    private static final double FALLS_ASLEEP = 1.0 / 30;
    private static final double STIRS = 1.0 / 10;
    private static final double WAKES = 1.0 / 400;

    private final TransitionMatrix shut;
    private final TransitionMatrix open;
    private final TransitionMatrix unknown;
    private final double[] prior;

    public RoomModel(double slotMinutes) {
        shut = TransitionMatrix.of(gated(THROUGH_A_SHUT_DOOR), slotMinutes);
        open = TransitionMatrix.of(gated(THROUGH_AN_OPEN_DOOR), slotMinutes);
        unknown = TransitionMatrix.of(ungated(), slotMinutes);
        prior = unknown.stationary();
    }

    /// One who sleeps can leave as well: left out, a room stays occupied for ever.
    private static double[][] gated(double through) {
        double[][] perMinute = new double[STATES][STATES];
        perMinute[FREE][ACTIVE] = through;
        perMinute[ACTIVE][FREE] = through;
        perMinute[STILL][FREE] = through;
        perMinute[DEEP][FREE] = through;
        perMinute[ACTIVE][STILL] = CALMS;
        perMinute[STILL][ACTIVE] = STIRS;
        perMinute[STILL][DEEP] = FALLS_ASLEEP;
        perMinute[DEEP][ACTIVE] = WAKES;
        return perMinute;
    }

    private static double[][] ungated() {
        DeskRates rates = DeskRates.DEFAULT;
        double[][] perMinute = new double[STATES][STATES];
        perMinute[FREE][ACTIVE] = rates.arrives();
        perMinute[ACTIVE][FREE] = rates.leaves() + rates.pauses();
        perMinute[ACTIVE][STILL] = rates.calms();
        perMinute[STILL][ACTIVE] = rates.stirs();
        perMinute[DEEP][ACTIVE] = rates.stirs();
        return perMinute;
    }

    @Override
    public double[] prior() {
        return prior.clone();
    }

    @Override
    public TransitionMatrix step(Gate gate) {
        return switch (gate) {
            case SHUT -> shut;
            case OPEN -> open;
            case UNKNOWN -> unknown;
        };
    }

    @Override
    public double occupied(double[] p) {
        return p[ACTIVE] + p[STILL] + p[DEEP];
    }

    @Override
    public double absent(double[] p) {
        return 0;
    }
}
