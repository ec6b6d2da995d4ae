package org.terzo.hub.history;

import java.time.Instant;
import java.time.InstantSource;

/// A clock that a test sets.
final class MovableClock implements InstantSource {
    private volatile Instant now;

    MovableClock(Instant now) {
        this.now = now;
    }

    void set(Instant instant) {
        now = instant;
    }

    @Override
    public Instant instant() {
        return now;
    }
}
