package org.terzo.simulator.scene;

import java.time.Instant;
import java.util.Locale;

/// Something that is true from `at` on, until the next fact of the same kind and subject.
///
/// @param subject the id of a desk, zone, site, sensor or gateway
public record Fact(Instant at, Kind kind, String subject, String value) {
    /// At a desk: nobody sits there.
    public static final String FREE = "free";

    /// No booking, no belongings, no fault (any more).
    public static final String NONE = "none";

    /// What a fact is about, and what its value is.
    public enum Kind {
        /// The numbers of those who sit there, with `+` between them, or `free`.
        DESK,
        /// How many people are in the zone: of a zone with doors, those whom its doors let in.
        ZONE,
        /// How many people are inside.
        SITE,
        /// `seat` or `table`, where somebody's things lie while they are away, or `none`.
        BELONGINGS,
        /// The number of the person who has reserved the desk, or `none`.
        BOOKED,
        /// The name of the fault, or `none`.
        FAULT;

        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
