package org.terzo.hub.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertIterableEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.terzo.hub.e2e.Outsider.presence;
import static org.terzo.hub.e2e.Outsider.time;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// http.md, asked by somebody who never saw the code: what was kept, whole pages, problems, who is let in, OpenAPI.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class OutsideHttpE2e {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int BATCHES = 25;
    private static final int OF_A_BATCH = 500;
    private static final String SITE = "/api/v1/sites/studio";
    private static final Instant START = Instant.ofEpochMilli(System.currentTimeMillis()).minus(Duration.ofHours(20));
    private static final String RANGE = "from=%s&to=%s".formatted(time(START), time(START.plus(Duration.ofHours(19))));

    private Line line;
    private Outsider gateway;
    private Outsider.Log log;

    /// More than a page of observations, one each second, and a retained status.
    @BeforeAll
    void start(@TempDir Path folder) throws IOException, InterruptedException, MqttException {
        line = Line.startWith(folder, Outsider.SITE, List.of());
        gateway = Outsider.connect(line, "gw-1");
        gateway.say("ready", ",\"version\":\"7.1\",\"wiring\":3,\"outbox\":{\"pending\":0}");
        log = gateway.newLog();
        for (int batch = 0; batch < BATCHES; batch++) {
            List<String> observations = new ArrayList<>();
            for (int i = 0; i < OF_A_BATCH; i++) {
                int number = batch * OF_A_BATCH + i;
                observations.add(presence(START.plusSeconds(number), "desk-1-radar", number % 1_000 < 500));
            }
            log.sendWith("", batch * (long) OF_A_BATCH + 1, 1, observations);
        }
        log.awaitReceipt(BATCHES * (long) OF_A_BATCH);
        sayWatched();
        line.web().await("/health", health -> health.at("/details/history/pending").asLong(-1) == 0, Duration.ofSeconds(60));
    }

    /// In a log of its own: all was watched from the start for four hours.
    private void sayWatched() throws MqttException, InterruptedException {
        Outsider.Log watched = gateway.newLog();
        List<String> records = new ArrayList<>();
        for (int minutes = 5; minutes <= 240; minutes += 5) {
            records.add("{\"at\":\"%s\",\"alive_s\":300}".formatted(time(START.plusSeconds(60L * minutes))));
        }
        watched.sendWith("", 1, 1, records);
        watched.awaitReceipt(records.size());
    }

    @AfterAll
    void stop() throws InterruptedException, MqttException {
        gateway.close();
        line.close();
    }

    @Test
    void observationsComeBackInPagesOldestFirst() throws IOException, InterruptedException {
        HttpResponse<String> first = line.web().raw(SITE + "/history/observations?" + RANGE, true);
        JsonNode page = JSON.readTree(first.body());
        assertEquals(10_000, page.get("observations").size());
        assertTrue(first.headers().firstValue("Link").orElse("").contains("rel=\"next\""), first.headers().toString());

        JsonNode rest = line.web().get("%s/history/observations?%s&cursor=%s".formatted(SITE, RANGE, page.get("next").asText()));
        assertEquals(2_500, rest.get("observations").size());
        assertTrue(rest.path("next").isNull() || rest.path("next").isMissingNode());

        List<JsonNode> all = new ArrayList<>();
        page.get("observations").forEach(all::add);
        rest.get("observations").forEach(all::add);
        List<String> sent = new ArrayList<>();
        for (int number = 0; number < BATCHES * OF_A_BATCH; number++) {
            sent.add("%s gw-1 %s %d desk-1-radar %b".formatted(time(START.plusSeconds(number)), log.id(), number + 1, number % 1_000 < 500));
        }
        assertIterableEquals(sent, all.stream().map(OutsideHttpE2e::observation).toList());
    }

    private static String observation(JsonNode each) {
        return "%s %s %s %d %s %s"
                .formatted(
                        each.get("at").asText(),
                        each.get("gateway").asText(),
                        each.get("log").asText(),
                        each.get("sequence").asLong(),
                        each.get("sensor").asText(),
                        each.get("presence").asText());
    }

    @Test
    void fromIsIncludedAndToIsNot() throws IOException, InterruptedException {
        String second = "from=%s&to=%s".formatted(time(START.plusSeconds(10)), time(START.plusSeconds(11)));

        JsonNode one = line.web().get(SITE + "/history/observations?" + second);
        assertEquals(List.of(11L), one.get("observations").valueStream().map(each -> each.get("sequence").asLong()).toList());
        JsonNode other = line.web().get(SITE + "/history/observations?sensor=desk-3-radar&" + RANGE);
        assertEquals(0, other.get("observations").size());
    }

    @Test
    void theStateInForceComesFirst() throws IOException, InterruptedException {
        String later = "from=%s&to=%s".formatted(time(START.plusSeconds(600)), time(START.plusSeconds(700)));

        JsonNode all = line.web().get(SITE + "/history/states?desk=d-1&" + RANGE);
        JsonNode part = line.web().get(SITE + "/history/states?desk=d-1&answer=live&" + later);

        assertEquals("live", part.get("answer").asText());
        JsonNode first = part.at("/states/0");
        assertFalse(Instant.parse(first.get("at").asText()).isAfter(START.plusSeconds(600)), part.toString());
        List<JsonNode> before = all.get("states").valueStream().filter(each -> !Instant.parse(each.get("at").asText()).isAfter(START.plusSeconds(600))).toList();
        assertEquals(before.getLast(), first);
        for (String member : List.of("desk", "zone", "at", "state", "confidence", "reason", "version")) {
            assertTrue(first.has(member), member + " is missing in " + first);
        }
    }

    @Test
    void headcountsAndWatchingHaveTheirShapes() throws IOException, InterruptedException {
        JsonNode headcount = line.web().get(SITE + "/history/headcount?zone=hall&" + RANGE);
        assertEquals("hall", headcount.get("zone").asText());
        assertEquals("live", headcount.get("answer").asText());
        assertTrue(headcount.get("values").isArray());
        assertTrue(line.web().get(SITE + "/history/watching?" + RANGE).get("watching").isArray());
    }

    @Test
    void theSiteComesBackAsItWasGiven() throws IOException, InterruptedException {
        assertEquals("studio", line.web().get("/api/v1/sites").at("/sites/0/site").asText());
        JsonNode site = line.web().get(SITE);
        assertEquals(7, site.get("desks").size());
        assertEquals(9, site.get("sensors").size());
        assertEquals(Outsider.SITE.strip(), line.web().raw(SITE + "/site.yaml", true).body().strip());
    }

    @Test
    void gatewaysAndLedgerSayWhatCame() throws IOException, InterruptedException {
        JsonNode gateways = line.web().get("/api/v1/gateways").get("gateways");
        JsonNode own = gateways.valueStream().filter(each -> each.get("gateway").asText().equals("gw-1")).findFirst().orElseThrow();
        assertEquals("studio ready 0 7.1 3", "%s %s %s %s %s".formatted(own.get("site").asText(), own.get("state").asText(), own.get("pending").asText(), own.get("version").asText(), own.get("wiring").asText()));
        JsonNode logs = line.web().get(SITE + "/sequence-ledger").at("/gateways/0/logs");
        JsonNode first = logs.valueStream().filter(each -> each.get("log").asText().equals(log.id())).findFirst().orElseThrow();
        assertEquals("12500 12500 0 0 0", "%s %s %s %s %s".formatted(first.get("through").asText(), first.get("received").asText(), first.get("duplicates").asText(), first.get("late").asText(), first.get("dropped").asText()));
    }

    @Test
    void theLedgerIsFilteredByArrival() throws IOException, InterruptedException {
        String before = SITE + "/sequence-ledger?from=2020-01-01T00:00:00.000Z&to=2020-01-02T00:00:00.000Z";

        assertEquals(0, line.web().get(before).findValues("received").stream().mapToLong(JsonNode::asLong).sum());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            400 | stepp     | sites/studio/history/headcount?stepp=PT5M&RANGE
            400 | yesterday | sites/studio/history/observations?from=yesterday&to=2026-01-01T00:00:00.000Z
            400 | to        | sites/studio/history/observations?from=2026-01-01T00:00:00.000Z
            400 | from      | sites/studio/history/states?from=2026-01-01T00:00:00.000Z&to=2026-01-01T00:00:00.000Z
            400 | rough     | sites/studio/history/states?answer=rough&RANGE
            400 | cursor    | sites/studio/history/observations?cursor=xyz&RANGE
            400 | Desk 1    | sites/studio/history/observations?sensor=Desk%201&RANGE
            404 | nowhere   | sites/nowhere
            404 | nowhere   | sites/nowhere/live
            404 | nowhere   | sites/nowhere/free-desks
            404 | nowhere   | sites/nowhere/sequence-ledger
            404 | nowhere   | sites/nowhere/history/states?RANGE
            404 | 404       | no-such-path
            """)
    void aWrongQuestionIsAProblemThatNamesTheValue(int status, String names, String path) throws IOException, InterruptedException {
        assertProblem(status, names, "/api/v1/" + path.replace("RANGE", RANGE));
    }

    private void assertProblem(int status, String names, String path) throws IOException, InterruptedException {
        HttpResponse<String> answer = line.web().raw(path, true);
        assertEquals(status, answer.statusCode(), path + ": " + answer.body());
        assertTrue(answer.headers().firstValue("Content-Type").orElse("").startsWith("application/problem+json"), path + ": " + answer.headers());
        JsonNode problem = JSON.readTree(answer.body());
        assertEquals(status, problem.get("status").asInt());
        assertTrue(problem.has("type") && problem.has("title") && problem.has("detail"), answer.body());
        assertTrue(answer.body().contains(names), "%s does not name %s: %s".formatted(path, names, answer.body()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/v1/sites", SITE, SITE + "/site.yaml", SITE + "/live", SITE + "/live/stream", SITE + "/sequence-ledger", "/api/v1/rejections", "/api/v1/gateways",
        SITE + "/history/observations", SITE + "/history/states", SITE + "/history/headcount", SITE + "/history/watching"})
    void nothingIsOpenByAccident(String path) throws IOException, InterruptedException {
        assertEquals(401, line.web().raw(path, false).statusCode());
        try (Web stranger = new Web(line.web().url(""), "a-token-that-nobody-ever-gave-to-anybody")) {
            assertEquals(401, stranger.raw(path, true).statusCode());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/health", "/health/liveness", "/health/readiness", "/", "/s/studio", SITE + "/free-desks", "/openapi.json"})
    void thePublicAndTheMembersNeedNoToken(String path) throws IOException, InterruptedException {
        assertEquals(200, line.web().raw(path, false).statusCode());
    }

    @Test
    void theOpenApiDocumentAgreesWithEveryAnswer() throws IOException, InterruptedException {
        JsonNode document = line.web().get("/openapi.json");
        assertTrue(document.path("openapi").asText().startsWith("3.1"), document.path("openapi").asText());
        OpenApi openApi = new OpenApi(document);
        List<String> disagreements = new ArrayList<>();
        for (String path : List.of(
                "/health", "/health/liveness", "/health/readiness", "/api/v1/sites", SITE, SITE + "/site.yaml", SITE + "/live", SITE + "/free-desks?zone=hall&amenity=window",
                SITE + "/history/observations?" + RANGE, SITE + "/history/states?desk=d-1&zone=hall&answer=live&" + RANGE, SITE + "/history/headcount?zone=hall&" + RANGE,
                SITE + "/history/watching?" + RANGE, SITE + "/sequence-ledger", "/api/v1/rejections", "/api/v1/gateways", SITE + "/history/states?from=yesterday&to=today", "/api/v1/sites/nowhere/live")) {
            HttpResponse<String> answer = line.web().raw(path, true);
            boolean isJson = answer.headers().firstValue("Content-Type").orElse("").contains("json");
            disagreements.addAll(openApi.disagreements(path, answer.statusCode(), isJson ? JSON.readTree(answer.body()) : MissingNode.getInstance()));
        }
        assertEquals("", String.join("\n", disagreements));
    }
}
