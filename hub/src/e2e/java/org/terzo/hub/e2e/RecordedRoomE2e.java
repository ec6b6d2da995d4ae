package org.terzo.hub.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Two real recordings go the whole way: a gateway process, Mosquitto, a hub process, InfluxDB, HTTP.
final class RecordedRoomE2e {
    private static final Path RECORDED = Program.root().resolve("hub/src/demo/recorded");

    @TempDir
    Path folder;

    @Test
    void everyObservationOfTheRoomIsKeptOnce() throws IOException, InterruptedException {
        try (InfluxServer influx = InfluxServer.start(folder.resolve("influx"));
                Line line = Line.start(folder, "salle-pir.site.yaml", influx.hubOptions(folder))) {
            Path file = RECORDED.resolve("room-pir-2017-12-22.csv");
            Program gateway = line.gateway("gw-salle", config(line, file), List.of("--exit-at-end"));

            assertEquals(0, gateway.waitFor(Duration.ofMinutes(3)), gateway.text());
            line.web().await("/health", health -> health.at("/details/history/pending").asLong(-1) == 0, Duration.ofMinutes(2));

            List<String> rows = Files.readAllLines(file).stream().skip(1).toList();
            List<JsonNode> kept = line.web()
                    .all("/api/v1/sites/salle-pir/history/observations?from=2017-12-01T00:00:00Z&to=2018-01-01T00:00:00Z", "observations");
            assertEquals(rows, kept.stream().map(RecordedRoomE2e::row).toList());
            assertEquals(rows.size(), influx.count("observation"));
            assertNoGap(line.web().get("/api/v1/sites/salle-pir/sequence-ledger"), rows.size());
            assertTrue(statesOfBothDesks(line), "each desk was occupied and free on those days");
        }
    }

    private static boolean statesOfBothDesks(Line line) throws IOException, InterruptedException {
        List<JsonNode> states =
                line.web().all("/api/v1/sites/salle-pir/history/states?from=2017-12-22T00:00:00Z&to=2017-12-24T00:00:00Z", "states");
        return List.of("d-6", "d-7").stream().allMatch(desk -> List.of("occupied", "free").stream()
                .allMatch(state -> states.stream()
                        .anyMatch(each -> each.get("desk").asText().equals(desk) && each.get("state").asText().equals(state))));
    }

    private static void assertNoGap(JsonNode ledger, int atLeast) {
        JsonNode log = ledger.at("/gateways/0/logs/0");
        assertEquals(0, log.get("gaps").size(), ledger.toString());
        assertEquals(log.get("through").asLong(), log.get("received").asLong(), ledger.toString());
        assertTrue(log.get("received").asLong() >= atLeast, ledger.toString());
    }

    /// An observation as a row of the recorded file.
    private static String row(JsonNode observation) {
        List<String> cells = new ArrayList<>(List.of(observation.get("at").asText(), observation.get("sensor").asText()));
        for (String reading : List.of("motion", "co2_ppm", "temperature_c")) {
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

    private static String config(Line line, Path file) {
        return """
                site: salle-pir
                gateway: gw-salle
                mqtt: {url: "%s"}
                data: outbox
                inputs: recorded
                recorded: {file: "%s", speed: max, startAt: recorded}
                wiring:
                  revision: 1
                  sensors:
                    - {sensor: pir-6, kind: pir, gpio: 17, active: high, pull: none}
                    - {sensor: pir-7, kind: pir, gpio: 27, active: high, pull: none}
                    - {sensor: air-1, kind: scd41, i2c: {bus: 1, address: 0x62}, everySeconds: 60}
                """
                .formatted(line.brokerUrl(), file);
    }
}
