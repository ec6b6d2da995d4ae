package org.terzo.hub.chaos.clock;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/// What a program's `--clock` reads: how wrong its clock is.
public record ClockFile(Path file) {
    public static ClockFile write(Path file, String line) throws IOException {
        ClockFile clock = new ClockFile(file);
        clock.say(line);
        return clock;
    }

    /// The clock steps: to a hub `-3600`, to a gateway `-3600 set` or `-3600 unset`.
    public void say(String line) throws IOException {
        Path next = Files.writeString(file.resolveSibling(file.getFileName() + ".next"), line);
        Files.move(next, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }
}
