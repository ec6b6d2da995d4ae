package org.terzo.hub.occupancy;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.terzo.hub.ingest.JournalEntry;
import org.terzo.hub.site.Site;
import org.terzo.wire.GatewayId;

/// All that is believed of one site. One thread owns it.
///
/// Time has a *line*: up to it everything is known and decided for good; what lies beyond is decided anew each time somebody asks.
public final class SiteTracker {
    public SiteTracker(Site site, Consumer<OccupancyChange> settled) {
        throw new UnsupportedOperationException();
    }

    /// Takes an entry; changes that became final go to `settled`, for each desk and zone in order of time.
    public void take(JournalEntry entry) {
        throw new UnsupportedOperationException();
    }

    /// What is so at `now`, given when each gateway was last heard.
    public SiteNow at(Instant now, Map<GatewayId, Instant> lastHeard) {
        throw new UnsupportedOperationException();
    }

    /// The changes after the line up to `until`, as far as known today.
    public List<OccupancyChange> provisional(Instant until) {
        throw new UnsupportedOperationException();
    }

    /// The whole state as text, for a restart.
    public String save() {
        throw new UnsupportedOperationException();
    }

    /// The tracker that `save` wrote; desks and zones that the site no longer has are dropped, new ones start from nothing.
    public static SiteTracker restore(Site site, String saved, Consumer<OccupancyChange> settled) {
        throw new UnsupportedOperationException();
    }
}
