package org.terzo.hub.ingest;

import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.terzo.wire.SiteId;
import org.terzo.wire.ZoneId;

/// What the intake takes, one after the other.
sealed interface Incoming {
    /// What the smallest takes in memory while it waits.
    int LEAST_BYTES = 200;

    /// When it came, by the hub's clock.
    Instant at();

    /// What it holds in memory while it waits.
    default int bytes() {
        return LEAST_BYTES;
    }

    /// Those of one lane are taken in the order in which they came. The hub's own wishes have one lane.
    default String lane() {
        return "";
    }

    /// A message as the broker brought it.
    record Message(String topic, byte[] payload, boolean retained, Instant at) implements Incoming {
        @Override
        public int bytes() {
            return LEAST_BYTES + payload.length;
        }

        /// Its gateway's: the topic without its last level.
        @Override
        public String lane() {
            return topic.substring(0, Math.max(0, topic.lastIndexOf('/')));
        }
    }

    /// From the next entry on, a site is as its new revision says.
    record Revision(SiteId site, int revision, Instant at) implements Incoming {}

    /// Somebody counted the people in a zone, or in the whole site when `zone` is empty.
    record Recount(
            SiteId site, Optional<ZoneId> zone, Instant counted, int people, String by, Instant at, CompletableFuture<Instant> answer)
            implements Incoming {}

    /// Somebody wants a dead letter to be taken after all.
    record Replay(long letter, Instant at, CompletableFuture<Replayed> answer) implements Incoming {}
}
