package org.terzo.hub.ingest.journal;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import org.terzo.wire.LogId;

/// A dead letter: something that came and was not taken, and why. `site` and `gateway` are empty when the topic names none.
///
/// @param id grows; 0 before it is stored
/// @param log and `sequence` are present when one record of a batch was refused
/// @param complete the payload is all that came; a cut one cannot be taken later
public record Rejection(
        long id,
        Instant at,
        String site,
        String gateway,
        String topic,
        Optional<LogId> log,
        OptionalLong sequence,
        String reason,
        String detail,
        String payload,
        boolean complete) {}
