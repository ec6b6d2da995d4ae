package org.terzo.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Sites over HTTP, as JSON and as files.
final class SitesHttpTest {
    private static final String RIVA = "/api/v1/sites/riva";
    private static final String JSON = "application/json";
    private static final String YAML = "application/yaml";

    private TestHub hub;

    @BeforeEach
    void start(@TempDir Path folder) throws IOException {
        hub = TestHub.start(folder);
    }

    @AfterEach
    void stop() throws IOException {
        hub.close();
    }

    @Test
    void theJsonHoldsEveryMemberOfTheFile() throws IOException, InterruptedException {
        JsonNode site = hub.get(RIVA).json();

        assertEquals("{\"from\":\"2026-12-24\",\"to\":\"2027-01-06\",\"reason\":\"holiday\"}", site.at("/closures/0").toString());
        assertEquals("{\"date\":\"2026-12-13\",\"from\":\"10:00\",\"to\":\"16:00\"}", site.at("/openings/0").toString());
        assertEquals("{\"level\":4,\"signedBy\":\"board of the cooperative\",\"from\":\"2026-01-01\"}", site.path("publication").toString());
        assertEquals("{\"id\":\"coop-riva\",\"kind\":\"cooperative\"}", site.path("operator").toString());
        assertEquals("{\"width\":24.0,\"height\":12.0,\"image\":\"riva.svg\"}", site.path("plan").toString());
        assertEquals("2025-12-31T23:00:00Z", site.at("/desks/1/serviceFrom").asText());
        assertEquals("2036-01-01T00:00:00Z", site.at("/desks/1/serviceTo").asText());
        assertEquals(30, site.at("/sensors/1/reportSeconds").asInt());
        assertEquals("[\"booth-1-pir\",\"booth-1-reed\"]", site.at("/zones/1/sensors").toString());
        assertTrue(site.at("/zones/0/public").asBoolean());
        assertEquals("ITC33 1 outside", site.path("nuts3").asText() + " " + site.path("degurba") + " " + site.at("/doors/0/from").asText());
        assertEquals(site, hub.get("/api/v1/sites").json().at("/sites/0"));
    }

    @Test
    void whatWasGotCanBePutAtAHigherRevisionAndComesBackEqual() throws IOException, InterruptedException {
        TestHub.Answer got = hub.get(RIVA);
        ObjectNode site = (ObjectNode) got.json();
        site.put("revision", 5).put("name", "Riva \"nuova\" – Ćao 🌊");

        TestHub.Answer put = hub.put(RIVA, JSON, site.toString(), "If-Match", got.header("etag"));

        assertEquals(200, put.status(), put.body());
        assertEquals(site, put.json());
        assertEquals("\"5\"", put.header("etag"));
        assertEquals(site, hub.get(RIVA).json());
        String yaml = hub.get(RIVA + "/site.yaml").body();
        assertEquals(200, hub.put(RIVA + "/site.yaml", YAML, yaml.replace("revision: 5", "revision: 6"), "If-Match", "\"5\"").status());
        assertEquals(site.put("revision", 6), hub.get(RIVA).json());
    }

    @Test
    void theFileComesBackAsItWasSent() throws IOException, InterruptedException {
        String yaml = TestHub.RIVA.replace("revision: 4", "revision: 7") + "# a comment of the operator: čšž\n";

        assertEquals(TestHub.RIVA, hub.get(RIVA + "/site.yaml").body());
        assertEquals(200, hub.put(RIVA + "/site.yaml", YAML, yaml, "If-Match", "*").status());
        assertEquals(yaml, hub.get(RIVA + "/site.yaml").body());
    }

    @Test
    void aChangeMustSayWhichRevisionItChanges() throws IOException, InterruptedException {
        String next = TestHub.RIVA.replace("revision: 4", "revision: 5");

        hub.put(RIVA + "/site.yaml", YAML, next).problem(428);
        hub.put(RIVA + "/site.yaml", YAML, next, "If-Match", "\"3\"").problem(412);
        hub.put(RIVA, JSON, "{\"site\":\"riva\"}").problem(422);
        assertEquals(200, hub.put(RIVA + "/site.yaml", YAML, next, "If-Match", "\"3\", \"4\"").status());
        hub.put(RIVA + "/site.yaml", YAML, next.replace("revision: 5", "revision: 6"), "If-Match", "\"4\"").problem(412);
    }

