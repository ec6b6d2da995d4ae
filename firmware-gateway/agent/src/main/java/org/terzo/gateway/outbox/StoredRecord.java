package org.terzo.gateway.outbox;

import java.time.Instant;

/// A record as it stands in the outbox: its number, when it happened, and its JSON.
public record StoredRecord(long sequence, Instant at, String json) {}
