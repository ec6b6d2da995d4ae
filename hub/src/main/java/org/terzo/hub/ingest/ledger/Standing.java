package org.terzo.hub.ingest.ledger;

/// Where a log stands, all that is kept of it in memory between two commits.
///
/// @param id names it on disk
/// @param through every number up to this one has arrived or is lost
/// @param lostBelow the gateway holds nothing below it: what never came of that is lost
public record Standing(long id, long highest, long through, long lostBelow, Counts counts) {
    public static Standing unheard(long id) {
        return new Standing(id, 0, 0, 1, Counts.NONE);
    }
}
