package org.terzo.hub.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.terzo.hub.e2e.Outsider.observation;
import static org.terzo.hub.e2e.Outsider.presence;
import static org.terzo.hub.e2e.Outsider.time;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// wire.md sections 3 and 4, spoken by somebody who never saw the code: batches and receipts.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class OutsideClientE2e {
    private static final Instant HOUR_AGO = Instant.ofEpochMilli(System.currentTimeMillis()).minus(Duration.ofHours(1));

    private Line line;
    private Outsider gateway;

    @BeforeAll
    void start(@TempDir Path folder) throws IOException, InterruptedException, MqttException {
        line = Line.startWith(folder, Outsider.SITE, List.of());
        gateway = Outsider.connect(line, "gw-1");
    }

    @AfterAll
    void stop() throws InterruptedException, MqttException {
        gateway.close();
        line.close();
    }

    private static Instant at(int second) {
        return HOUR_AGO.plusSeconds(second);
    }

    private JsonNode ledger(Outsider.Log log) throws IOException, InterruptedException {
        JsonNode ledger = line.web().get("/api/v1/sites/studio/sequence-ledger");
        JsonNode own = StreamSupport.stream(ledger.get("gateways").spliterator(), false)
                .filter(each -> each.get("gateway").asText().equals("gw-1"))
                .findFirst()
                .orElseThrow();
        return StreamSupport.stream(own.get("logs").spliterator(), false)
                .filter(each -> each.get("log").asText().equals(log.id()))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no log %s in %s".formatted(log.id(), ledger)));
    }

    private List<JsonNode> kept(Outsider.Log log) throws IOException, InterruptedException {
        line.web().await("/health", health -> health.at("/details/history/pending").asLong(-1) == 0, Duration.ofSeconds(30));
        String range = "from=%s&to=%s".formatted(time(HOUR_AGO.minusSeconds(60)), time(HOUR_AGO.plusSeconds(7_200)));
        return line.web().all("/api/v1/sites/studio/history/observations?" + range, "observations").stream()
                .filter(each -> each.get("log").asText().equals(log.id()))
                .toList();
    }

    @Test
    void aBatchIsSettledThroughItsLastNumber() throws MqttException, InterruptedException {
        Outsider.Log log = gateway.newLog();

        log.send(1, 1, presence(at(0), "desk-1-radar", true), presence(at(1), "desk-1-radar", false), observation(at(2), "door-main", "\"passage\":\"in\""));

        JsonNode receipt = log.awaitReceipt(3);
        assertTrue(receipt.get("at").asText().matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z"), receipt.toString());
        assertEquals(log.id(), receipt.get("log").asText());
        assertFalse(receipt.path("restored").asBoolean(false), receipt.toString());
    }

    @Test
    void theLastReceiptIsRetained() throws MqttException, InterruptedException {
        Outsider.Log log = gateway.newLog();
        log.send(1, 1, presence(at(0), "desk-1-radar", true));
        log.awaitReceipt(1);

        try (Mqtt later = Mqtt.connect(line.brokerUrl(), "somebody-later", Optional.empty())) {
            later.subscribe("terzo/v1/studio/gw-1/receipt");

            JsonNode kept = later.await("the retained receipt", Mqtt.Heard::retained).json();
            assertEquals(log.id(), kept.get("log").asText());
            assertEquals(1, kept.get("through").asLong());
        }
    }

    @Test
    void aLogFirstMetInItsMiddleHasAnOpenGapThatLateArrivalCloses() throws MqttException, IOException, InterruptedException {
        Outsider.Log log = gateway.newLog();

        log.send(5, 1, presence(at(5), "desk-1-radar", true));
        log.awaitReceipt(0);
        JsonNode open = ledger(log).get("gaps");
        assertEquals("1-4 open", gap(open.get(0)), open.toString());

        log.send(1, 1, presence(at(1), "desk-1-radar", true), presence(at(2), "desk-1-radar", false));
        log.send(3, 1, presence(at(3), "desk-1-radar", true), presence(at(4), "desk-1-radar", false));
        log.awaitReceipt(5);
        JsonNode after = ledger(log);
        assertEquals(5, after.get("received").asLong(), after.toString());
        assertEquals(4, after.get("late").asLong(), after.toString());
        assertTrue(StreamSupport.stream(after.get("gaps").spliterator(), false).allMatch(each -> gap(each).endsWith("closed")), after.toString());
        assertFalse(after.get("gaps").isEmpty(), "a closed gap keeps its row");
    }

    @Test
    void aGapHoldsTheReceiptBack() throws MqttException, InterruptedException {
        Outsider.Log log = gateway.newLog();

        log.send(1, 1, presence(at(1), "desk-1-radar", true), presence(at(2), "desk-1-radar", false));
        log.send(5, 1, presence(at(5), "desk-1-radar", true), presence(at(6), "desk-1-radar", false));
        log.assertSettledOnly(2L);

        log.send(3, 1, presence(at(3), "desk-1-radar", true));
        log.send(4, 1, presence(at(4), "desk-1-radar", false));
        log.awaitReceipt(6);
    }

    @Test
    void whatTheGatewayHoldsNoLongerIsLostForEver() throws MqttException, IOException, InterruptedException {
        Outsider.Log log = gateway.newLog();

        log.send(5, 5, presence(at(5), "desk-1-radar", true));
        log.awaitReceipt(5);
        JsonNode ledger = ledger(log);
        assertEquals("1-4 open", gap(ledger.at("/gaps/0")), ledger.toString());
        assertEquals(4, ledger.get("dropped").asLong(), ledger.toString());
        assertEquals(5, ledger.get("through").asLong(), ledger.toString());

        log.send(8, 8, presence(at(8), "desk-1-radar", false));
        log.awaitReceipt(8);
        assertEquals("6-7 open", gap(ledger(log).at("/gaps/1")), ledger(log).toString());
    }

    @Test
    void theSameBatchTwiceChangesNothing() throws MqttException, IOException, InterruptedException {
        Outsider.Log log = gateway.newLog();
        String[] batch = {presence(at(10), "desk-1-radar", true), presence(at(20), "desk-1-radar", false)};
        log.send(1, 1, batch);
        log.awaitReceipt(2);
        gateway.awaitTaken();
        List<JsonNode> before = kept(log);

        log.send(1, 1, batch);
        log.assertSettledOnly(2L);

        assertEquals(before, kept(log));
        assertEquals(2, before.size());
        assertEquals(2, ledger(log).get("received").asLong());
        assertEquals(2, ledger(log).get("duplicates").asLong());
    }

    @Test
    void equalSensorAndTimeUnderTwoNumbersAreBothKept() throws MqttException, IOException, InterruptedException {
        Outsider.Log log = gateway.newLog();

        log.send(1, 1, observation(at(30), "door-main", "\"passage\":\"in\""), observation(at(30), "door-main", "\"passage\":\"in\""));
        log.awaitReceipt(2);

        assertEquals(List.of(1L, 2L), kept(log).stream().map(each -> each.get("sequence").asLong()).toList());
    }

    @Test
    void otherContentUnderTheSameNumberIsAConflictAndTheFirstStays() throws MqttException, IOException, InterruptedException {
        Outsider.Log log = gateway.newLog();
        log.send(1, 1, presence(at(40), "desk-1-radar", true));
        log.awaitReceipt(1);

        log.send(1, 1, presence(at(41), "desk-1-radar", false), presence(at(42), "desk-1-radar", false));
        log.awaitReceipt(2);

        assertEquals(List.of(time(at(40)), time(at(42))), kept(log).stream().map(each -> each.get("at").asText()).toList());
        assertTrue(line.web().all("/api/v1/rejections?", "rejections").stream()
                .anyMatch(each -> each.get("reason").asText().equals("conflict") && each.get("payload").asText().contains(time(at(41)))));
    }

    @Test
    void membersThatNobodyKnowsAreIgnored() throws MqttException, IOException, InterruptedException {
        Outsider.Log log = gateway.newLog();

        log.sendWith(
                "\"firmware\":{\"vendor\":[1,2,{\"x\":null}]},",
                1,
                1,
                List.of(observation(at(50), "desk-1-radar", "\"quality\":{\"rssi\":-60},\"presence\":true"), observation(at(51), "air-1", "\"co2_ppm\":612,\"radon_bq\":3")));
        log.awaitReceipt(2);

        List<JsonNode> kept = kept(log);
        assertTrue(kept.get(0).get("presence").asBoolean(), kept.toString());
        assertEquals(612, kept.get(1).get("co2_ppm").asInt(), kept.toString());
        assertFalse(kept.get(0).has("quality") || kept.get(1).has("radon_bq"), kept.toString());
    }

    @Test
    void anUntrustedBatchGetsItsReceiptOnlyOnceItIsRepaired() throws MqttException, IOException, InterruptedException {
        Outsider.Log log = gateway.newLog();

        log.sendWith("\"clock\":\"untrusted\",", 1, 1, List.of(presence(Instant.parse("1970-01-01T00:01:00Z"), "desk-1-radar", true)));
        log.assertSettledOnly();
        assertEquals(List.of(), kept(log));

        log.send(1, 1, presence(at(60), "desk-1-radar", true));
        log.awaitReceipt(1);
        assertEquals(time(at(60)), kept(log).getFirst().get("at").asText());
    }

    @Test
    void aRecordWithoutSensorSaysThatTheGatewayWatched() throws MqttException, IOException, InterruptedException {
        Outsider.Log log = gateway.newLog();
        Instant end = HOUR_AGO.minus(Duration.ofDays(2));

        log.send(1, 1, "{\"at\":\"%s\",\"alive_s\":300}".formatted(time(end.minusSeconds(300))), "{\"at\":\"%s\",\"alive_s\":300}".formatted(time(end)));
        log.awaitReceipt(2);
        kept(log);

        JsonNode watching = line.web()
                .get("/api/v1/sites/studio/history/watching?from=%s&to=%s".formatted(time(end.minusSeconds(3_600)), time(end.plusSeconds(60))))
                .get("watching");
        assertEquals(1, watching.size(), watching.toString());
        assertEquals("gw-1", watching.at("/0/gateway").asText());
        assertEquals(time(end.minusSeconds(600)), watching.at("/0/from").asText());
        assertEquals(time(end), watching.at("/0/to").asText());
    }

    private static String gap(JsonNode gap) {
        return "%d-%d %s".formatted(gap.get("from").asLong(), gap.get("to").asLong(), gap.get("closed").isNull() ? "open" : "closed");
    }
}
