package org.terzo.gateway.clock;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A clock that is wrong by what a file says, for tests from outside: one line, seconds and `set` or `unset`, such as `+10800 unset`.
/// The file is read again each tenth of a second, so that a clock steps when it is replaced; what cannot be read changes nothing.
public final class FeignedClock implements InstantSource {
    private static final Pattern LINE = Pattern.compile("([+-]?[0-9]{1,9}(?:\\.[0-9]{1,3})?) (set|unset)\\s*");
    private static final Duration READ_EACH = Duration.ofMillis(100);
    private static final int MILLIS = 1_000;

    private final Path file;
    private final InstantSource right;
    private final InstantSource ticker;
    private Said said;
    private Instant readAt;

    /// @param isSet whether a time service has set the clock
    private record Said(Duration off, boolean isSet) {}

    private FeignedClock(Path file, Said said, InstantSource right, InstantSource ticker) {
        this.file = file;
        this.said = said;
        this.right = right;
        this.ticker = ticker;
        this.readAt = ticker.instant();
    }

    public static FeignedClock read(Path file, InstantSource right, InstantSource ticker) throws IOException {
        Said said = parse(file).orElseThrow(() -> new IOException("%s: is not one line like '+10800 unset' or '-60 set'".formatted(file)));
        return new FeignedClock(file, said, right, ticker);
    }

    private static Optional<Said> parse(Path file) throws IOException {
        Matcher line = LINE.matcher(Files.readString(file));
        return line.matches()
                ? Optional.of(new Said(Duration.ofMillis(Math.round(Double.parseDouble(line.group(1)) * MILLIS)), line.group(2).equals("set")))
                : Optional.empty();
    }

    @Override
    public Instant instant() {
        return right.instant().plus(said().off());
    }

    private synchronized Said said() {
        if (!ticker.instant().isBefore(readAt.plus(READ_EACH))) {
            readAt = ticker.instant();
            try {
                said = parse(file).orElse(said);
            } catch (IOException beingReplaced) {
                return said;
            }
        }
        return said;
    }

    /// The clock of a board whose time this is.
    public BoardClock board() {
        return new BoardClock(this, Board.THIS::uptime, () -> said().isSet(), Board.THIS.bootId());
    }
}
