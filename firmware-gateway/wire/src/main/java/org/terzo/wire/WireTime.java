package org.terzo.wire;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;

/// Instants as the wire writes them: RFC 3339, UTC, milliseconds, `2026-03-29T00:59:59.250Z`.
public final class WireTime {
    private static final DateTimeFormatter FORMAT =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private static final int SHORTEST = "2026-03-29T00:59:59Z".length();
    private static final int LONGEST = "2026-03-29T00:59:59.123456789Z".length();

    private WireTime() {}

    public static String text(Instant at) {
        return FORMAT.format(at);
    }

    /// Empty when `text` is no UTC time of the years 1970 to 9999; parts of a millisecond are cut off.
    public static Optional<Instant> parse(String text) {
        if (text.length() < SHORTEST || text.length() > LONGEST || !text.endsWith("Z") || !Character.isDigit(text.charAt(0))) {
            return Optional.empty();
        }
        try {
            return Optional.of(Instant.parse(text).truncatedTo(ChronoUnit.MILLIS)).filter(at -> !at.isBefore(Instant.EPOCH));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
