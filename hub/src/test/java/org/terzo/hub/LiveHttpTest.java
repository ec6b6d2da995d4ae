package org.terzo.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// From a message on the broker to what screens and other programs are told.
final class LiveHttpTest {
    private static final String STREAM = "/api/v1/sites/riva/live/stream";
    private static final String[] ADMIN = {"Authorization", "Bearer " + TestHub.TOKEN};

    private TestHub hub;
    private MqttPeer gateway;

    @BeforeEach
    void start(@TempDir Path folder) throws IOException, InterruptedException, MqttException {
        hub = TestHub.start(folder);
        hub.awaitHealthy();
        gateway = new MqttPeer(hub.brokerUrl());
    }

    @AfterEach
    void stop() throws IOException, MqttException {
        gateway.close();
        hub.close();
    }

    @Test
    void aDeskThatIsTakenIsToldOnceAndResumedFromTheLastNumberSeen() throws IOException, InterruptedException, MqttException {
        try (EventReader screen = EventReader.open(hub, STREAM, ADMIN)) {
            EventReader.Event snapshot = screen.next();
            assertEquals("snapshot", snapshot.name());
            assertEquals(List.of("d-07", "d-08", "d-09"), names(snapshot.data(), "desks", "desk"));
            assertEquals(List.of("gw-1", "gw-2"), names(snapshot.data(), "gateways", "gateway"));
            assertTrue(snapshot.data().at("/zones/0").has("quality") && snapshot.data().at("/zones/0/lastAnchor").isNull(), snapshot.toString());

            gateway.isReady("gw-1");
            gateway.observes("gw-1", "desk-07-radar", "\"presence\":true");
            List<EventReader.Event> events = screen.until(isDesk("d-07", "occupied"));
            assertEquals("present", events.getLast().data().at("/why/kind").asText());
            assertEquals("radar", events.getLast().data().at("/why/sensor").asText());
            long before = Long.parseLong(snapshot.id());
            for (EventReader.Event event : events) {
                assertTrue(Long.parseLong(event.id()) > before, events.toString());
                before = Long.parseLong(event.id());
            }

            try (EventReader resumed = EventReader.open(hub, STREAM, "Authorization", ADMIN[1], "Last-Event-ID", snapshot.id())) {
                assertEquals(
                        events.stream().map(EventReader.Event::id).toList(),
                        resumed.until(isDesk("d-07", "occupied")).stream().map(EventReader.Event::id).filter(id -> !id.isEmpty()).toList());
            }
        }
    }

    @Test
    void whoResumesAndMissedNothingSeesAHeartbeatAtOnceAndWhoIsTooOldASnapshot() throws IOException, InterruptedException {
        String id;
        try (EventReader screen = EventReader.open(hub, STREAM, ADMIN)) {
            id = screen.next().id();
        }
        try (EventReader old = EventReader.open(hub, STREAM, "Authorization", ADMIN[1], "Last-Event-ID", "17");
                EventReader odd = EventReader.open(hub, STREAM, "Authorization", ADMIN[1], "Last-Event-ID", "no number");
                EventReader ahead = EventReader.open(hub, STREAM, "Authorization", ADMIN[1], "Last-Event-ID", "999999999999999999")) {
            for (EventReader each : List.of(old, odd, ahead)) {
                EventReader.Event first = each.next();
                assertEquals("snapshot", first.name());
                assertTrue(Long.parseLong(first.id()) >= Long.parseLong(id), first.id());
            }
        }
    }

    @Test
    void membersNeverSeeADeskOfANamedPerson() throws IOException, InterruptedException, MqttException {
        try (EventReader screen = EventReader.open(hub, STREAM + "?view=member")) {
            JsonNode snapshot = screen.next().data();
            assertEquals(List.of("d-07", "d-08"), names(snapshot, "desks", "desk"));
            assertTrue(snapshot.at("/site/headcount").has("best") && snapshot.at("/site/capacity").isInt(), snapshot.toString());
            assertEquals(List.of(), names(snapshot, "gateways", "gateway"));

            gateway.isReady("gw-1");
            gateway.observes("gw-1", "desk-09-pir", "\"motion\":true");
            hub.await("/api/v1/sites/riva/live", live -> live.at("/desks/2/state").asText().equals("occupied"));
            gateway.observes("gw-1", "desk-07-radar", "\"presence\":true");
            List<EventReader.Event> events = screen.until(isDesk("d-07", "occupied"));
            assertFalse(events.toString().contains("d-09") || events.toString().contains("gw-1"), events.toString());
        }
        assertFalse(hub.getAsStranger("/api/v1/sites/riva/free-desks").body().contains("d-09"));
        gateway.await("terzo/v1/riva/desk/d-07", desk -> desk.path("state").asText().equals("occupied"));
        assertFalse(gateway.topics().contains("terzo/v1/riva/desk/d-09"), gateway.topics().toString());
    }

