package org.terzo.wire;

import java.util.Optional;

/// Names one life of a gateway's outbox: a wiped outbox starts a new log.
public record LogId(String value) {
    private static final int LONGEST = 64;

    public LogId {
        if (!isWellFormed(value)) {
            throw new IllegalArgumentException("log id '%s' is not 1 to %d visible ASCII characters".formatted(value, LONGEST));
        }
    }

    /// Empty when `text` is no log id.
    public static Optional<LogId> parse(String text) {
        return isWellFormed(text) ? Optional.of(new LogId(text)) : Optional.empty();
    }

    private static boolean isWellFormed(String text) {
        return !text.isEmpty() && text.length() <= LONGEST && text.chars().allMatch(c -> c > ' ' && c < 127);
    }

    @Override
    public String toString() {
        return value;
    }
}
