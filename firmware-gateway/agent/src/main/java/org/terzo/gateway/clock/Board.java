package org.terzo.gateway.clock;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/// What Linux knows of the board's time.
///
/// @param root of its file system
record Board(Path root) {
    static final Board THIS = new Board(Path.of("/"));

    /// A battery clock that is further off was not kept by its battery.
    private static final Duration SAME = Duration.ofMinutes(1);

    /// The epoch plus the time since boot.
    Instant uptime() {
        try {
            String seconds = Files.readString(root.resolve("proc/uptime")).split(" ", 2)[0];
            return Instant.EPOCH.plusMillis(Math.round(Double.parseDouble(seconds) * 1_000));
        } catch (IOException | NumberFormatException absent) {
            return Instant.EPOCH.plusNanos(System.nanoTime());
        }
    }

    String bootId() {
        try {
            return Files.readString(root.resolve("proc/sys/kernel/random/boot_id")).strip();
        } catch (IOException absent) {
            return UUID.randomUUID().toString();
        }
    }

    /// A time service says when it has set the clock; until then a battery clock may vouch for it. A board without that service is
    /// taken to know the time.
    ///
    /// @param now what the clock says
    boolean knowsTheTime(Instant now) {
        Path service = root.resolve("run/systemd/timesync");
        boolean isSet = !Files.isDirectory(service) || Files.exists(service.resolve("synchronized"));
        return isSet || batteryClock().filter(kept -> Duration.between(kept, now).abs().compareTo(SAME) < 0).isPresent();
    }

    /// Newer boards have such a clock and no battery: it then begins in 1970, while the time service lets the board begin where it ended.
    private Optional<Instant> batteryClock() {
        try {
            return Optional.of(Instant.ofEpochSecond(Long.parseLong(Files.readString(root.resolve("sys/class/rtc/rtc0/since_epoch")).strip())));
        } catch (IOException | NumberFormatException absent) {
            return Optional.empty();
        }
    }
}
