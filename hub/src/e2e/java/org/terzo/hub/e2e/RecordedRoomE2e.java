package org.terzo.hub.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertIterableEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Two real recordings go the whole way: a gateway process, Mosquitto, a hub process, InfluxDB, HTTP.
final class RecordedRoomE2e {
    private static final Path RECORDED = Program.root().resolve("hub/src/demo/recorded");
    private static final Path ROOM = RECORDED.resolve("room-pir-2017-12-22.csv");
    private static final Path DOOR = RECORDED.resolve("door-counts-2005-07-24.csv");
    private static final List<String> ROOM_SENSORS = List.of(
            "sensor: pir-6, kind: pir, gpio: 17, active: high, pull: none",
            "sensor: pir-7, kind: pir, gpio: 27, active: high, pull: none",
            "sensor: air-1, kind: scd41, i2c: {bus: 1, address: 0x62}, everySeconds: 60");
    private static final String HALL =
            """
            site: calit2
            revision: 1
            name: Main door
            country: US
            timeZone: America/Los_Angeles
            languages: [en]
            openingHours: "24/7"
            capacity: 300
            zones:
              - {zone: hall, name: Hall, kind: lobby, capacity: 300, public: true}
            doors:
              - {door: main, from: outside, to: hall, sensors: [door-main]}
            sensors:
              - {sensor: door-main, gateway: gw-door, kind: beam-pair}
            """;

    @TempDir
    Path folder;

    @Test
    void theRoomIsKeptOnceAndJudgedAsByThePureCore() throws IOException, InterruptedException {
        String site = Files.readString(Program.root().resolve("hub/src/demo/sites/salle-pir.site.yaml"));
        try (InfluxServer influx = InfluxServer.start(folder.resolve("influx"));
                Line line = Line.startWith(folder, site, influx.hubOptions(folder))) {
            play(line, new GatewayFile("salle-pir", "gw-salle", ROOM, "max", "recorded", ROOM_SENSORS));

            assertKeptOnce(line, influx, "salle-pir", ROOM);
            PureCore core = PureCore.of(site, "gw-salle", ROOM, Instant.parse("2017-12-25T00:00:00Z"));
            assertIterableEquals(core.states(), states(line, "live"));
            assertIterableEquals(core.smoothedStates(), states(line, "smoothed"));
        }
    }

    private static List<String> states(Line line, String answer) throws IOException, InterruptedException {
        String path = "/api/v1/sites/salle-pir/history/states?from=2017-12-22T00:00:00Z&to=2017-12-25T00:00:00Z&answer=" + answer;
        return line.web().all(path, "states").stream().map(RecordedRoomE2e::state).toList();
    }

    @Test
    void theDoorIsKeptOnceAndCountedAsByThePureCore() throws IOException, InterruptedException {
        try (InfluxServer influx = InfluxServer.start(folder.resolve("influx"));
                Line line = Line.startWith(folder, HALL, influx.hubOptions(folder))) {
            play(line, new GatewayFile("calit2", "gw-door", DOOR, "max", "recorded", List.of("sensor: door-main, kind: beam-pair, gpio: 5, gpioB: 6, active: low, pull: up")));

            assertKeptOnce(line, influx, "calit2", DOOR);
            assertIterableEquals(
                    PureCore.of(HALL, "gw-door", DOOR, Instant.parse("2005-09-01T00:00:00Z")).headcounts("hall"),
                    line.web()
                            .all("/api/v1/sites/calit2/history/headcount?zone=hall&from=2005-07-24T00:00:00Z&to=2005-09-01T00:00:00Z", "values")
                            .stream()
                            .map(RecordedRoomE2e::headcount)
                            .toList());
        }
    }

    /// Returns once every receipt has come and history holds everything.
    private static void play(Line line, GatewayFile file) throws IOException, InterruptedException {
        Program gateway = line.gateway(file.gateway(), file.text(line.brokerUrl()), List.of("--exit-at-end"));
        assertEquals(0, gateway.waitFor(Duration.ofMinutes(3)), gateway.text());
        line.web().await("/health", health -> health.at("/details/history/pending").asLong(-1) == 0, Duration.ofMinutes(2));
    }

    private static void assertKeptOnce(Line line, InfluxServer influx, String site, Path file) throws IOException, InterruptedException {
        List<String> rows = Files.readAllLines(file).stream().skip(1).toList();
        List<JsonNode> kept =
                line.web().all("/api/v1/sites/%s/history/observations?from=2000-01-01T00:00:00Z&to=2020-01-01T00:00:00Z".formatted(site), "observations");
        assertIterableEquals(rows, kept.stream().map(RecordedRoomE2e::row).toList());
        assertEquals(rows.size(), influx.count("observation"));
        JsonNode ledger = line.web().get("/api/v1/sites/%s/sequence-ledger".formatted(site));
        JsonNode log = ledger.at("/gateways/0/logs/0");
        long records = kept.stream().mapToLong(each -> each.get("sequence").asLong()).max().orElse(0);
        assertEquals(0, log.get("gaps").size(), ledger.toString());
        assertEquals(0, ledger.at("/gateways/0/rejected").size(), ledger.toString());
        assertEquals(rows.size(), log.get("received").asInt(), ledger.toString());
        assertTrue(log.get("through").asLong() >= records, ledger.toString());
    }

    /// An observation as a row of the recorded file.
    private static String row(JsonNode observation) {
        List<String> cells = new ArrayList<>(List.of(observation.get("at").asText(), observation.get("sensor").asText()));
        for (String reading : List.of("motion", "passage", "co2_ppm", "temperature_c")) {
            if (observation.has(reading)) {
                cells.add(reading);
                cells.add(number(observation.get(reading)));
            }
        }
        return String.join(",", cells);
    }

    private static String number(JsonNode value) {
        return value.isNumber() && value.asDouble() == Math.rint(value.asDouble())
                ? String.format(Locale.ROOT, "%.0f", value.asDouble())
                : value.asText();
    }

    private static String state(JsonNode state) {
        return "%s %s %s %s %s"
                .formatted(
                        Instant.parse(state.get("at").asText()),
                        state.get("desk").asText(),
                        state.get("state").asText(),
                        Double.toString(state.get("confidence").asDouble()),
                        state.get("reason").asText());
    }

    private static String headcount(JsonNode value) {
        return "%s %s %s %s %s"
                .formatted(
                        Instant.parse(value.get("at").asText()),
                        value.get("low").asText(),
                        value.get("best").asText(),
                        value.get("high").asText(),
                        value.get("quality").asText());
    }
}
