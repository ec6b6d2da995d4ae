package org.terzo.hub;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A clock that is wrong by what a file says, for tests from outside and demonstrations. One line: seconds, such as `-3600`, or a clock
/// that goes faster, `2026-12-01T07:20:00Z x144 since 2026-11-25T15:40:00Z`: what it told first, and when that truly was. The file is
/// read each time, so that the clock steps when it is replaced; what cannot be read changes nothing.
public final class FeignedClock implements InstantSource {
    private static final Pattern SECONDS = Pattern.compile("[+-]?[0-9]{1,9}");
    private static final Pattern FASTER = Pattern.compile("(\\S+) x([0-9]{1,4}) since (\\S+)");

    private final Path file;
    private final InstantSource right;
    private volatile Said said;

    private FeignedClock(Path file, InstantSource right, Said said) {
        this.file = file;
        this.right = right;
        this.said = said;
    }

    /// @param told what the clock told when it was truly `since`
    private record Said(Instant told, int speed, Instant since) {
        Instant at(Instant now) {
            return told.plus(Duration.between(since, now).multipliedBy(speed));
        }
    }

    public static FeignedClock read(Path file, InstantSource right) throws IOException {
        return new FeignedClock(file, right, said(file).orElseThrow(() -> new IOException("%s: is not one line of seconds like '-3600'".formatted(file)
                + " or of a faster clock like '2026-12-01T07:20:00Z x144 since 2026-11-25T15:40:00Z'")));
    }

    private static Optional<Said> said(Path file) throws IOException {
        String line = Files.readString(file).strip();
        Matcher faster = FASTER.matcher(line);
        try {
            if (faster.matches()) {
                return Optional.of(new Said(Instant.parse(faster.group(1)), Integer.parseInt(faster.group(2)), Instant.parse(faster.group(3))));
            }
        } catch (DateTimeException noInstant) {
            return Optional.empty();
        }
        return SECONDS.matcher(line).matches() ? Optional.of(new Said(Instant.EPOCH.plusSeconds(Long.parseLong(line)), 1, Instant.EPOCH)) : Optional.empty();
    }

    @Override
    public Instant instant() {
        try {
            said = said(file).orElse(said);
            return said.at(right.instant());
        } catch (IOException beingReplaced) {
            return said.at(right.instant());
        }
    }
}
