package org.terzo.hub.occupancy;

import java.util.Locale;

/// Two answers for every desk and room. `LIVE` is decided by what was seen up to an instant, `SMOOTHED` half an hour later, by what was
/// seen since as well.
public enum Answer {
    LIVE,
    SMOOTHED;

    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
