package org.terzo.gateway.uplink;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/// Counts connections in a row that ended soon after they were made: so two programs with one id drive each other off a broker, and
/// not every broker says so.
final class ShortLives {
    private static final Duration SHORT = Duration.ofSeconds(10);
    private static final int SUSPICIOUS = 3;

    private final InstantSource ticker;
    private Optional<Instant> began = Optional.empty();
    private int inARow;

    ShortLives(InstantSource ticker) {
        this.ticker = ticker;
    }

    synchronized void began() {
        began = Optional.of(ticker.instant());
    }

    /// Whether the connection that ended now is one short life too many.
    synchronized boolean ended() {
        Optional<Instant> life = began;
        began = Optional.empty();
        if (life.isEmpty()) {
            return false;
        }
        inARow = ticker.instant().isBefore(life.get().plus(SHORT)) ? inARow + 1 : 0;
        return inARow >= SUSPICIOUS;
    }
}
