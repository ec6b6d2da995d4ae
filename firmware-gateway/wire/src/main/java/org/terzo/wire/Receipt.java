package org.terzo.wire;

import java.time.Instant;

/// The hub's word that every record of `log` up to and including `through` is settled on its disk.
///
/// @param restored the hub came back from a backup: `through` may be lower than before
public record Receipt(LogId log, long through, Instant at, boolean restored) {}