    @Test
    void aNewSiteNeedsNoTagAndIsCreatedOnce() throws IOException, InterruptedException {
        String molo = "site: molo\nrevision: 1\nname: Molo\ncountry: IT\ntimeZone: Europe/Rome\ncapacity: 9\n";

        hub.put("/api/v1/sites/molo/site.yaml", YAML, molo, "If-Match", "\"1\"").problem(412);
        assertEquals(201, hub.put("/api/v1/sites/molo/site.yaml", YAML, molo).status());
        hub.put("/api/v1/sites/molo/site.yaml", YAML, molo.replace("revision: 1", "revision: 2")).problem(428);
        assertEquals(List.of("molo", "riva"), hub.get("/api/v1/sites").json().path("sites").valueStream().map(each -> each.path("site").asText()).toList());
    }

    @Test
    void aRevisionThatIsNotHigherAndAnotherSitesIdChangeNothing() throws IOException, InterruptedException {
        assertEquals("revision", error(hub.put(RIVA + "/site.yaml", YAML, TestHub.RIVA, "If-Match", "\"4\""), 0).path("field").asText());
        JsonNode other = error(hub.put("/api/v1/sites/molo/site.yaml", YAML, TestHub.RIVA), 0);
        assertEquals("site riva", other.path("field").asText() + " " + other.path("value").asText());
    }

    @Test
    void aGatewayOfAnotherSiteIsRefusedByName() throws IOException, InterruptedException {
        String molo = "site: molo\nrevision: 1\nname: Molo\ncountry: IT\ntimeZone: Europe/Rome\ncapacity: 9\nsensors: [{sensor: s, gateway: gw-1, kind: pir}]\n";

        assertEquals("gw-1", error(hub.put("/api/v1/sites/molo/site.yaml", YAML, molo), 0).path("value").asText());
    }

    @Test
    void tenMistakesAreTenErrorsEachWithItsPlaceLineValueAndWhatWasExpected() throws IOException, InterruptedException {
        String broken = TestHub.RIVA
                .replace("country: IT", "country: Italy")
                .replace("degurba: 1", "degurba: 7")
                .replace("timeZone: Europe/Rome", "timeZone: Rome")
                .replace("openingHours: \"24/7\"", "openingHours: \"Mo-Fr from nine\"")
                .replace("capacity: 60", "capacity: many")
                .replace("kind: room", "kind: cave")
                .replace("desk: d-08, zone: open-space", "desk: d-07, zone: attic")
                .replace("assigned: true", "asigned: true")
                .replace("kind: beam-pair", "kind: laser");

        JsonNode problem = hub.put(RIVA + "/site.yaml", YAML, broken, "If-Match", "\"4\"").problem(422);

        List<String> places = problem.path("errors").valueStream().map(each -> each.path("line").asInt() + " " + each.path("field").asText()).toList();
        assertEquals(
                List.of("4 country", "6 degurba", "7 timeZone", "10 openingHours", "13 capacity", "18 zones[1].kind", "21 desks[1].desk", "21 desks[1].zone",
                        "22 desks[2].asigned", "32 sensors[6].kind"),
                places);
        for (JsonNode each : problem.path("errors")) {
            assertTrue(each.path("value").isTextual() && each.path("detail").asText().startsWith("expected "), each.toString());
        }
        assertEquals("\"4\"", hub.get(RIVA).header("etag"));
    }

    @Test
    void jsonThatIsNoneOrNoSiteIsRefusedWithTheMistake() throws IOException, InterruptedException {
        assertEquals("body", error(hub.put(RIVA, JSON, "{\"site\": ", "If-Match", "\"4\""), 0).path("field").asText());
        assertEquals("body", error(hub.put(RIVA, JSON, "[1]", "If-Match", "\"4\""), 0).path("field").asText());
        assertEquals("body", error(hub.put(RIVA, JSON, "{\"site\":\"riva\",\"site\":\"molo\"}", "If-Match", "\"4\""), 0).path("field").asText());
        JsonNode deep = hub.put(RIVA, JSON, "[".repeat(5_000), "If-Match", "\"4\"").problem(422);
        assertEquals(1, deep.path("errors").size());
    }

    private static JsonNode error(TestHub.Answer answer, int index) throws IOException {
        return answer.problem(422).path("errors").get(index);
    }
}
