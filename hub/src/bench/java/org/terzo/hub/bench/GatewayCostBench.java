package org.terzo.hub.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.terzo.hub.e2e.MqttSocket;
import org.terzo.hub.e2e.Program;
import org.terzo.hub.e2e.Servers;

/// What a gateway costs: memory, processor while nothing happens, time to start.
final class GatewayCostBench {
    private static final int SENSORS = 32;
    private static final int OBSERVATIONS = 1_000;
    private static final LoadedSite SITE = new LoadedSite("riva", 1, SENSORS, SENSORS);

    private final int seconds = Sizes.of("seconds", 60);

    @TempDir
    Path folder;

    @Test
    void aGatewayWith32Sensors() throws IOException, InterruptedException {
        Path config = Files.createDirectories(folder.resolve("gateway")).resolve("gateway.yaml");
        int port = Servers.freePort();
        String url = "mqtt://127.0.0.1:" + port;
        Files.writeString(config, SITE.gatewayYaml(1, url));
        Heard heard = new Heard();
        try (Report report = new Report("cost-gateway");
                Program _ = Servers.mosquitto(folder.resolve("mosquitto"), port, "");
                MqttSocket ear = MqttSocket.connect(url, "ear", heard)) {
            ear.subscribe(SITE.topic(1, "status"));
            ear.subscribe(SITE.topic(1, "observations"));
            long started = System.nanoTime();
            try (Program gateway = Program.gateway(folder.resolve("gateway"), List.of("--config", config.toString()))) {
                report.figure("from start to its first status", (heard.status() - started) / 1e9, "s", "<= 1.5 with an AOT cache");
                for (int i = 0; i < OBSERVATIONS; i++) {
                    gateway.tell("%s %b".formatted(SITE.sensor(1, i % SENSORS + 1), i / SENSORS % 2 == 0));
                }
                ear.publish(SITE.topic(1, "receipt"), heard.receipt(OBSERVATIONS), true);
                Thread.sleep(Duration.ofSeconds(Math.min(10, seconds)));
                ProcessFigures process = new ProcessFigures(gateway.pid());
                double before = process.processorSeconds();
                Thread.sleep(Duration.ofSeconds(seconds));
                report.figure("idle processor", 100 * (process.processorSeconds() - before) / seconds, "% of a core", "<= 1");
                report.figure("resident", process.residentMib(), "MiB", "<= 90");
                report.figure("resident at most", process.mostResidentMib(), "MiB");
            }
        }
    }

    /// The hub's part: hears what the gateway says, and knows what a receipt for it is.
    private static final class Heard implements MqttSocket.Receiver {
        private static final ObjectMapper JSON = new ObjectMapper();

        private final Map<String, Long> firstAt = new HashMap<>();
        private String log = "";
        private long through;
        private long observations;

        @Override
        public synchronized void receive(String topic, byte[] payload) {
            firstAt.putIfAbsent(topic, System.nanoTime());
            if (topic.endsWith("/observations")) {
                take(parsed(payload));
            }
            notifyAll();
        }

        /// Records that say that the gateway watched have numbers too.
        private void take(JsonNode batch) {
            log = batch.get("log").asText();
            through = Math.max(through, batch.get("first").asLong() + batch.get("observations").size() - 1);
            batch.get("observations").forEach(each -> observations += each.has("sensor") ? 1 : 0);
        }

        synchronized long status() throws InterruptedException {
            String topic = SITE.topic(1, "status");
            for (int tries = 0; tries < 300 && !firstAt.containsKey(topic); tries++) {
                wait(100);
            }
            return firstAt.getOrDefault(topic, Long.MAX_VALUE);
        }

        /// For everything, once so many observations have come; none may be missing.
        synchronized byte[] receipt(long atLeast) throws InterruptedException {
            for (int tries = 0; tries < 300 && observations < atLeast; tries++) {
                wait(100);
            }
            if (observations < atLeast) {
                throw new AssertionError("%d of %d observations came".formatted(observations, atLeast));
            }
            return "{\"log\":\"%s\",\"through\":%d,\"at\":\"%s\"}".formatted(log, through, Wire.time(Instant.now())).getBytes(StandardCharsets.UTF_8);
        }

        private static JsonNode parsed(byte[] payload) {
            try {
                return JSON.readTree(payload);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
