package org.terzo.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Against what Java's own formatter says.
final class WireTimeTest {
    private static final DateTimeFormatter ORACLE =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final long LAST_MILLI = Instant.parse("9999-12-31T23:59:59.999Z").toEpochMilli();

    @Test
    void anyTimeIsWrittenAsJavaWritesItAndReadBack() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < 20_000; i++) {
            Instant at = Instant.ofEpochMilli(random.nextLong(LAST_MILLI + 1));
            assertEquals(ORACLE.format(at), WireTime.text(at), () -> "seed " + seed);
            assertEquals(Optional.of(at), WireTime.parse(WireTime.text(at)), () -> "seed " + seed);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "1970-01-01T00:00:00Z, 1970-01-01T00:00:00Z",
        "9999-12-31T23:59:59.999Z, 9999-12-31T23:59:59.999Z",
        "2024-02-29T10:00:00.5Z, 2024-02-29T10:00:00.500Z",
        "2026-03-29T00:59:59.25Z, 2026-03-29T00:59:59.250Z",
        "2026-03-29T00:59:59.123999999999Z, 2026-03-29T00:59:59.123Z",
        "2016-12-31T23:59:60Z, 2016-12-31T23:59:59Z",
    })
    void whatIsReadIsTheInstantToTheMillisecond(String text, Instant at) {
        assertEquals(Optional.of(at), WireTime.parse(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Z",
                "2026-03-29",
                "2026-03-29T00:59:59",
                "2026-03-29T00:59Z",
                "2026-03-29T00:59:59.Z",
                "2026-03-29T00:59:59,5Z",
                "2026-03-29T00:59:59.5xZ",
                "2026-03-29T00:59:59z",
                "2026-03-29t00:59:59Z",
                "2026-03-29 00:59:59Z",
                "2026-03-29T00:59:59+00:00",
                "2026-03-29T00:59:59.250Z ",
                "2026-3-29T00:59:590Z",
                "2026-03-29T24:00:00Z",
                "2026-03-29T23:60:00Z",
                "2026-03-29T12:59:60Z",
                "2026-13-01T00:00:00Z",
                "2026-00-01T00:00:00Z",
                "2026-02-29T00:00:00Z",
                "2026-04-31T00:00:00Z",
                "2026-04-00T00:00:00Z",
                "1969-12-31T23:59:59Z",
                "+2026-03-29T00:59:59Z",
                "\u0662026-03-29T00:59:59Z",
            })
    void whatIsNoUtcTimeIsEmpty(String text) {
        assertEquals(Optional.empty(), WireTime.parse(text));
    }

    @Test
    void partsOfAMillisecondAreCutOff() {
        assertEquals("2026-03-29T00:59:59.250Z", WireTime.text(Instant.parse("2026-03-29T00:59:59.250999Z")));
        assertEquals("2026-03-29T00:59:59.000Z", WireTime.text(Instant.parse("2026-03-29T00:59:59Z")));
    }
}
