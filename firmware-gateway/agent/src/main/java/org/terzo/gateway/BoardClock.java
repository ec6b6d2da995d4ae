package org.terzo.gateway;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;
import java.util.function.BooleanSupplier;

/// The time of day once the board knows it; before that the time since boot, counted from 1970, so that times taken then
/// can be repaired later.
final class BoardClock implements InstantSource {
    /// A clock that says less has not been set since the board was built.
    static final Instant TRUSTED_FROM = Instant.parse("2025-01-01T00:00:00Z");

    private static final Path TIME_SERVICE = Path.of("/run/systemd/timesync");
    private static final Path BATTERY_CLOCK = Path.of("/dev/rtc0");
    private static final Path UPTIME = Path.of("/proc/uptime");
    private static final Path BOOT = Path.of("/proc/sys/kernel/random/boot_id");

    private final InstantSource wall;
    private final InstantSource sinceBoot;
    private final BooleanSupplier wasSet;
    private final String boot;
    private volatile boolean known;

    /// @param sinceBoot the epoch plus the time since boot
    /// @param wasSet tells whether something has set `wall` since boot; not asked again once it has
    BoardClock(InstantSource wall, InstantSource sinceBoot, BooleanSupplier wasSet, String boot) {
        this.wall = wall;
        this.sinceBoot = sinceBoot;
        this.wasSet = wasSet;
        this.boot = boot;
    }

    /// The clock of the board this runs on, which tells the time of day by `wall`.
    static BoardClock ofThisBoard(InstantSource wall) {
        return new BoardClock(wall, BoardClock::uptime, BoardClock::hasTimeSource, bootId());
    }

    @Override
    public Instant instant() {
        Instant now = wall.instant();
        return trusts(now) ? now : sinceBoot.instant();
    }

    boolean isTrusted() {
        return trusts(wall.instant());
    }

    private boolean trusts(Instant now) {
        if (!known) {
            known = wasSet.getAsBoolean();
        }
        return known && isTrusted(now);
    }

    /// Whether a time that this clock told is a time of day.
    static boolean isTrusted(Instant told) {
        return !told.isBefore(TRUSTED_FROM);
    }

    /// Which boot of the board this is: times since boot of another one cannot be compared.
    String boot() {
        return boot;
    }

    /// What makes a time since this boot a time of day; only while the clock is trusted.
    Duration correction() {
        return Duration.between(sinceBoot.instant(), wall.instant());
    }

    private static Instant uptime() {
        try {
            String seconds = Files.readString(UPTIME).split(" ", 2)[0];
            return Instant.EPOCH.plusMillis(Math.round(Double.parseDouble(seconds) * 1_000));
        } catch (IOException | NumberFormatException absent) {
            return Instant.EPOCH.plusNanos(System.nanoTime());
        }
    }

    /// The time service says when it has set the clock; a board without that service, or with a battery clock, knows the time.
    private static boolean hasTimeSource() {
        return !Files.isDirectory(TIME_SERVICE) || Files.exists(TIME_SERVICE.resolve("synchronized")) || Files.exists(BATTERY_CLOCK);
    }

    private static String bootId() {
        try {
            return Files.readString(BOOT).strip();
        } catch (IOException absent) {
            return UUID.randomUUID().toString();
        }
    }
}
