package org.terzo.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.terzo.wire.Decoded.Malformed;
import org.terzo.wire.Decoded.Valid;
import org.terzo.wire.LogRecord.Alive;
import org.terzo.wire.LogRecord.Unreadable;
import org.terzo.wire.Reading.Direction;

final class BatchCodecTest {
    private static final Instant AT = Instant.parse("2026-03-10T09:00:00.101Z");

    @Test
    void everyReadingComesBackAsItWent() {
        SensorId sensor = new SensorId("desk-07-radar");
        ObservationBatch batch = new ObservationBatch(
                new LogId("0b5c2c0e-6f0a-4b0e-9a53-5b1d2f6f3a11"),
                5120,
                OptionalLong.of(5101),
                AT,
                false,
                List.of(
                        new Observation(AT, sensor, new Reading.Presence(true)),
                        new Observation(AT, sensor, new Reading.Motion(false)),
                        new Observation(AT, sensor, new Reading.Contact(true)),
                        new Observation(AT, sensor, new Reading.Passage(Direction.ABORTED)),
                        new Observation(AT, sensor, new Reading.Distance(412)),
                        new Observation(AT, sensor, new Reading.Fault("line-open")),
                        new Observation(
                                AT, sensor, new Reading.Air(OptionalDouble.of(612), OptionalDouble.of(22.4), OptionalDouble.empty())),
                        new Alive(AT, Duration.ofMinutes(5))));

        assertEquals(new Valid<>(batch), BatchCodec.decode(BatchCodec.encode(batch)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "{",
                "{\"log\":\"a\",\"first\":1,\"observations\":[]} x",
                "{\"first\":1,\"observations\":[]}",
                "{\"log\":\"a\",\"observations\":[]}",
                "{\"log\":\"a\",\"first\":1}",
                "{\"log\":\"a\",\"first\":0,\"observations\":[]}",
                "{\"log\":\"a\",\"first\":\"1\",\"observations\":[]}",
                "{\"log\":\"a\",\"first\":99999999999999999999999,\"observations\":[]}",
                "{\"log\":\"\",\"first\":1,\"observations\":[]}",
                "{\"log\":\"a\",\"first\":1,\"observations\":{}}",
                "{\"log\":\"a\",\"first\":1,\"sentAt\":\"yesterday\",\"observations\":[]}",
                "{\"log\":\"a\",\"first\":1,\"x\":[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]],\"observations\":[]}"
            })
    void aBatchThatDoesNotParseIsMalformed(String json) {
        assertEquals("malformed", assertInstanceOf(Malformed.class, decode(json)).reason());
    }

    @Test
    void aPayloadIsUtf8WithoutByteOrderMark() {
        String good = batch("");

        assertInstanceOf(Valid.class, decode(good));
        assertInstanceOf(Malformed.class, decode("\uFEFF" + good));
        assertInstanceOf(Malformed.class, BatchCodec.decode(good.getBytes(StandardCharsets.UTF_16LE)));
        assertInstanceOf(Malformed.class, BatchCodec.decode(good.getBytes(StandardCharsets.UTF_16BE)));
        assertInstanceOf(Malformed.class, BatchCodec.decode(batch("{\"note\":\"\u00e9\"}").getBytes(StandardCharsets.ISO_8859_1)));
    }

    @Test
    void numbersThatNobodyCanCountToAreMalformed() {
        assertInstanceOf(Malformed.class, decode("{\"log\":\"a\",\"first\":9223372036854775807,\"observations\":[{},{}]}"));
    }

    @Test
    void aBatchOverItsLimitsIsNamedSo() {
        String many = String.join(",", Collections.nCopies(501, "{}"));
        String large = " ".repeat(ObservationBatch.MOST_BYTES + 1);

        assertEquals("too-many", assertInstanceOf(Malformed.class, decode(batch(many))).reason());
        assertEquals("too-large", assertInstanceOf(Malformed.class, decode(large)).reason());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"presence\" | malformed",
                "[1,[2]] | malformed",
                "17 | malformed",
                "{\"sensor\":\"s\",\"motion\":true} | malformed",
                "{\"at\":\"2026-03-10T09:00:00Z\",\"motion\":true} | malformed",
                "{\"at\":\"2026-03-10T09:00:00+01:00\",\"sensor\":\"s\",\"motion\":true} | malformed",
                "{\"at\":\"+1000000000-12-31T23:59:59Z\",\"sensor\":\"s\",\"motion\":true} | malformed",
                "{\"at\":\"2026-03-10T09:00:00Z\",\"sensor\":\"S\",\"motion\":true} | malformed",
                "{\"at\":\"2026-03-10T24:00:00Z\",\"sensor\":\"s\",\"motion\":true} | malformed",
                "{\"at\":\"2026-02-30T09:00:00Z\",\"sensor\":\"s\",\"motion\":true} | malformed",
                "7 | malformed",
                "{\"at\":\"2026-03-10T09:00:00Z\",\"sensor\":\"s\"} | unknown-reading",
                "{\"at\":\"2026-03-10T09:00:00Z\",\"sensor\":\"s\",\"count\":-3} | unknown-reading",
                "{\"at\":\"2026-03-10T09:00:00Z\",\"sensor\":\"s\",\"motion\":true,\"presence\":true} | two-readings",
                "{\"at\":\"2026-03-10T09:00:00Z\",\"sensor\":\"s\",\"motion\":true,\"co2_ppm\":400} | two-readings",
                "{\"at\":\"2026-03-10T09:00:00Z\",\"sensor\":\"s\",\"motion\":1} | bad-value",
                "{\"at\":\"2026-03-10T09:00:00Z\",\"sensor\":\"s\",\"passage\":\"sideways\"} | bad-value",
                "{\"at\":\"2026-03-10T09:00:00Z\",\"sensor\":\"s\",\"distance_mm\":-1} | bad-value",
                "{\"at\":\"2026-03-10T09:00:00Z\",\"sensor\":\"s\",\"distance_mm\":1.5} | bad-value",
                "{\"at\":\"2026-03-10T09:00:00Z\",\"sensor\":\"s\",\"distance_mm\":12345678901234567890123456789012345678901} | bad-value",
                "{\"at\":\"2026-03-10T09:00:00Z\",\"sensor\":\"s\",\"co2_ppm\":1e999} | bad-value",
                "{\"at\":\"2026-03-10T09:00:00Z\",\"sensor\":\"s\",\"humidity_percent\":100.1} | bad-value",
                "{\"at\":\"2026-03-10T09:00:00Z\",\"alive_s\":0} | bad-value",
                "{\"at\":\"2026-03-10T09:00:00Z\",\"alive_s\":\"300\"} | bad-value"
            })
    void aRecordThatCannotBeTakenSaysWhy(String json, String reason) {
        Unreadable unreadable = assertInstanceOf(Unreadable.class, only(json));

        assertEquals(reason, unreadable.reason());
        assertEquals(json, unreadable.json());
    }

