package org.terzo.hub.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Parts that come late, go, hang or quarrel while everything else runs: a clear message, no loss, no restart.
final class BadLuckE2e {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final String OBSERVATIONS = "/api/v1/sites/yard/history/observations?" + Yard.RANGE;

    @TempDir
    Path folder;

    private static Predicate<JsonNode> part(String name, String status) {
        return health -> health.at("/details/%s/status".formatted(name)).asText().equals(status);
    }

    @Test
    void aBrokerThatComesLateIsWaitedFor() throws IOException, InterruptedException {
        Path file = Yard.recording(folder.resolve("day.csv"), 2_000);
        try (Line line = Line.prepare(folder, Yard.site(), Yard.KEEP_LONG)) {
            line.startHub();
            Yard.startGateway(line, file, "max").await("(?i)not connected", SOON);
            JsonNode health = line.web().await("/health", part("broker", "DOWN"), SOON);
            assertEquals("DOWN", health.get("status").asText());
            assertFalse(health.at("/details/broker/cause").asText().isEmpty(), health.toString());
            assertEquals(200, line.web().raw("/api/v1/sites/yard/live", true).statusCode());

            line.startBroker();

            line.web().await("/health", part("broker", "UP"), SOON);
            Yard.assertKeptOnce(line, file);
        }
    }

    @Test
    void aBrokerThatGoesAndComesBackWithoutItsStateCostsNothing() throws IOException, InterruptedException {
        Path file = Yard.recording(folder.resolve("day.csv"), 4_000);
        try (Line line = Line.startWith(folder, Yard.site(), Yard.KEEP_LONG)) {
            Yard.startGateway(line, file, Yard.speed(400));
            for (int times = 1; times <= 3; times++) {
                Yard.awaitReceived(line, times * 500L);
                line.killBroker();
                line.web().await("/health", part("broker", "DOWN"), SOON);
                line.startBroker();
                line.web().await("/health", part("broker", "UP"), SOON);
            }

            Yard.assertKeptOnce(line, file);
        }
    }

    @Test
    void anInfluxDbThatComesLateGetsEverything() throws IOException, InterruptedException {
        Path file = Yard.recording(folder.resolve("day.csv"), 2_000);
        try (InfluxServer influx = InfluxServer.prepare(folder.resolve("influx"));
                Line line = Line.startWith(folder, Yard.site(), influx.hubOptions(folder))) {
            Yard.startGateway(line, file, "max");
            Yard.awaitReceived(line, 2_000);
            JsonNode health = line.web().await("/health", part("history", "DOWN"), SOON);
            assertEquals("DOWN", health.get("status").asText());
            assertTrue(health.at("/details/history/cause").asText().contains("InfluxDB"), health.toString());
            assertUnavailable(line);
            assertEquals(200, line.web().raw("/api/v1/sites/yard/live", true).statusCode());

            influx.launch();

            line.web().await("/health", part("history", "UP"), SOON);
            Yard.assertKeptOnce(line, file);
            assertEquals(2_000, influx.count("observation"));
        }
    }

    @Test
    void anInfluxDbThatHangsAndThenDiesIsWaitedFor() throws IOException, InterruptedException {
        Path file = Yard.recording(folder.resolve("day.csv"), 6_000);
        try (InfluxServer influx = InfluxServer.start(folder.resolve("influx"));
                Line line = Line.startWith(folder, Yard.site(), influx.hubOptions(folder))) {
            Yard.startGateway(line, file, Yard.speed(400));
            Yard.awaitReceived(line, 500);

            influx.program().pause();
            assertUnavailable(line);
            line.web().await("/health", part("history", "DOWN"), SOON);
            influx.program().resume();
            line.web().await("/health", part("history", "UP"), SOON);
            assertEquals(200, line.web().raw(OBSERVATIONS, true).statusCode());

            influx.program().kill();
            line.web().await("/health", part("history", "DOWN"), SOON);
            assertUnavailable(line);
            influx.launch();
            line.web().await("/health", part("history", "UP"), SOON);

            Yard.assertKeptOnce(line, file);
            assertEquals(6_000, influx.count("observation"));
        }
    }

