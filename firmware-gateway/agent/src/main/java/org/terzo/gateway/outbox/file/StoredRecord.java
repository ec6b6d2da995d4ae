package org.terzo.gateway.outbox.file;

import java.time.Instant;
import java.util.Optional;

/// A record as it stands in the outbox: where, when it happened, and its JSON.
///
/// @param position its number in its log and all that came before that log
/// @param boot the boot since which its time is counted, from 1970; empty: it is a time of day
public record StoredRecord(long position, Instant at, String json, Optional<String> boot) {}