    @Test
    void aDeskThatBecomesANamedPersonsIsClearedFromItsTopic() throws IOException, InterruptedException, MqttException {
        gateway.isReady("gw-1");
        gateway.await("terzo/v1/riva/desk/d-08", JsonNode::isObject);

        String mine = TestHub.RIVA.replace("revision: 4", "revision: 5").replace("sensors: [desk-08-pir],", "sensors: [desk-08-pir], assigned: true,");
        assertEquals(200, hub.put("/api/v1/sites/riva/site.yaml", "application/yaml", mine, "If-Match", "\"4\"").status());

        gateway.await("terzo/v1/riva/desk/d-08", JsonNode::isMissingNode);
        hub.await("/api/v1/sites/riva/free-desks", free -> !free.toString().contains("d-08"));
    }

    @Test
    void othersAreToldOnRetainedTopicsUntilWhenToBelieveIt() throws IOException, InterruptedException, MqttException {
        Instant now = Instant.now();
        gateway.isReady("gw-1");
        gateway.observes("gw-1", "desk-07-radar", "\"presence\":true");

        JsonNode desk = gateway.await("terzo/v1/riva/desk/d-07", each -> each.path("state").asText().equals("occupied"));
        assertEquals("open-space", desk.path("zone").asText());
        assertTrue(Instant.parse(desk.path("validUntil").asText()).isAfter(now), desk.toString());
        gateway.await("terzo/v1/riva/zone/open-space", zone -> zone.path("capacity").asInt() == 40 && zone.has("validUntil"));
    }

    @Test
    void whatANewRevisionNoLongerHasIsClearedAndScreensBeginAnew() throws IOException, InterruptedException, MqttException {
        gateway.isReady("gw-1");
        gateway.await("terzo/v1/riva/desk/d-08", JsonNode::isObject);
        try (EventReader manager = EventReader.open(hub, STREAM, ADMIN);
                EventReader member = EventReader.open(hub, STREAM + "?view=member")) {
            manager.next();
            member.next();

            assertEquals(200, hub.put("/api/v1/sites/riva/site.yaml", "application/yaml", withoutDesk8(), "If-Match", "\"4\"").status());

            assertEquals(List.of("d-07", "d-09"), names(manager.until(isNamed("snapshot")).getLast().data(), "desks", "desk"));
            assertEquals(List.of("d-07"), names(member.until(isNamed("snapshot")).getLast().data(), "desks", "desk"));
        }
        gateway.await("terzo/v1/riva/desk/d-08", JsonNode::isMissingNode);
        assertEquals(List.of("d-07", "d-09"), names(hub.get("/api/v1/sites/riva/live").json(), "desks", "desk"));
        assertEquals(List.of("d-07"), names(hub.get("/api/v1/sites/riva/free-desks").json().at("/zones/0"), "desks", "desk"));
    }

    @Test
    void freeDesksCountWhatIsKnownAndFilter() throws IOException, InterruptedException {
        JsonNode all = hub.getAsStranger("/api/v1/sites/riva/free-desks").json();

        assertEquals("Riva Coworking", all.path("name").asText());
        assertEquals("Europe/Rome", all.path("timeZone").asText());
        assertTrue(all.path("open").isBoolean(), all.toString());
        assertEquals(0, all.at("/free/certain").asInt());
        assertEquals(2, all.path("unknown").asInt());
        assertEquals(List.of("d-07", "d-08"), names(all.at("/zones/0"), "desks", "desk"));
        assertEquals(List.of("d-07"), names(hub.getAsStranger("/api/v1/sites/riva/free-desks?amenity=screen").json().at("/zones/0"), "desks", "desk"));
        assertEquals(1, hub.getAsStranger("/api/v1/sites/riva/free-desks?zone=open-space").json().path("zones").size());

        for (String wrong : List.of("zone=attic", "zone=A%20B", "amenity=sauna")) {
            JsonNode problem = hub.getAsStranger("/api/v1/sites/riva/free-desks?" + wrong).problem(400);
            assertEquals(wrong.substring(0, wrong.indexOf('=')), problem.at("/errors/0/field").asText(), problem.toString());
        }
        assertEquals("view", hub.getAsStranger(STREAM + "?view=manager").problem(400).at("/errors/0/field").asText());
    }

    private static String withoutDesk8() {
        return TestHub.RIVA.replace("revision: 4", "revision: 5").replaceAll("(?m)^ .*desk: d-08.*\\R", "").replaceAll("(?m)^ .*sensor: desk-08-pir.*\\R", "");
    }

    private static Predicate<EventReader.Event> isNamed(String name) {
        return event -> event.name().equals(name);
    }

    private static Predicate<EventReader.Event> isDesk(String desk, String state) {
        return event -> event.name().equals("desk") && event.data().path("desk").asText().equals(desk) && event.data().path("state").asText().equals(state);
    }

    private static List<String> names(JsonNode json, String list, String member) {
        return json.path(list).valueStream().map(each -> each.path(member).asText()).toList();
    }
}
