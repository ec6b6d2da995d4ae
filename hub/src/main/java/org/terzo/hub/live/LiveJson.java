package org.terzo.hub.live;

import io.micronaut.serde.annotation.Serdeable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The shapes of the live answers, http.md.
public final class LiveJson {
    private LiveJson() {}

    /// @param site null: no door to the outside has a counter
    @Serdeable
    public record Live(String asOf, List<Desk> desks, List<Zone> zones, List<Gateway> gateways, @Nullable Whole site) {}

    @Serdeable
    public record Desk(
            String desk,
            String zone,
            String state,
            String since,
            double confidence,
            String reason,
            @Nullable String observedAt,
            String validUntil,
            Why why) {}

    /// What `reason` says, in parts, for those who say it in another language.
    ///
    /// @param sensor the kind of the sensor that weighed most
    /// @param minutes how long it has been silent
    /// @param logOdds what it did to the log-odds of occupied; null too where that has no bound
    /// @param since when the desk was last watched
    @Serdeable
    public record Why(String kind, @Nullable String sensor, @Nullable Long minutes, @Nullable Double logOdds, @Nullable String since) {}

    /// Everybody at the site, wherever they are; `lastAnchor` to `warnings` as of a zone.
    @Serdeable
    public record Whole(
            Headcount headcount,
            int capacity,
            String quality,
            @Nullable String lastAnchor,
            long passagesSince,
            @Nullable Double mean,
            List<String> warnings,
            @Nullable String observedAt,
            String validUntil) {}

    /// @param lastAnchor when the headcount last stood on firm ground: a recount, a night, desks whose share of the people is known
    /// @param passagesSince those that were counted since then
    /// @param mean of people believed to be inside
    /// @param warnings `capacity-reached`, `direction-swapped`, `zones-disagree`
    @Serdeable
    public record Zone(
            String zone,
            Headcount headcount,
            @Nullable Integer capacity,
            String quality,
            @Nullable String lastAnchor,
            long passagesSince,
            @Nullable Double mean,
            List<String> warnings,
            @Nullable String observedAt,
            String validUntil) {}

    /// All three are null when unknown.
    @Serdeable
    public record Headcount(@Nullable Integer low, @Nullable Integer best, @Nullable Integer high) {}

    @Serdeable
    public record Gateway(String gateway, String state, @Nullable String lastHeard, @Nullable Long pending) {}

    @Serdeable
    public record Heartbeat(String asOf) {}

    /// @param open null: the site states no opening hours
    @Serdeable
    public record FreeDesks(
            String asOf, String site, String name, String timeZone, @Nullable Boolean open, Free free, int unknown, String rule, List<FreeZone> zones) {}

    /// @param certain desks in state free
    /// @param possible desks free or held
    @Serdeable
    public record Free(int certain, int possible) {}

    @Serdeable
    public record FreeZone(
            String zone, String name, int free, int unknown, Headcount headcount, @Nullable Integer capacity, List<FreeDesk> desks) {}

    @Serdeable
    public record FreeDesk(String desk, String label, String state, String since, List<String> amenities) {}
}
