package org.terzo.gateway.sensor.recorded;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;

/// How a recorded file is played.
///
/// @param speed empty: as fast as the outbox takes it
public record RecordedDay(Path file, OptionalDouble speed, StartAt startAt) {
    /// What becomes of the times in the file.
    public sealed interface StartAt {
        /// They stay as they are: a backlog.
        record Recorded() implements StartAt {}

        /// The first row is now.
        record Now() implements StartAt {}

        /// The first row is at `instant`.
        record At(Instant instant) implements StartAt {}

        /// Empty when `text` is none of them.
        public static Optional<StartAt> parse(String text) {
            return switch (text) {
                case "recorded" -> Optional.of(new Recorded());
                case "now" -> Optional.of(new Now());
                default -> instant(text).map(At::new);
            };
        }

        private static Optional<Instant> instant(String text) {
            try {
                return Optional.of(Instant.parse(text));
            } catch (java.time.format.DateTimeParseException notAnInstant) {
                return Optional.empty();
            }
        }

        /// What is added to every time of a file that begins at `first`.
        default Duration shift(Instant first, Instant now) {
            return switch (this) {
                case Recorded() -> Duration.ZERO;
                case Now() -> Duration.between(first, now);
                case At(Instant instant) -> Duration.between(first, instant);
            };
        }
    }

    /// How much time in the file passes in a second of the record's times. A file that begins now at a speed is lived
    /// through at that speed: its rows happen as they are played, for nothing can have been seen in the future.
    double compression() {
        return startAt instanceof StartAt.Now ? speed.orElse(1) : 1;
    }

    /// True when the file is lived through as if it happened now.
    boolean isLive() {
        return startAt instanceof StartAt.Now && speed.isPresent() && speed.getAsDouble() == 1.0;
    }
}
