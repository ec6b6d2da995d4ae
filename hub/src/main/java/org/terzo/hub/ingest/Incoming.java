package org.terzo.hub.ingest;

import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import org.terzo.wire.SiteId;

/// What the intake takes, one after the other.
sealed interface Incoming {
    /// When it came, by the hub's clock.
    Instant at();

    /// What it holds in memory while it waits.
    default int bytes() {
        return 0;
    }

    /// A message as the broker brought it.
    record Message(String topic, byte[] payload, boolean retained, Instant at) implements Incoming {
        @Override
        public int bytes() {
            return payload.length;
        }
    }

    /// From the next entry on, a site is as its new revision says.
    record Revision(SiteId site, int revision, Instant at) implements Incoming {}

    /// Somebody wants a dead letter to be taken after all.
    record Replay(long letter, Instant at, CompletableFuture<Replayed> answer) implements Incoming {}
}
