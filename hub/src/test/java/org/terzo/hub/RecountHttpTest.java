package org.terzo.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Somebody counts by hand, and the hub goes on from that.
final class RecountHttpTest {
    private static final String SITE = "/api/v1/sites/riva";
    private static final String HALL = SITE + "/zones/open-space/recounts";

    @TempDir
    private Path folder;

    private static TestHub.Answer post(TestHub hub, String path, String body) throws IOException, InterruptedException {
        return hub.send(hub.request(path)
                .header("Authorization", "Bearer " + TestHub.TOKEN)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body)));
    }

    private static void awaitLive(TestHub hub, String place, int best) throws IOException, InterruptedException {
        hub.await(SITE + "/live", live -> live.at(place + "/headcount/best").asInt(-1) == best);
    }

    @Test
    void aRecountIsShownAtOnceAndKeptWithWhoAndWhenAlsoOverARestart() throws IOException, InterruptedException, MqttException {
        try (TestHub hub = TestHub.start(folder)) {
            hub.awaitHealthy();
            try (MqttPeer gateway = new MqttPeer(hub.brokerUrl())) {
                gateway.isReady("gw-2");
                TestHub.Answer made = post(hub, HALL, "{\"count\":17}");

                assertEquals(201, made.status(), made.body());
                assertEquals("open-space 17 admin", text(made.json()));
                awaitLive(hub, "/zones/0", 17);
                assertEquals(201, post(hub, SITE + "/recounts", "{\"count\":23}").status());
                awaitLive(hub, "/site", 23);
            }
            assertKept(hub);
        }
        try (TestHub hub = TestHub.start(folder)) {
            hub.awaitHealthy();
            try (MqttPeer gateway = new MqttPeer(hub.brokerUrl())) {
                gateway.isReady("gw-2");
                awaitLive(hub, "/zones/0", 17);
                awaitLive(hub, "/site", 23);
            }
            assertKept(hub);
        }
    }

    private static String text(JsonNode recount) {
        return recount.path("zone").asText() + " " + recount.path("count").asText() + " " + recount.path("by").asText();
    }

    private static void assertKept(TestHub hub) throws IOException, InterruptedException {
        JsonNode kept = hub.get(SITE + "/recounts").json().path("recounts");

        assertEquals(2, kept.size(), kept.toString());
        assertEquals("open-space 17 admin", text(kept.get(0)));
        assertTrue(kept.get(1).path("zone").isNull(), kept.toString());
        assertTrue(!Instant.parse(kept.get(0).path("at").asText()).isAfter(Instant.now()), kept.toString());
    }

    /// Five hours are long decided: they are worked out again.
    @Test
    void aRecountOfHoursAgoSetsHistoryRightFromThereOn() throws IOException, InterruptedException, MqttException {
        Instant start = Instant.now().truncatedTo(ChronoUnit.MINUTES).minus(6, ChronoUnit.HOURS);
        try (TestHub hub = TestHub.start(folder)) {
            hub.awaitHealthy();
            try (MqttPeer gateway = new MqttPeer(hub.brokerUrl())) {
                String alive = "{\"at\":\"%s\",\"alive_s\":18000}".formatted(start.plus(5, ChronoUnit.HOURS));
                String batch = "{\"log\":\"log-1\",\"first\":1,\"oldest\":1,\"sentAt\":\"%s\",\"observations\":[%s]}".formatted(Instant.now(), alive);
                gateway.publish("terzo/v1/riva/gw-1/observations", batch);
                gateway.publish("terzo/v1/riva/gw-2/observations", batch);
                hub.await(past(start), told -> told.at("/values/0/high").asInt() > 0);

                assertEquals(201, post(hub, HALL, "{\"count\":9,\"at\":\"%s\"}".formatted(start.plus(2, ChronoUnit.HOURS))).status());
                JsonNode told = hub.await(past(start), values -> values.at("/values/5/best").asInt() == 9);
                assertEquals(9, told.at("/values/3/best").asInt(), told.toString());
                assertTrue(told.at("/values/2/low").asInt() < 5, told.toString());
            }
        }
    }

    /// By half hours, from half an hour after `start`.
    private static String past(Instant start) {
        return SITE + "/history/headcount?zone=open-space&step=PT30M&from=%s&to=%s".formatted(start.plusSeconds(1_800), start.plus(4, ChronoUnit.HOURS));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            zones/open-space/recounts | {"count":-1}                                   | 400 | count
            zones/open-space/recounts | {"count":"many"}                               | 400 | count
            zones/open-space/recounts | {"count":2.5}                                  | 400 | count
            zones/open-space/recounts | {"count":56}                                   | 400 | count
            zones/open-space/recounts | {}                                             | 400 | count
            zones/open-space/recounts | {"count":5,"zone":"x"}                         | 400 | zone
            zones/open-space/recounts | {"count":5,"at":"noon"}                        | 400 | at
            zones/open-space/recounts | {"count":5,"at":"2099-01-01T00:00:00Z"}        | 400 | at
            zones/open-space/recounts | {"count":5,"at":"2026-01-01T00:00:00Z"}        | 400 | at
            zones/open-space/recounts | [5]                                            | 400 | body
            zones/open-space/recounts | five                                           | 400 | body
            zones/booth-1/recounts    | {"count":1}                                    | 409 | ``
            zones/nowhere/recounts    | {"count":1}                                    | 404 | zone
            """)
    void whatCannotBeTakenIsRefusedWithASentence(String path, String body, int status, String field) throws IOException, InterruptedException {
        try (TestHub hub = TestHub.start(folder)) {
            JsonNode problem = post(hub, SITE + "/" + path, body).problem(status);

            assertEquals(field, problem.at("/errors/0/field").asText(), problem.toString());
            assertTrue(problem.path("detail").asText().length() > 10, problem.toString());
            assertEquals(0, hub.get(SITE + "/recounts").json().path("recounts").size());
        }
    }
}
