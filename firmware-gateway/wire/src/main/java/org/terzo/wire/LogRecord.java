package org.terzo.wire;

import java.time.Duration;
import java.time.Instant;

/// One numbered record of a gateway's log.
public sealed interface LogRecord permits Observation, LogRecord.Alive, LogRecord.Unreadable {
    /// The gateway watched all its inputs without a break for `watched` up to `at`.
    record Alive(Instant at, Duration watched) implements LogRecord {
        public Alive {
            if (watched.isNegative() || watched.isZero()) {
                throw new IllegalArgumentException("alive_s must be above 0");
            }
        }
    }

    /// A record that cannot be taken: why (a reason of wire.md), what exactly, and its JSON as it came.
    record Unreadable(String reason, String detail, String json) implements LogRecord {}
}
