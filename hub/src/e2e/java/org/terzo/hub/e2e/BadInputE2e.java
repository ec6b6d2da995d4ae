package org.terzo.hub.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.terzo.hub.e2e.Outsider.observation;
import static org.terzo.hub.e2e.Outsider.presence;
import static org.terzo.hub.e2e.Outsider.time;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// wire.md section 7, row by row, against a running hub: refused with its reason, counted, and a good batch right after is taken.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class BadInputE2e {
    private static final Instant NOW = Instant.ofEpochMilli(System.currentTimeMillis());

    private Line line;
    private Outsider gateway;

    /// @param text the whole payload of a batch, or one observation of it
    record Bad(String name, String text, String reason) {
        @Override
        public String toString() {
            return reason + ": " + name;
        }
    }

    @BeforeAll
    void start(@TempDir Path folder) throws IOException, InterruptedException, MqttException {
        line = Line.startWith(folder, Outsider.SITE, List.of());
        gateway = Outsider.connect(line, "gw-1");
        gateway.awaitTaken();
    }

    @AfterAll
    void stop() throws InterruptedException, MqttException {
        gateway.close();
        line.close();
    }

    static Stream<Bad> batches() {
        String good = presence(NOW, "desk-1-radar", true);
        return Stream.of(
                new Bad("not JSON", "presence=1", "malformed"),
                new Bad("cut off", batch("\"first\":1,", good).substring(0, 60), "malformed"),
                new Bad("not an object", "[" + batch("\"first\":1,", good) + "]", "malformed"),
                new Bad("a number", "17", "malformed"),
                new Bad("a log of wrong type", batch("\"log\":17,\"first\":1,", good), "malformed"),
                new Bad("a first of wrong type", batch("\"first\":\"one\",", good), "malformed"),
                new Bad("a first below 1", batch("\"first\":0,", good), "malformed"),
                new Bad("observations of wrong type", "{\"log\":\"%s\",\"first\":1,\"observations\":{}}".formatted(UUID.randomUUID()), "malformed"),
                new Bad("no log", "{\"first\":1,\"observations\":[%s]}".formatted(good), "malformed"),
                new Bad("no first", batch("", good), "malformed"),
                new Bad("no observations", "{\"log\":\"%s\",\"first\":1}".formatted(UUID.randomUUID()), "malformed"),
                new Bad("over 256 KiB", batch("\"first\":1,\"note\":\"%s\",".formatted("x".repeat(256 * 1024)), good), "too-large"),
                new Bad("501 observations", batch("\"first\":1,", String.join(",", Collections.nCopies(501, good))), "too-many"));
    }

    private static String batch(String members, String observations) {
        return "{\"log\":\"%s\",%s\"sentAt\":\"%s\",\"observations\":[%s]}".formatted(UUID.randomUUID(), members, time(NOW), observations);
    }

    @ParameterizedTest
    @MethodSource("batches")
    void aWholeBatchIsADeadLetterWithoutReceipt(Bad bad) throws MqttException, IOException, InterruptedException {
        Seen before = seen("gw-1", bad.reason());
        int receipts = gateway.mqtt().heard().size();

        gateway.send(bad.text());
        gateway.awaitTaken();

        assertOneMore(before, "gw-1", bad);
        assertEquals(receipts + 1, gateway.mqtt().heard().size(), "a receipt for the good batch and none for the bad one");
    }

    static Stream<Bad> observations() {
        return Stream.of(
                new Bad("no at", "{\"sensor\":\"desk-1-radar\",\"presence\":true}", "malformed"),
                new Bad("no sensor", "{\"at\":\"%s\",\"presence\":true}".formatted(time(NOW)), "malformed"),
                new Bad("an id that does not parse", presence(NOW, "Desk 1", true), "malformed"),
                new Bad("an id of 33 letters", presence(NOW, "d".repeat(33), true), "malformed"),
                new Bad("a time that does not parse", "{\"at\":\"yesterday\",\"sensor\":\"desk-1-radar\",\"presence\":true}", "malformed"),
                new Bad("a local time", "{\"at\":\"2026-03-10T09:00:00.000+01:00\",\"sensor\":\"desk-1-radar\",\"presence\":true}", "malformed"),
                new Bad("no object", "\"presence\"", "malformed"),
                new Bad("no reading", "{\"at\":\"%s\",\"sensor\":\"desk-1-radar\"}".formatted(time(NOW)), "unknown-reading"),
                new Bad("no known reading", observation(NOW, "desk-1-radar", "\"smell\":3"), "unknown-reading"),
                new Bad("a net count", observation(NOW, "door-main", "\"net\":-3"), "unknown-reading"),
                new Bad("two readings", observation(NOW, "desk-1-radar", "\"presence\":true,\"motion\":true"), "two-readings"),
                new Bad("air and a passage", observation(NOW, "air-1", "\"co2_ppm\":400,\"passage\":\"in\""), "two-readings"),
                new Bad("presence as text", observation(NOW, "desk-1-radar", "\"presence\":\"true\""), "bad-value"),
                new Bad("a negative passage count", observation(NOW, "door-main", "\"passage\":-1"), "bad-value"),
                new Bad("a contact ajar", observation(NOW, "desk-1-radar", "\"contact\":\"ajar\""), "bad-value"),
                new Bad("a distance with a fraction", observation(NOW, "desk-1-radar", "\"distance_mm\":700.5"), "bad-value"),
                new Bad("humidity above 100", observation(NOW, "air-1", "\"humidity_percent\":100.5"), "bad-value"),
                new Bad("negative CO2", observation(NOW, "air-1", "\"co2_ppm\":-1"), "bad-value"),
                new Bad("in 11 minutes", presence(NOW.plus(Duration.ofMinutes(12)), "desk-1-radar", true), "future"),
                new Bad("31 days ago", presence(NOW.minus(Duration.ofDays(31)), "desk-1-radar", true), "too-old"),
                new Bad("a passage of 25 hours ago", observation(NOW.minus(Duration.ofHours(25)), "door-main", "\"passage\":\"in\""), "too-old"),
                new Bad("a sensor of no site", presence(NOW, "desk-99-radar", true), "unclaimed"),
                new Bad("a sensor of gw-2", presence(NOW, "desk-2-radar", true), "foreign-sensor"));
    }

    @ParameterizedTest
    @MethodSource("observations")
    void oneObservationIsADeadLetterAndTheReceiptPassesIt(Bad bad) throws MqttException, IOException, InterruptedException {
        Seen before = seen("gw-1", bad.reason());
        Outsider.Log log = gateway.newLog();

        log.send(1, 1, presence(NOW, "desk-1-radar", true), bad.text(), presence(NOW, "desk-1-radar", false));
        log.awaitReceipt(3);
        log.send(4, 1, presence(NOW, "desk-1-radar", false));
        log.awaitReceipt(4);

        JsonNode letter = assertOneMore(before, "gw-1", bad);
        assertEquals("studio", letter.get("site").asText());
        assertEquals("terzo/v1/studio/gw-1/observations", letter.get("topic").asText());
        assertEquals(bad.text(), letter.get("payload").asText());
        assertEquals(List.of(1L, 3L, 4L), kept(log));
    }

    @Test
    void aGatewayThatNobodyClaimedIsADeadLetterAndOffered() throws MqttException, IOException, InterruptedException {
        try (Outsider stranger = Outsider.connect(line, "gw-9")) {
            Outsider.Log log = stranger.newLog();
            log.send(1, 1, presence(NOW, "desk-9-radar", true));
            log.awaitReceipt(1);
            gateway.awaitTaken();

            assertEquals(1, seen("gw-9", "unclaimed").count());
            assertEquals(List.of(), kept(log));
            JsonNode gateways = line.web().get("/api/v1/gateways").get("gateways");
            assertTrue(
                    gateways.valueStream().anyMatch(each -> each.get("gateway").asText().equals("gw-9") && each.get("state").asText().equals("unclaimed")),
                    gateways.toString());
        }
    }

    @Test
    void aGatewayMayNotBeNamedAsTheHubsOwnTopics() throws MqttException, IOException, InterruptedException {
        Set<String> before = ids();

        gateway.mqtt().publish("terzo/v1/studio/desk/observations", batch("\"first\":1,", presence(NOW, "desk-1-radar", true)));
        gateway.mqtt().publish("terzo/v1/studio/Gw_1/observations", batch("\"first\":1,", presence(NOW, "desk-1-radar", true)));
        gateway.awaitTaken();

        assertEquals(List.of("malformed", "malformed"), rejections().stream().filter(each -> !before.contains(each.get("id").asText())).map(each -> each.get("reason").asText()).toList());
    }

    @Test
    void aBatchSentByAWrongClockIsTakenAndHealthSaysSo() throws MqttException, IOException, InterruptedException {
        try (Outsider other = Outsider.connect(line, "gw-2")) {
            Outsider.Log log = other.newLog();
            other.send("{\"log\":\"%s\",\"first\":1,\"oldest\":1,\"sentAt\":\"%s\",\"observations\":[%s]}"
                    .formatted(log.id(), time(NOW.minus(Duration.ofMinutes(20))), presence(NOW, "desk-2-radar", true)));
            log.awaitReceipt(1);

            assertEquals(List.of(1L), kept(log));
            JsonNode health = line.web().get("/health").at("/details/gateways");
            List<String> wrong = health.get("gateways").valueStream().filter(each -> each.path("clock").asText().equals("wrong")).map(each -> each.get("gateway").asText()).toList();
            assertEquals(List.of("gw-2"), wrong, "the gateway's health says so: " + health);
        }
    }

    @Test
    void aBadStatusIsADeadLetter() throws MqttException, IOException, InterruptedException {
        Bad bad = new Bad("a state that does not exist", "{\"state\":\"asleep\",\"at\":\"%s\"}".formatted(time(NOW)), "malformed");
        Seen before = seen("gw-1", bad.reason());

        gateway.mqtt().publish("terzo/v1/studio/gw-1/status", bad.text());
        gateway.awaitTaken();

        assertOneMore(before, "gw-1", bad);
    }

    /// What stood in the ledger and among the dead letters at one moment.
    private record Seen(long count, Set<String> ids) {}

    private Seen seen(String gatewayId, String reason) throws IOException, InterruptedException {
        JsonNode ledger = line.web().get("/api/v1/sites/studio/sequence-ledger");
        long count = ledger.get("gateways").valueStream()
                .filter(each -> each.get("gateway").asText().equals(gatewayId))
                .mapToLong(each -> each.at("/rejected/" + reason).asLong(0))
                .sum();
        return new Seen(count, ids());
    }

    private JsonNode assertOneMore(Seen before, String gatewayId, Bad bad) throws IOException, InterruptedException {
        List<JsonNode> fresh = rejections().stream().filter(each -> !before.ids().contains(each.get("id").asText())).toList();
        assertEquals(1, fresh.size(), fresh.toString());
        JsonNode letter = fresh.getFirst();
        assertEquals(bad.reason(), letter.get("reason").asText(), letter.toString());
        assertEquals(gatewayId, letter.get("gateway").asText(), letter.toString());
        assertTrue(bad.text().startsWith(letter.get("payload").asText()) && !letter.get("payload").asText().isEmpty(), letter.toString());
        assertEquals(before.count() + 1, seen(gatewayId, bad.reason()).count());
        return letter;
    }

    private Set<String> ids() throws IOException, InterruptedException {
        Set<String> ids = new HashSet<>();
        rejections().forEach(each -> ids.add(each.get("id").asText()));
        return ids;
    }

    private List<JsonNode> rejections() throws IOException, InterruptedException {
        return line.web().all("/api/v1/rejections?", "rejections");
    }

    private List<Long> kept(Outsider.Log log) throws IOException, InterruptedException {
        line.web().await("/health", health -> health.at("/details/history/pending").asLong(-1) == 0, Duration.ofSeconds(30));
        String range = "from=%s&to=%s".formatted(time(NOW.minus(Duration.ofDays(60))), time(NOW.plus(Duration.ofHours(1))));
        return line.web().all("/api/v1/sites/studio/history/observations?" + range, "observations").stream()
                .filter(each -> each.get("log").asText().equals(log.id()))
                .map(each -> each.get("sequence").asLong())
                .toList();
    }
}
