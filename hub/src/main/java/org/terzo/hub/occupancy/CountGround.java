package org.terzo.hub.occupancy;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// What a headcount rests on.
///
/// @param lastAnchor when it last stood on firm ground: a recount, a night, desks whose share is known
/// @param passagesSince those since then, or since the beginning
/// @param mean of people believed to be inside; empty when nothing is counted
/// @param warnings what somebody should look at
public record CountGround(Optional<Instant> lastAnchor, long passagesSince, Optional<Double> mean, Set<Warning> warnings) {
    public static final CountGround NONE = new CountGround(Optional.empty(), 0, Optional.empty(), Set.of());

    public CountGround {
        warnings = Set.copyOf(warnings);
    }

    /// `CAPACITY_REACHED`: as many are inside as can be believed, so the stated capacity is too low. `DIRECTION_SWAPPED`: people leave by a
    /// door when nobody is inside, so it may be mounted the other way round. `ZONES_DISAGREE`: the zones together hold another number than
    /// the doors to the outside say.
    public enum Warning {
        CAPACITY_REACHED,
        DIRECTION_SWAPPED,
        ZONES_DISAGREE;

        public String text() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    CountGround with(Warning warning) {
        Set<Warning> more = new TreeSet<>(warnings);
        more.add(warning);
        return new CountGround(lastAnchor, passagesSince, mean, more);
    }
}
