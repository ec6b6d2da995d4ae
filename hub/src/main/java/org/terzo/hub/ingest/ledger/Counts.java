package org.terzo.hub.ingest.ledger;

/// What came of a log's observations.
///
/// @param received distinct observations stored
/// @param duplicates further arrivals of those
/// @param late stored, and came after a higher number
/// @param dropped numbers that the gateway declared lost and that never came
public record Counts(long received, long duplicates, long late, long dropped) {
    public static final Counts NONE = new Counts(0, 0, 0, 0);

    public Counts plus(Counts more) {
        return new Counts(received + more.received, duplicates + more.duplicates, late + more.late, dropped + more.dropped);
    }

    public Counts minus(Counts less) {
        return new Counts(received - less.received, duplicates - less.duplicates, late - less.late, dropped - less.dropped);
    }
}
