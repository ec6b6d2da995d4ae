package org.terzo.hub.occupancy;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.terzo.wire.DeskId;
import org.terzo.wire.ZoneId;

/// A change of what the hub believes, decided for the instant `at` from what was observed up to it.
public sealed interface OccupancyChange {
    Instant at();

    /// What can be said live and in hindsight.
    sealed interface Said extends OccupancyChange {}

    /// The smoothed answer.
    record Smoothed(Said said) implements OccupancyChange {
        @Override
        public Instant at() {
            return said.at();
        }
    }

    /// @param confidence the probability of the stated state, 0 for unknown
    record OfDesk(DeskId desk, ZoneId zone, Instant at, DeskState state, double confidence, String reason) implements Said {}

    /// @param zone empty: the site as a whole
    /// @param headcount empty: unknown
    record OfHeadcount(Optional<ZoneId> zone, Instant at, Optional<Headcount> headcount, Quality quality) implements Said {}

    /// How far a headcount can be trusted.
    enum Quality {
        HIGH,
        MEDIUM,
        LOW;

        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
