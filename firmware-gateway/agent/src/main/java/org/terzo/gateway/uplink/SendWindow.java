package org.terzo.gateway.uplink;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import org.terzo.wire.ObservationBatch;

/// Which record is sent next: ever onward without waiting for receipts, only slower when many are under way, and again
/// from the receipt's end after a reconnection or when a receipt is overdue. What is new goes before what is sent again.
///
/// A backlog does wait for receipts, a second at most: what many gateways that come back pour into the broker at once would stand before
/// everybody's signals.
public final class SendWindow {
    private final Pace pace;
    private final BatchSize backlogBatch = new BatchSize();
    private long next = 1;

    /// The highest number sent since the last reconnection.
    private long newest;

    private long settled;
    private Duration patience;
    private Optional<Instant> waitingSince = Optional.empty();
    private Optional<Instant> lastSent = Optional.empty();

    public SendWindow(Pace pace) {
        this.pace = pace;
        this.patience = pace.overdue();
    }

    /// The number to read from; empty when nothing up to `last` is to be sent at `now`.
    ///
    /// @param first the lowest number still held: what was dropped waits for no receipt
    public OptionalLong due(long first, long last, Instant now) {
        return rest(first, last, now).filter(Duration.ZERO::equals).isPresent() ? OptionalLong.of(lane(last)) : OptionalLong.empty();
    }

    /// How long from `now` until `due` has something to say; empty: not before something is appended.
    Optional<Duration> rest(long first, long last, Instant now) {
        if (lane(last) > last) {
            return Optional.empty();
        }
        Pace.Brake brake = isBacklog(last) ? pace.backlog() : pace.signals();
        boolean roomy = lane(last) - Math.max(settled + 1, first) < brake.window();
        Optional<Duration> pause = lastSent.filter(_ -> !roomy).map(sent -> Duration.between(now, sent.plus(brake.pause())));
        return Optional.of(pause.filter(Duration::isPositive).orElse(Duration.ZERO));
    }

    /// How many records the next batch may hold.
    public int most(long last) {
        return isBacklog(last) ? backlogBatch.records() : ObservationBatch.MOST_RECORDS;
    }

    private boolean isBacklog(long last) {
        return last - lane(last) >= ObservationBatch.MOST_RECORDS;
    }

    private long lane(long last) {
        return next <= newest && newest < last ? newest + 1 : next;
    }

    /// The records `first` to `last` are on their way.
    public void sent(long first, long last, Instant now) {
        boolean ahead = next <= newest && first > newest;
        newest = Math.max(newest, last);
        if (!ahead) {
            next = last + 1;
        }
        lastSent = Optional.of(now);
        if (waitingSince.isEmpty()) {
            waitingSince = Optional.of(now);
        }
    }

    /// A receipt, new or restored.
    public void receipt(long through, Instant now) {
        if (through > settled) {
            Duration wait = through < newest ? pace.backlog().pause() : lastSent.map(sent -> Duration.between(sent, now)).orElse(Duration.ZERO);
            backlogBatch.answeredAfter(wait);
            patience = pace.overdue();
            waitingSince = through >= newest ? Optional.empty() : Optional.of(now);
            next = Math.max(next, through + 1);
        } else if (through < settled) {
            waitingSince = Optional.empty();
            next = through + 1;
        }
        settled = through;
    }

    /// Everything unsettled is sent again, in order: nobody knows what of it arrived.
    void rewind(long through) {
        settled = through;
        next = through + 1;
        newest = through;
        waitingSince = Optional.empty();
        lastSent = Optional.empty();
    }

    /// Goes back when a receipt is overdue; true when it did.
    boolean rewindWhenOverdue(Instant now) {
        if (overdueAt().filter(when -> !now.isBefore(when)).isEmpty()) {
            return false;
        }
        next = settled + 1;
        waitingSince = Optional.empty();
        patience = Pace.doubled(patience, pace.longestOverdue());
        return true;
    }

    Optional<Instant> overdueAt() {
        return waitingSince.map(since -> since.plus(patience));
    }
}
