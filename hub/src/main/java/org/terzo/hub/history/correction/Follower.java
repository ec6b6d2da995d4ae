package org.terzo.hub.history.correction;

import java.util.List;
import java.util.Map;
import org.terzo.hub.occupancy.Recompute;
import org.terzo.wire.SiteId;

/// Another reader of the same journal, which stands still at what is in doubt as well and leaves it to history to have it worked out.
public interface Follower {
    Map<SiteId, List<Recompute.Doubt>> doubts();

    /// Never waits; what is not taken is offered again.
    void goOnFrom(SiteId site, List<Recompute.Standing> standing);
}
