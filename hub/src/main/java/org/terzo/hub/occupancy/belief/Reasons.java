package org.terzo.hub.occupancy.belief;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.terzo.hub.occupancy.Reason;
import org.terzo.hub.occupancy.Reason.Kind;
import org.terzo.hub.occupancy.watch.Sense;
import org.terzo.hub.occupancy.watch.Sense.Level;

/// How what a sensor said reads as a reason.
final class Reasons {
    private Reasons() {}

    static Reason of(Sense sense, Testimony testimony, long at) {
        boolean isOn = testimony.level() == Level.ON;
        Kind kind = sense.feelsMotion() ? (isOn ? Kind.MOTION : Kind.NO_MOTION) : (isOn ? Kind.PRESENT : Kind.ABSENT);
        OptionalLong minutes = isOn ? OptionalLong.empty() : OptionalLong.of((at - testimony.since()) / 60_000);
        return new Reason(kind, Optional.of(sense.sensor().kind()), minutes, OptionalDouble.of(testimony.logOdds()), Optional.empty());
    }

    static Reason withoutEvidence(boolean isOccupied) {
        Kind kind = isOccupied ? Kind.SEEN_BEFORE : Kind.NOTHING_SEEN;
        return new Reason(kind, Optional.empty(), OptionalLong.empty(), OptionalDouble.empty(), Optional.empty());
    }
}
