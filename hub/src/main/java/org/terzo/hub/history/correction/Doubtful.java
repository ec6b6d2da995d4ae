package org.terzo.hub.history.correction;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.terzo.hub.occupancy.Recompute;
import org.terzo.wire.SiteId;

/// The trackers that history is made by, and may have been wrong. Safe to ask from any thread.
public interface Doubtful {
    /// Of each site where something is in doubt, what is.
    Map<SiteId, List<Recompute.Doubt>> doubts();

    /// Empty: the site is not followed.
    Optional<Again> recompute(SiteId site, List<Recompute.Start> starts);

    /// What stands when a doubt can no longer be worked out.
    Optional<Recompute.Corrected> asItIs(SiteId site, Recompute.Doubt doubt);

    /// Up to here the store has all of the journal.
    long storedTo();

    /// @param gatheredTo observations of later entries may be in the store or not, and change nothing
    record Again(Recompute recompute, long gatheredTo) {}
}
