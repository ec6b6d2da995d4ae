package org.terzo.hub.occupancy.watch;

import java.util.function.Function;
import org.terzo.wire.GatewayId;

/// When a gateway looked, as far as it is taken for true: as claimed, and from `supposedFrom` to `supposedTo` without a claim.
public record Sight(Watching claims, long supposedFrom, long supposedTo) {
    /// The sight of each gateway of a site.
    @FunctionalInterface
    public interface Of extends Function<GatewayId, Sight> {}

    /// Silence is evidence only where somebody said that he watched.
    public boolean covers(long from, long to) {
        return claims.covers(from, to);
    }

    /// Up to where somebody claims to have watched without a break from `t` on; `NEVER` when nobody does at `t`.
    long claimedOnTo(long t) {
        return claims.watchedOnTo(t);
    }

    public long lastWatched(long t) {
        long claimed = claims.lastWatched(t);
        return t <= supposedFrom || supposedTo <= supposedFrom ? claimed : StrictMath.max(claimed, StrictMath.min(t, supposedTo));
    }

    public long nextWatched(long t) {
        long claimed = claims.nextWatched(t);
        long supposed = StrictMath.max(t, supposedFrom);
        return supposed < supposedTo ? StrictMath.min(claimed, supposed) : claimed;
    }
}
