package org.terzo.wire;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/// Instants as the wire writes them: RFC 3339, UTC, milliseconds, `2026-03-29T00:59:59.250Z`.
public final class WireTime {
    private static final DateTimeFormatter FORMAT =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private WireTime() {}

    public static String text(Instant at) {
        return FORMAT.format(at);
    }
}
