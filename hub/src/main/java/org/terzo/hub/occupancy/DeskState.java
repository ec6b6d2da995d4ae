package org.terzo.hub.occupancy;

import java.util.Locale;

/// What the hub says of a desk. `HELD`: left not long ago and likely to be used again; `UNKNOWN` is a real answer.
public enum DeskState {
    OCCUPIED,
    HELD,
    FREE,
    UNKNOWN;

    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
