package org.terzo.hub.ingest;

import org.terzo.wire.LogId;

/// What came of a dead letter that was to be taken after all.
public sealed interface Replayed {
    /// It is stored now, under its own number; or was by an earlier replay.
    record Stored(LogId log, long sequence) implements Replayed {}

    /// Nothing has changed, and why.
    record Refused(String reason, String detail) implements Replayed {}

    /// There is no such letter, or no longer.
    record Unknown() implements Replayed {}
}
