package org.terzo.hub;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.regex.Pattern;

/// A clock that is wrong by what a file says, for tests from outside: one line of seconds, such as `-3600`. The file is read each time,
/// so that the clock steps when it is replaced; what cannot be read changes nothing.
final class FeignedClock implements InstantSource {
    private static final Pattern SECONDS = Pattern.compile("[+-]?[0-9]{1,9}");

    private final Path file;
    private final InstantSource right;
    private volatile Duration ahead;

    private FeignedClock(Path file, InstantSource right, Duration ahead) {
        this.file = file;
        this.right = right;
        this.ahead = ahead;
    }

    static FeignedClock read(Path file, InstantSource right) throws IOException {
        return new FeignedClock(file, right, said(file).orElseThrow(() -> new IOException("%s: is not one line of seconds like '-3600'".formatted(file))));
    }

    private static Optional<Duration> said(Path file) throws IOException {
        String line = Files.readString(file).strip();
        return SECONDS.matcher(line).matches() ? Optional.of(Duration.ofSeconds(Long.parseLong(line))) : Optional.empty();
    }

    @Override
    public Instant instant() {
        try {
            ahead = said(file).orElse(ahead);
            return right.instant().plus(ahead);
        } catch (IOException beingReplaced) {
            return right.instant().plus(ahead);
        }
    }
}
