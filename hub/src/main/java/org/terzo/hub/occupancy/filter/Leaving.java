package org.terzo.hub.occupancy.filter;

/// How strongly an exit speaks for many people inside: by the exponent g of inference.md 5.2.
public enum Leaving {
    /// g = 0.5, where people come and go all day and night.
    ROOT(0.5),
    /// g = 1, where few do.
    EACH(1);

    private final double exponent;

    Leaving(double exponent) {
        this.exponent = exponent;
    }

    public double exponent() {
        return exponent;
    }

    /// How much likelier an exit is with that many times the usual number inside.
    double weight(double ratio) {
        return switch (this) {
            case ROOT -> StrictMath.sqrt(ratio);
            case EACH -> ratio;
        };
    }
}