    /// http.md: no answer blocks on InfluxDB longer than 5 s; the caller here gives up a little later.
    private static void assertUnavailable(Line line) throws IOException, InterruptedException {
        HttpResponse<String> answer = line.web().raw(OBSERVATIONS, true, Duration.ofSeconds(7));
        assertEquals(503, answer.statusCode(), answer.body());
        assertTrue(answer.headers().firstValue("Retry-After").isPresent(), answer.headers().toString());
        assertTrue(answer.headers().firstValue("Content-Type").orElse("").startsWith("application/problem+json"), answer.headers().toString());
    }

    @Test
    void twoGatewaysWithOneIdAreToldApartAndNothingIsLost() throws IOException, InterruptedException {
        Path file = Yard.recording(folder.resolve("day.csv"), 3_000);
        List<String> rows = Files.readAllLines(file);
        Path mornings = Files.write(folder.resolve("mornings.csv"), rows.subList(0, 1_501));
        List<String> second = new ArrayList<>(List.of(rows.getFirst()));
        second.addAll(rows.subList(1_501, rows.size()));
        Path evenings = Files.write(folder.resolve("evenings.csv"), second);
        try (Line line = Line.startWith(folder, Yard.site(), Yard.KEEP_LONG)) {
            Program right = Yard.startGateway(line, mornings, Yard.speed(100));
            Yard.awaitReceived(line, 100);
            Program twin = Yard.startTwin(line, evenings, Yard.speed(100));

            String clear = "id used twice";
            assertTrue(eitherSays(clear, right, twin), "neither gateway says that its id is used twice:\n%s\n%s".formatted(right.text(), twin.text()));

            twin.close();
            Yard.awaitReceivedInOne(line, 1_500);
            right.close();
            Yard.startTwin(line, evenings, "max");
            Yard.assertRowsKeptOnce(line, file);
        }
    }

    private static boolean eitherSays(String pattern, Program one, Program other) throws InterruptedException {
        long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (System.nanoTime() < end) {
            if (one.hasSaid(pattern) || other.hasSaid(pattern)) {
                return true;
            }
            Thread.sleep(50);
        }
        return false;
    }

    @Test
    void aMissingSensorLeavesItsDeskUnknownAndAForeignOneIsRefusedAlone() throws IOException, InterruptedException {
        Path file = Yard.recording(folder.resolve("day.csv"), 800);
        String site = Yard.site().replaceAll("(?m)^.*sensor: desk-8-radar.*\n", "").replace("sensors: [desk-8-radar]", "sensors: [desk-80-radar]")
                + "  - {sensor: desk-80-radar, gateway: gw-yard, kind: radar}\n";
        try (Line line = Line.startWith(folder, site, Yard.KEEP_LONG)) {
            Yard.startGateway(line, file, "max");
            JsonNode ledger = line.web().await("/api/v1/sites/yard/sequence-ledger", each -> each.at("/gateways/0/rejected/unclaimed").asLong() == 100, SOON);
            assertEquals(0, ledger.at("/gateways/0/logs/0/gaps").size(), ledger.toString());
            Yard.awaitReceived(line, 700);
            line.web().await("/health", health -> health.at("/details/history/pending").asLong(-1) == 0, SOON);

            assertEquals(700, line.web().all(OBSERVATIONS, "observations").size());
            List<String> states = line.web().all("/api/v1/sites/yard/history/states?" + Yard.RANGE, "states").stream().map(each -> each.get("desk").asText() + " " + each.get("state").asText()).toList();
            assertTrue(states.contains("d-2 occupied"), states.toString());
            assertFalse(states.contains("d-8 occupied") || states.contains("d-8 free"), states.toString());
        }
    }
}
