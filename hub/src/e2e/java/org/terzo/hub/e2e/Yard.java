package org.terzo.hub.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertIterableEquals;
import static org.terzo.hub.e2e.Outsider.time;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// A site of eight desks on one gateway that plays a made-up day, and the proof that the day was kept.
final class Yard {
    static final String RANGE = "from=2026-03-02T00:00:00Z&to=2026-03-03T00:00:00Z";
    static final List<String> KEEP_LONG = List.of("--retain-observations", "36500d");
    static final Duration PATIENCE = Duration.ofMinutes(4);

    private static final int SENSORS = 8;
    private static final Instant START = Instant.parse("2026-03-02T08:00:00Z");

    private Yard() {}

    static void awaitReceived(Line line, long atLeast) throws IOException, InterruptedException {
        line.web().await("/api/v1/sites/yard/sequence-ledger", ledger -> ledger.at("/gateways/0/logs/0/received").asLong() >= atLeast, PATIENCE);
    }

    static long received(Line line) throws IOException, InterruptedException {
        return line.web().get("/api/v1/sites/yard/sequence-ledger").at("/gateways/0/logs/0/received").asLong();
    }

    /// In whichever of the logs.
    static void awaitReceivedInOne(Line line, long atLeast) throws IOException, InterruptedException {
        line.web().await("/api/v1/sites/yard/sequence-ledger", ledger -> ledger.at("/gateways/0/logs").valueStream().anyMatch(log -> log.get("received").asLong() >= atLeast), PATIENCE);
    }

    private static List<JsonNode> kept(Line line) throws IOException, InterruptedException {
        return line.web().all("/api/v1/sites/yard/history/observations?" + RANGE, "observations");
    }

    private static void awaitKept(Line line, int rows) throws IOException, InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (kept(line).size() < rows && System.nanoTime() < end) {
            Thread.sleep(500);
        }
    }

    /// The file comes back equal from the one log of the gateway, and no number of the log is missing.
    static void assertKeptOnce(Line line, Path file) throws IOException, InterruptedException {
        assertRowsKeptOnce(line, file);
        JsonNode ledger = line.web().get("/api/v1/sites/yard/sequence-ledger");
        assertEquals(1, ledger.at("/gateways/0/logs").size(), ledger.toString());
        assertEquals(Files.readAllLines(file).size() - 1, ledger.at("/gateways/0/logs/0/received").asInt(), ledger.toString());
    }

    /// The file comes back equal, and no number of any log is missing.
    static void assertRowsKeptOnce(Line line, Path file) throws IOException, InterruptedException {
        List<String> rows = Files.readAllLines(file).stream().skip(1).toList();
        awaitKept(line, rows.size());
        line.web().await("/api/v1/sites/yard/sequence-ledger", ledger -> ledger.findValues("closed").stream().noneMatch(JsonNode::isNull), PATIENCE);
        line.web().await("/health", health -> health.at("/details/history/pending").asLong(-1) == 0, PATIENCE);

        List<JsonNode> kept = kept(line);
        assertIterableEquals(rows, kept.stream().map(each -> "%s,%s,presence,%s".formatted(each.get("at").asText(), each.get("sensor").asText(), each.get("presence").asText())).toList());
        assertEquals(rows.size(), kept.stream().map(each -> each.get("log").asText() + each.get("sequence").asText()).distinct().count());
        JsonNode ledger = line.web().get("/api/v1/sites/yard/sequence-ledger");
        assertEquals(0, ledger.at("/gateways/0/rejected").size(), ledger.toString());
    }

    static Program startGateway(Line line, Path file, String speed) throws IOException {
        return start(line, "gw-yard", file, speed);
    }

    /// A second gateway with the id of the first and a folder of its own.
    static Program startTwin(Line line, Path file, String speed) throws IOException {
        return start(line, "twin", file, speed);
    }

    private static Program start(Line line, String folder, Path file, String speed) throws IOException {
        List<String> sensors = new ArrayList<>();
        for (int i = 1; i <= SENSORS; i++) {
            sensors.add("sensor: desk-%d-radar, kind: radar, gpio: %d, active: high".formatted(i, 15 + i));
        }
        return line.gateway(folder, new GatewayFile("yard", "gw-yard", file, speed, "recorded", sensors).text(line.brokerUrl()), List.of());
    }

    /// Rows half a second apart, played at this many a second.
    static String speed(int aSecond) {
        return Integer.toString(aSecond / 2);
    }

    /// Eight desks in turn; people come and go every quarter of an hour.
    static Path recording(Path file, int rows) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        List<String> lines = new ArrayList<>(List.of("at,sensor,reading,value"));
        for (int row = 0; row < rows; row++) {
            int sensor = row % SENSORS;
            boolean present = (row / 1_800 + sensor) % 3 != 0 && row / SENSORS % 4 != 3;
            lines.add("%s,desk-%d-radar,presence,%b".formatted(time(START.plusMillis(500L * row)), sensor + 1, present));
        }
        return Files.write(file, lines);
    }

    static String site() {
        StringBuilder site = new StringBuilder(
                """
                site: yard
                revision: 1
                name: Yard
                country: IT
                timeZone: Europe/Rome
                languages: [it]
                openingHours: "24/7"
                capacity: 20
                zones:
                  - {zone: hall, name: Hall, kind: desks, capacity: 10, public: true}
                """);
        site.append("desks:\n");
        for (int i = 1; i <= SENSORS; i++) {
            site.append("  - {desk: d-%d, zone: hall, label: \"%d\", sensors: [desk-%d-radar]}\n".formatted(i, i, i));
        }
        site.append("sensors:\n");
        for (int i = 1; i <= SENSORS; i++) {
            site.append("  - {sensor: desk-%d-radar, gateway: gw-yard, kind: radar}\n".formatted(i));
        }
        return site.toString();
    }
}
