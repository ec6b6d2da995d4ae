package org.terzo.gateway.sensor.recorded;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/// How far a recorded file is in the outbox, and how it is played.
///
/// @param file which file: its name and its first row
/// @param rows how many rows are taken
/// @param covered up to when, in the shifted time, `alive_s` records say that all was watched
/// @param began when, by the gateway's clock, its first row was due
record Bookmark(int file, long rows, Instant covered, Instant began, Duration shift, String startAt) {
    private static final int WORDS = 6;

    /// Empty when `text` is none of ours.
    static Optional<Bookmark> parse(String text) {
        String[] words = text.split(" ", WORDS);
        if (words.length != WORDS) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Bookmark(
                    Integer.parseInt(words[0]), Long.parseLong(words[1]), Instant.parse(words[2]), Instant.parse(words[3]), Duration.parse(words[4]), words[5]));
        } catch (NumberFormatException | DateTimeParseException damaged) {
            return Optional.empty();
        }
    }

    Bookmark at(long taken, Instant watched) {
        return new Bookmark(file, taken, watched, began, shift, startAt);
    }

    String text() {
        return file + " " + rows + " " + covered + " " + began + " " + shift + " " + startAt;
    }
}
