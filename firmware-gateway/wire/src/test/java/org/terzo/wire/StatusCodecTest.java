package org.terzo.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.terzo.wire.Decoded.Malformed;
import org.terzo.wire.Decoded.Valid;

final class StatusCodecTest {
    private static final Instant AT = Instant.parse("2026-03-10T09:00:00Z");

    @Test
    void aStatusComesBackAsItWent() {
        GatewayStatus status = new GatewayStatus(
                GatewayStatus.State.READY,
                AT,
                "boot",
                "1.0.0",
                OptionalInt.of(3),
                "synchronised",
                Optional.of(new GatewayStatus.OutboxState(12, Optional.of(AT), 0, 96)),
                new GatewayStatus.Health(OptionalDouble.of(51.2), OptionalDouble.of(61), OptionalDouble.empty(), OptionalDouble.of(0.04)),
                Optional.of(AT),
                Map.of(new SensorId("desk-07-radar"), new GatewayStatus.SensorState(Optional.of(AT), "ok")));

        assertEquals(new Valid<>(status), StatusCodec.decode(StatusCodec.encode(status)));
    }

    @Test
    void aLastWillSaysNoMoreThanItsState() {
        GatewayStatus will = GatewayStatus.bare(GatewayStatus.State.LOST, AT, "boot", "1.0.0");

        assertEquals(new Valid<>(will), StatusCodec.decode(StatusCodec.encode(will)));
    }

    @Test
    void aStatusWithoutStateIsMalformed() {
        assertInstanceOf(Malformed.class, StatusCodec.decode("{\"at\":\"2026-03-10T09:00:00Z\"}".getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void aReceiptComesBackAsItWent() {
        Receipt receipt = new Receipt(new LogId("a\"b\\c"), 5124, AT, true);

        assertEquals(new Valid<>(receipt), ReceiptCodec.decode(ReceiptCodec.encode(receipt)));
    }

    @Test
    void anUnknownHeadcountIsThreeNulls() {
        ZoneReport report = new ZoneReport(new ZoneId("open-space"), Optional.empty(), 40, AT, AT);

        assertEquals(
                "{\"zone\":\"open-space\",\"headcount\":{\"low\":null,\"best\":null,\"high\":null},\"capacity\":40,"
                        + "\"observedAt\":\"2026-03-10T09:00:00.000Z\",\"validUntil\":\"2026-03-10T09:00:00.000Z\"}",
                new String(ReportCodec.encode(report), StandardCharsets.UTF_8));
    }

    @Test
    void aTopicIsReadAndWrittenAlike() {
        String topic = "terzo/v1/riva/gw-1/observations";

        assertEquals(
                Optional.of(new GatewayTopic(new SiteId("riva"), new GatewayId("gw-1"), GatewayTopic.Kind.OBSERVATIONS)),
                GatewayTopic.parse(topic));
        assertEquals(topic, GatewayTopic.parse(topic).map(GatewayTopic::toString).orElse(""));
        assertEquals(Optional.empty(), GatewayTopic.parse("terzo/v1/riva/desk/status"));
        assertEquals(Optional.empty(), GatewayTopic.parse("terzo/v1/riva/gw-1/observations/x"));
    }
}
