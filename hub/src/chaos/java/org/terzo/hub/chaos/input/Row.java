package org.terzo.hub.chaos.input;

import java.time.Instant;
import org.terzo.wire.WireTime;

/// One row of a recorded file.
///
/// @param sensor empty in rows that say what was watched
public record Row(long atMillis, String sensor, String reading, String value) {
    public boolean isObservation() {
        return !sensor.isEmpty();
    }

    String text() {
        return "%s,%s,%s,%s".formatted(WireTime.text(Instant.ofEpochMilli(atMillis)), sensor, reading, value);
    }
}
