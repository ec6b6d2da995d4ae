package org.terzo.wire;

import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// What the hub asks of a gateway.
///
/// @param word as it came, for a later version may know more of them
/// @param sensor as it came; empty: the gateway itself is meant
/// @param expiresAt from then on it is not to be obeyed any more
public record Command(String id, String word, Optional<String> sensor, Optional<Instant> expiresAt) {
    public enum Kind {
        IDENTIFY,
        SELF_TEST,
        RESTART;

        public String text() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /// Empty when this version does not know the word.
    public Optional<Kind> kind() {
        return Arrays.stream(Kind.values()).filter(kind -> kind.text().equals(word)).findFirst();
    }
}
