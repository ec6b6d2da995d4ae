package org.terzo.hub.ingest.ledger;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/// The gaps that are on disk, of every log.
public interface KnownGaps {
    /// Those that end at `from` or later, lowest first.
    List<Gap> from(long log, long from, int atMost) throws IOException;

    /// The lowest open one that ends at `from` or later.
    Optional<Gap> open(long log, long from) throws IOException;
}
