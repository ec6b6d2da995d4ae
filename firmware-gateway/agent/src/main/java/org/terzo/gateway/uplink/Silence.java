package org.terzo.gateway.uplink;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// How long nothing has come although records were sent. A connection may acknowledge all and deliver nothing; a hub that is away
/// looks the same, so that the patience doubles until receipts go on.
final class Silence {
    private final Duration least;
    private final Duration most;
    private Duration patience;
    private Optional<Instant> since = Optional.empty();

    Silence(Pace pace) {
        this.least = pace.deaf();
        this.most = pace.longestOverdue();
        this.patience = least;
    }

    /// Something was sent that calls for an answer.
    void asked(Instant now) {
        if (since.isEmpty()) {
            since = Optional.of(now);
        }
    }

    /// Anything came.
    void broken() {
        since = Optional.empty();
    }

    /// A receipt settled something.
    void answered() {
        since = Optional.empty();
        patience = least;
    }

    /// True once it has lasted too long, and not again before the next question.
    boolean isTooLong(Instant now) {
        if (since.filter(began -> !now.isBefore(began.plus(patience))).isEmpty()) {
            return false;
        }
        since = Optional.empty();
        patience = Pace.doubled(patience, most);
        return true;
    }
}
