package org.terzo.hub.occupancy.filter;

/// How likely what a sensor shows is in each hidden state. Nobody changes what it returns.
public final class SensorModel {
    private final double[] moves;
    private final double[] rests;
    private final double[] rises;
    private final double[] staysOff;
    private final double[] staysOn;
    private final double[] falls;
    private final double[] beginsOn;
    private final double[] beginsOff;

    public SensorModel(SensorFigures figures) {
        moves = figures.motion().toArray();
        rests = figures.motion().complement().toArray();
        rises = figures.rises().toArray();
        staysOff = figures.rises().complement().toArray();
        staysOn = figures.stays().toArray();
        falls = figures.stays().complement().toArray();
        beginsOn = figures.first().toArray();
        beginsOff = figures.first().complement().toArray();
    }

    public double[] motion(boolean seen) {
        return seen ? moves : rests;
    }

    /// A level, given that of the slot before.
    public double[] level(boolean on, boolean before) {
        if (before) {
            return on ? staysOn : falls;
        }
        return on ? rises : staysOff;
    }

    /// A level of which nothing earlier is known.
    public double[] firstLevel(boolean on) {
        return on ? beginsOn : beginsOff;
    }
}
