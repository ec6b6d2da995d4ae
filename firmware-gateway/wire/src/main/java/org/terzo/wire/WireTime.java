package org.terzo.wire;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Instants as the wire writes them: RFC 3339, UTC, milliseconds, `2026-03-29T00:59:59.250Z`.
public final class WireTime {
    private static final DateTimeFormatter FORMAT =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private static final Pattern GRAMMAR =
            Pattern.compile("(\\d{4}-\\d{2}-\\d{2}T(?!24)\\d{2}:\\d{2}:\\d{2})(?:\\.(\\d{1,3})\\d*)?Z");

    private WireTime() {}

    public static String text(Instant at) {
        return FORMAT.format(at);
    }

    /// Empty when `text` is no UTC time of the years 1970 to 9999; parts of a millisecond are cut off.
    public static Optional<Instant> parse(String text) {
        Matcher matcher = GRAMMAR.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String millis = Optional.ofNullable(matcher.group(2)).map(digits -> "." + digits).orElse("");
        try {
            return Optional.of(Instant.parse(matcher.group(1) + millis + "Z")).filter(at -> !at.isBefore(Instant.EPOCH));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
