package org.terzo.hub.ingest.journal;

import java.time.Instant;

/// A dead letter: something that came and was not taken, and why. `site` and `gateway` are empty when the topic names none.
///
/// @param id grows; 0 before it is stored
public record Rejection(long id, Instant at, String site, String gateway, String topic, String reason, String detail, String payload) {}