    @Test
    void otherMembersAreIgnoredBesideOneReading() {
        assertEquals(
                new Observation(Instant.parse("2026-03-10T09:00:00Z"), new SensorId("s"), new Reading.Motion(true)),
                only("{\"at\":\"2026-03-10T09:00:00Z\",\"sensor\":\"s\",\"note\":{\"a\":[1]},\"motion\":true,\"alive_s\":5}"));
    }

    @Test
    void partsOfAMillisecondAreCutOff() {
        assertEquals(AT, ((Observation) only("{\"at\":\"2026-03-10T09:00:00.101999999999Z\",\"sensor\":\"s\",\"motion\":true}")).at());
        assertEquals(AT, ((Observation) only("{\"at\":\"2026-03-10T09:00:00.101987Z\",\"sensor\":\"s\",\"motion\":true}")).at());
    }

    @Test
    void noDamageToAPayloadIsMoreThanMalformed() {
        long seed = 20261124;
        Random random = new Random(seed);
        byte[] good = batch("{\"at\":\"2026-03-10T09:00:00.101Z\",\"sensor\":\"air-1\",\"co2_ppm\":612,\"temperature_c\":22.4},"
                        + "{\"at\":\"2026-03-10T09:00:00Z\",\"alive_s\":300}")
                .getBytes(StandardCharsets.UTF_8);
        int malformed = 0;
        for (int i = 0; i < 20_000; i++) {
            byte[] damaged = good.clone();
            for (int hits = 1 + random.nextInt(4); hits > 0; hits--) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
            }
            malformed += BatchCodec.decode(damaged) instanceof Malformed ? 1 : 0;
        }
        assertTrue(malformed > 5_000, "seed %d: only %d were malformed".formatted(seed, malformed));
    }

    private static LogRecord only(String recordJson) {
        return assertInstanceOf(ObservationBatch.class, assertInstanceOf(Valid.class, decode(batch(recordJson))).value())
                .records()
                .getFirst();
    }

    private static String batch(String records) {
        return "{\"log\":\"a\",\"first\":1,\"observations\":[" + records + "]}";
    }

    private static Decoded<ObservationBatch> decode(String json) {
        return BatchCodec.decode(json.getBytes(StandardCharsets.UTF_8));
    }
}
