package org.terzo.gateway;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.terzo.gateway.clock.BoardClock;
import org.terzo.gateway.sensor.SensorInputs;
import org.terzo.gateway.sensor.Watch;
import org.terzo.wire.LogRecord.Alive;

/// What is said to be watched. A time in which this process did not run ends the watch, and so does a step of the clock:
/// nothing is claimed across it. One thread at a time, but for `since`.
final class WatchKeeper {
    private static final Logger LOG = LoggerFactory.getLogger(WatchKeeper.class);

    /// `look` is called every second; who does not come for longer was suspended or starved.
    static final Duration LONGEST_STALL = Duration.ofSeconds(5);

    static final Duration LARGEST_STEP = Duration.ofSeconds(2);

    private final SensorInputs inputs;
    private final InstantSource clock;
    private final InstantSource ticker;
    private Optional<Watch> watch = Optional.empty();
    private volatile Instant unbroken;
    private Instant lastTold;
    private volatile Instant lastTick;

    WatchKeeper(SensorInputs inputs, InstantSource clock, InstantSource ticker) {
        this.inputs = inputs;
        this.clock = clock;
        this.ticker = ticker;
        this.lastTold = told();
        this.lastTick = ticker.instant();
        this.unbroken = lastTold;
    }

    /// The rest of a watch that broke since the last look.
    List<Alive> look() {
        Instant told = told();
        Instant tick = ticker.instant();
        List<Alive> rest = List.of();
        boolean isClaimed = !inputs.recordsWatching() || inputs.watchingSince().isPresent();
        if (isClaimed && isBroken(Duration.between(lastTold, told), Duration.between(lastTick, tick))) {
            LOG.warn("watching broke: {} passed and the clock went from {} to {}", Duration.between(lastTick, tick), lastTold, told);
            rest = end();
            unbroken = told;
        }
        lastTold = told;
        lastTick = tick;
        if (watch.isEmpty() && !inputs.recordsWatching()) {
            watch = claim().map(Watch::new);
        }
        return rest;
    }

    private static boolean isBroken(Duration told, Duration passed) {
        return passed.compareTo(LONGEST_STALL) > 0 || told.minus(passed).abs().compareTo(LARGEST_STEP) > 0;
    }

    /// The watch up to the last look, which is then over.
    private List<Alive> end() {
        List<Alive> rest = watch.map(live -> live.until(lastTold)).orElse(List.of());
        watch = Optional.empty();
        return rest;
    }

    List<Alive> before(Instant at) {
        return watch.map(live -> live.before(at)).orElse(List.of());
    }

    List<Alive> quiet() {
        return watch.map(live -> live.quietUntil(lastTold)).orElse(List.of());
    }

    /// All up to the last look.
    List<Alive> until() {
        return watch.map(live -> live.until(lastTold)).orElse(List.of());
    }

    /// Since when all inputs are watched without a break; empty: not watched, or not claimed.
    Optional<Instant> since() {
        boolean stalled = Duration.between(lastTick, ticker.instant()).compareTo(LONGEST_STALL) > 0;
        return stalled ? Optional.empty() : claim();
    }

    private Optional<Instant> claim() {
        return inputs.watchingSince().map(began -> began.isBefore(unbroken) || BoardClock.isTrusted(began) != BoardClock.isTrusted(unbroken) ? unbroken : began);
    }

    private Instant told() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
