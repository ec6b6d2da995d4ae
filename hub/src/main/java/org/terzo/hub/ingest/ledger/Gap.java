package org.terzo.hub.ingest.ledger;

import java.time.Instant;
import java.util.Optional;

/// Numbers that had not come when a higher one did; ends inclusive, times to the millisecond.
///
/// @param closed empty while it is open
public record Gap(long from, long to, Instant noticed, Optional<Instant> closed) {
    boolean isOpen() {
        return closed.isEmpty();
    }

    /// The part of it from `first` to `last`.
    Gap part(long first, long last) {
        return new Gap(first, last, noticed, closed);
    }

    /// Whether both were noticed together and closed: then they are one row.
    boolean joins(Gap other) {
        return !isOpen() && !other.isOpen() && noticed.equals(other.noticed);
    }
}
