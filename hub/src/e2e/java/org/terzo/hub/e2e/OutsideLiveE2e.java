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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/// wire.md sections 5 and 6 and the live half of http.md, spoken by somebody who never saw the code.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class OutsideLiveE2e {
    private static final String LIVE = "/api/v1/sites/studio/live";
    private static final Duration SOON = Duration.ofSeconds(20);

    private Line line;
    private Outsider gateway;
    private Outsider silent;
    private Instant lastWord = Instant.EPOCH;
    private Mqtt anyone;

    /// gw-1 goes on speaking; gw-3 says one thing at the start and never anything again.
    @BeforeAll
    void start(@TempDir Path folder) throws IOException, InterruptedException, MqttException {
        line = Line.startWith(folder, Outsider.SITE, List.of());
        anyone = Mqtt.connect(line.brokerUrl(), "anyone", Optional.empty());
        anyone.subscribe("terzo/v1/studio/desk/+");
        anyone.subscribe("terzo/v1/studio/zone/+");
        gateway = Outsider.connect(line, "gw-1");
        silent = Outsider.connect(line, "gw-3");
        silent.say("ready", watching());
        lastWord = Instant.now();
        silent.newLog().send(1, 1, presence(lastWord, "desk-6-radar", true));
        line.web().await(LIVE, desk("d-6", "occupied"), SOON);
    }

    @BeforeEach
    void sayReady() throws MqttException {
        gateway.say("ready", watching());
    }

    @AfterAll
    void stop() throws InterruptedException, MqttException {
        anyone.close();
        silent.close();
        gateway.close();
        line.close();
    }

    private static String watching() {
        return ",\"outbox\":{\"pending\":12},\"watching\":{\"since\":\"%s\"}".formatted(time(Instant.now().minusSeconds(600)));
    }

    private static Predicate<JsonNode> of(String list, String id, Predicate<JsonNode> wanted) {
        String member = list.substring(0, list.length() - 1);
        return live -> live.path(list).valueStream().anyMatch(each -> each.get(member).asText().equals(id) && wanted.test(each));
    }

    private static Predicate<JsonNode> desk(String id, String state) {
        return of("desks", id, desk -> desk.get("state").asText().equals(state));
    }

    private static Predicate<JsonNode> gateway(String id, String state) {
        return of("gateways", id, each -> each.get("state").asText().equals(state));
    }

    @Test
    void aDeskIsSaidRetainedWithItsEndOfValidityAndLeavesTheFreeDesks() throws MqttException, IOException, InterruptedException {
        Instant seen = Instant.ofEpochMilli(System.currentTimeMillis());
        gateway.newLog().send(1, 1, presence(seen, "desk-1-radar", true), observation(seen, "door-main", "\"passage\":\"in\""));

        JsonNode said = anyone.await("d-1 occupied", heard -> heard.topic().equals("terzo/v1/studio/desk/d-1") && heard.payload().contains("occupied")).json();
        assertEquals("d-1", said.get("desk").asText());
        assertEquals("hall", said.get("zone").asText());
        assertEquals(time(seen), said.get("since").asText());
        assertTrue(said.get("confidence").asDouble() > 0.5, said.toString());
        assertFalse(said.get("reason").asText().isEmpty());
        assertTrue(Instant.parse(said.get("validUntil").asText()).isAfter(Instant.parse(said.get("observedAt").asText())), said.toString());

        JsonNode zone = anyone.await("somebody in the hall", heard -> heard.topic().equals("terzo/v1/studio/zone/hall") && heard.json().at("/headcount/low").asInt(0) >= 1).json();
        assertEquals("hall", zone.get("zone").asText());
        assertEquals(10, zone.get("capacity").asInt(), zone.toString());
        assertTrue(zone.at("/headcount/low").asInt() <= zone.at("/headcount/best").asInt() && zone.at("/headcount/best").asInt() <= zone.at("/headcount/high").asInt(), zone.toString());
        assertTrue(Instant.parse(zone.get("validUntil").asText()).isAfter(seen), zone.toString());

        try (Mqtt later = Mqtt.connect(line.brokerUrl(), "somebody-later", Optional.empty())) {
            later.subscribe("terzo/v1/studio/#");
            later.await("the retained desk", heard -> heard.retained() && heard.topic().endsWith("/desk/d-1") && heard.payload().contains("occupied"));
            later.await("the retained zone", heard -> heard.retained() && heard.topic().endsWith("/zone/hall"));
        }
        JsonNode live = line.web().await(LIVE, desk("d-1", "occupied"), SOON);
        assertMembers(List.of("desk", "zone", "state", "since", "confidence", "reason", "observedAt", "validUntil"), live.at("/desks/0"));
        assertMembers(List.of("zone", "headcount", "capacity", "quality", "lastAnchor"), live.at("/zones/0"));
        assertMembers(List.of("gateway", "state", "lastHeard", "pending"), live.at("/gateways/0"));
    }

    @Test
    void freeDesksTellFreeAndUnknownApartAndHideWhatIsSomebodysOwn() throws MqttException, IOException, InterruptedException {
        gateway.newLog().send(1, 1, presence(Instant.now(), "desk-1-radar", true), presence(Instant.now(), "desk-7-radar", false));
        line.web().await(LIVE, desk("d-1", "occupied"), SOON);
        line.web().await(LIVE, desk("d-7", "free"), SOON);

        JsonNode free = line.web().get("/api/v1/sites/studio/free-desks");

        assertMembers(List.of("asOf", "open", "free", "unknown", "rule", "zones"), free);
        List<String> desks = free.at("/zones/0/desks").valueStream().map(each -> each.get("desk").asText() + " " + each.get("state").asText()).toList();
        assertTrue(desks.containsAll(List.of("d-1 occupied", "d-2 unknown", "d-7 free")), desks.toString());
        assertEquals(desks.stream().filter(each -> each.endsWith(" free")).count(), free.at("/free/certain").asLong(), free.toString());
        assertEquals(desks.stream().filter(each -> each.endsWith(" unknown")).count(), free.get("unknown").asLong(), free.toString());
        assertFalse(free.toString().contains("d-3"), "d-3 is somebody's own: " + free);
        assertTrue(free.get("open").asBoolean() && !free.get("rule").asText().isEmpty(), free.toString());
    }

    @Test
    void aGatewayIsReadyThenLostWhenItsConnectionIsCutThenSaysGoodbye() throws MqttException, IOException, InterruptedException {
        try (Outsider other = Outsider.connect(line, "gw-2")) {
            other.say("ready", watching());
            JsonNode live = line.web().await(LIVE, gateway("gw-2", "ready"), SOON);
            JsonNode said = live.get("gateways").valueStream().filter(each -> each.get("gateway").asText().equals("gw-2")).findFirst().orElseThrow();
            assertEquals(12, said.get("pending").asInt(), live.toString());
            assertFalse(said.get("lastHeard").isNull(), live.toString());

            other.mqtt().cut();
            line.web().await(LIVE, gateway("gw-2", "lost"), SOON);
            line.web().await("/api/v1/gateways", gateway("gw-2", "lost"), SOON);
        }
        try (Outsider again = Outsider.connect(line, "gw-2")) {
            again.say("init", "");
            line.web().await(LIVE, gateway("gw-2", "init"), SOON);
            again.say("disconnected", "");
            line.web().await(LIVE, gateway("gw-2", "disconnected"), SOON);
        }
    }

    @Test
    void aDeskThatIsRemovedIsClearedFromTheBroker() throws MqttException, IOException, InterruptedException {
        anyone.await("d-4", heard -> heard.topic().endsWith("/desk/d-4") && !heard.payload().isEmpty());

        String without = Outsider.SITE.replace("revision: 1", "revision: 2").replaceAll("(?m)^.*desk: d-4.*\n", "").replaceAll("(?m)^.*sensor: desk-4-radar.*\n", "");
        assertEquals(200, line.web().replace("/api/v1/sites/studio/site.yaml", "application/yaml", without).statusCode());

        anyone.await("d-4 cleared", heard -> heard.topic().endsWith("/desk/d-4") && heard.payload().isEmpty());
        try (Mqtt later = Mqtt.connect(line.brokerUrl(), "somebody-after", Optional.empty())) {
            later.subscribe("terzo/v1/studio/desk/+");
            later.await("d-1", heard -> heard.topic().endsWith("/desk/d-1"));
            assertTrue(later.heard().stream().noneMatch(heard -> heard.topic().endsWith("/desk/d-4")), later.heard().toString());
        }
    }

    @Test
    void theStreamBeginsWithASnapshotAndResumesAfterTheLastEventSeen() throws MqttException, IOException, InterruptedException {
        Outsider.Log log = gateway.newLog();
        EventStream.Event seen;
        try (EventStream stream = stream(Optional.empty())) {
            EventStream.Event snapshot = stream.await("a snapshot", each -> each.is("snapshot"));
            assertMembers(List.of("asOf", "desks", "zones", "gateways"), snapshot.data());
            assertEquals(snapshot, stream.events().getFirst());

            log.send(1, 1, presence(Instant.now(), "desk-5-radar", true));
            seen = stream.await("d-5", each -> each.says("d-5", "occupied"));
            assertTrue(Long.parseLong(seen.id()) > Long.parseLong(snapshot.id()), seen.toString());
            stream.await("a heartbeat within 15 s", each -> each.is("heartbeat"));
        }
        log.send(2, 1, presence(Instant.now(), "desk-3-radar", true));
        line.web().await(LIVE, desk("d-3", "occupied"), SOON);

        try (EventStream resumed = stream(Optional.of(seen.id()))) {
            resumed.await("what was missed", each -> each.says("d-3", "occupied"));
            assertTrue(resumed.events().stream().noneMatch(each -> each.is("snapshot")), resumed.events().toString());
            List<Long> ids = new ArrayList<>(resumed.events().stream().filter(each -> !each.id().isEmpty()).map(each -> Long.parseLong(each.id())).toList());
            assertEquals(ids.stream().sorted().distinct().toList(), ids, "ids grow");
            assertTrue(ids.getFirst() > Long.parseLong(seen.id()), "nothing comes twice");
        }
        try (EventStream stranger = stream(Optional.of("99999999999999999"))) {
            stranger.await("a fresh snapshot for an id that nobody gave out", each -> each.is("snapshot"));
        }
    }

    @Test
    void aMembersStreamShowsNoDeskThatIsSomebodysOwn() throws MqttException, IOException, InterruptedException {
        Outsider.Log log = gateway.newLog();
        try (EventStream stream = EventStream.open(line.web().url(LIVE + "/stream?view=member"), Optional.empty(), Optional.empty())) {
            stream.await("a snapshot", each -> each.is("snapshot"));

            log.send(1, 1, presence(Instant.now(), "desk-3-radar", true), observation(Instant.now(), "door-main", "\"passage\":\"in\""));

            stream.await("the hall", each -> each.is("zone"));
            assertFalse(stream.events().toString().contains("d-3"), stream.events().toString());
        }
    }

    /// wire.md section 5: after 75 s of silence nothing that was said or retained counts any more.
    @Test
    @Order(Integer.MAX_VALUE)
    void aGatewayThatFallsSilentTurnsItsDesksUnknownWithin75Seconds() throws IOException, InterruptedException {
        JsonNode live = line.web().await(LIVE, desk("d-6", "unknown"), Duration.ofSeconds(100));

        JsonNode said = live.get("desks").valueStream().filter(each -> each.get("desk").asText().equals("d-6")).findFirst().orElseThrow();
        assertFalse(Instant.parse(said.get("since").asText()).isAfter(lastWord.plusSeconds(77)), "the last word was at %s: %s".formatted(lastWord, said));
        anyone.await("d-6 unknown", heard -> heard.topic().endsWith("/desk/d-6") && heard.payload().contains("\"unknown\"") && !heard.payload().contains("never watched"));
        line.web().await(LIVE, gateway("gw-3", "lost"), SOON);
        line.web().await("/api/v1/gateways", gateway("gw-3", "lost"), SOON);
    }

    private EventStream stream(Optional<String> lastEventId) throws IOException, InterruptedException {
        return EventStream.open(line.web().url(LIVE + "/stream"), Optional.of(Line.TOKEN), lastEventId);
    }

    private static void assertMembers(List<String> members, JsonNode object) {
        assertEquals(List.of(), members.stream().filter(member -> !object.has(member)).toList(), "missing in " + object);
    }
}
