package org.terzo.gateway.outbox;

import java.time.Instant;
import java.util.Optional;

/// A record as it stands in the outbox: its number, when it happened, and its JSON.
///
/// @param boot the boot since which its time is counted, from 1970; empty: it is a time of day
public record StoredRecord(long sequence, Instant at, String json, Optional<String> boot) {}
