package org.terzo.gateway.clock;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The time of day while the board knows it; otherwise the time since boot, counted from 1970, so that times taken then can be
/// repaired later. A clock that steps is doubted until it has stepped back or stood by its new time for five minutes.
public final class BoardClock implements InstantSource {
    private static final Logger LOG = LoggerFactory.getLogger(BoardClock.class);

    /// A clock that says less has not been set since the board was built.
    static final Instant TRUSTED_FROM = Instant.parse("2025-01-01T00:00:00Z");

    /// Time services slew what is less.
    static final Duration LARGEST_SLEW = Duration.ofSeconds(2);

    static final Duration CONFIRMED = Duration.ofMinutes(5);

    private final InstantSource wall;
    private final InstantSource sinceBoot;
    private final BooleanSupplier wasSet;
    private final String boot;
    private boolean known;

    /// From time since boot to time of day, as it is believed.
    private Optional<Duration> believed = Optional.empty();

    /// The same as the clock says it since it stepped, and when it was seen first.
    private Optional<Duration> doubted = Optional.empty();

    private Instant doubtedSince = Instant.EPOCH;

    /// @param sinceBoot the epoch plus the time since boot
    /// @param wasSet tells whether something has set `wall` since boot; not asked again once it has
    public BoardClock(InstantSource wall, InstantSource sinceBoot, BooleanSupplier wasSet, String boot) {
        this.wall = wall;
        this.sinceBoot = sinceBoot;
        this.wasSet = wasSet;
        this.boot = boot;
    }

    /// The clock of the board this runs on, which tells the time of day by `wall`.
    public static BoardClock ofThisBoard(InstantSource wall) {
        Board board = Board.THIS;
        return new BoardClock(wall, board::uptime, () -> board.knowsTheTime(wall.instant()), board.bootId());
    }

    @Override
    public synchronized Instant instant() {
        Instant now = wall.instant();
        return trusts(now) ? now : sinceBoot.instant();
    }

    public synchronized boolean isTrusted() {
        return trusts(wall.instant());
    }

    private boolean trusts(Instant now) {
        known = known || wasSet.getAsBoolean();
        if (!known || !isTrusted(now)) {
            return false;
        }
        Duration said = Duration.between(sinceBoot.instant(), now);
        Duration stepped = believed.map(said::minus).orElse(Duration.ZERO);
        if (stepped.abs().compareTo(LARGEST_SLEW) > 0 && !isConfirmed(said, stepped)) {
            return false;
        }
        if (doubted.isPresent()) {
            LOG.warn("the clock is believed again, {} off from before", stepped);
            doubted = Optional.empty();
        }
        believed = Optional.of(said);
        return true;
    }

    private boolean isConfirmed(Duration said, Duration stepped) {
        Instant now = sinceBoot.instant();
        if (doubted.filter(before -> said.minus(before).abs().compareTo(LARGEST_SLEW) <= 0).isEmpty()) {
            LOG.warn("the clock stepped by {}: doubted until it steps back or {} have passed", stepped, CONFIRMED);
            doubtedSince = now;
        }
        doubted = Optional.of(said);
        return !now.isBefore(doubtedSince.plus(CONFIRMED));
    }

    /// Whether a time that this clock told is a time of day.
    public static boolean isTrusted(Instant told) {
        return !told.isBefore(TRUSTED_FROM);
    }

    /// Which boot of the board this is: times since boot of another one cannot be compared.
    public String boot() {
        return boot;
    }

    /// What makes a time since this boot a time of day; only while the clock is trusted.
    public Duration correction() {
        return Duration.between(sinceBoot.instant(), wall.instant());
    }
}
