package org.terzo.hub.occupancy;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.terzo.wire.DeskId;
import org.terzo.wire.ZoneId;

/// What is so at a site at `asOf`.
///
/// @param whole the site as a whole; empty where no door to the outside has a counter
public record SiteNow(Instant asOf, List<DeskNow> desks, List<ZoneNow> zones, Optional<WholeNow> whole) {
    public SiteNow {
        desks = List.copyOf(desks);
        zones = List.copyOf(zones);
    }

    public SiteNow(Instant asOf, List<DeskNow> desks, List<ZoneNow> zones) {
        this(asOf, desks, zones, Optional.empty());
    }

    /// @param observedAt up to when the desk is known to have been watched; the epoch when never
    /// @param validUntil past this instant the state must be read as unknown
    /// @param why what `reason` says, in parts
    public record DeskNow(
            DeskId desk, ZoneId zone, DeskState state, Instant since, double confidence, String reason, Instant observedAt, Instant validUntil, Reason why) {}

    /// @param headcount empty: unknown
    public record WholeNow(
            Optional<Headcount> headcount, OccupancyChange.Quality quality, Instant observedAt, Instant validUntil, CountGround ground) {
        /// Compared with the sum of the zones that are counted, which must be all but the rooms.
        WholeNow besides(Headcount zones) {
            boolean isOff = headcount.filter(whole -> zones.low() > whole.high() || zones.high() < whole.low()).isPresent();
            return isOff
                    ? new WholeNow(headcount, OccupancyChange.Quality.LOW, observedAt, validUntil, ground.with(CountGround.Warning.ZONES_DISAGREE))
                    : this;
        }
    }

    /// @param headcount empty: unknown
    public record ZoneNow(
            ZoneId zone, Optional<Headcount> headcount, OccupancyChange.Quality quality, Instant observedAt, Instant validUntil, CountGround ground) {}
}
