package org.terzo.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a machine that watches the hub reads at `/prometheus`.
final class MetricsHttpTest {
    private static final String GW_1 = "{gateway=\"gw-1\",site=\"riva\"}";

    @Test
    void whatTheLedgerCountsIsTold(@TempDir Path folder) throws IOException, InterruptedException, MqttException {
        try (TestHub hub = TestHub.start(folder); MqttPeer gateway = new MqttPeer(hub.brokerUrl())) {
            hub.awaitHealthy();
            gateway.isReady("gw-1");
            gateway.observes("gw-1", "desk-07-pir", "\"motion\":true");
            gateway.observes("gw-1", "desk-07-pir", "\"motion\":true");
            gateway.skips(3);
            gateway.observes("gw-1", "desk-08-pir", "\"motion\":true");
            gateway.observes("gw-1", "desk-of-nobody", "\"motion\":true");
            hub.await("/api/v1/sites/riva/sequence-ledger", ledger -> ledger.at("/gateways/0/rejected").size() == 1);

            Map<String, String> figures = figures(hub);

            assertEquals("1.0", figures.get("terzo_up{part=\"broker\"}"));
            assertEquals("1.0", figures.get("terzo_up{part=\"history\"}"));
            assertEquals("1.0", figures.get("terzo_gateway_ready" + GW_1));
            assertEquals("3.0", figures.get("terzo_observations_received_total" + GW_1));
            assertEquals("3.0", figures.get("terzo_observations_missing" + GW_1));
            assertEquals("0.0", figures.get("terzo_observations_duplicate_total" + GW_1));
            assertEquals("1.0", figures.get("terzo_rejected_total{gateway=\"gw-1\",reason=\"unclaimed\",site=\"riva\"}"));
            assertTrue(isRecent(figures, "terzo_gateway_last_heard_timestamp_seconds" + GW_1));
            assertTrue(isRecent(figures, "process_start_time_seconds"));
        }
    }

    @Test
    void aStoreThatIsAwayReadsAsDown(@TempDir Path folder) throws IOException, InterruptedException {
        try (TestHub hub = TestHub.startWithoutStore(folder)) {
            hub.await("/health", health -> health.at("/details/history/status").asText().equals("DOWN"));

            assertEquals("0.0", figures(hub).get("terzo_up{part=\"history\"}"));
        }
    }

    @Test
    void whoAsksForOpenMetricsGetsIt(@TempDir Path folder) throws IOException, InterruptedException {
        try (TestHub hub = TestHub.start(folder)) {
            TestHub.Answer plain = hub.get("/prometheus");
            TestHub.Answer open = hub.get("/prometheus", "Accept", "application/openmetrics-text; version=1.0.0");

            assertTrue(plain.header("content-type").startsWith("text/plain; version=0.0.4"), plain.header("content-type"));
            assertTrue(open.header("content-type").startsWith("application/openmetrics-text"), open.header("content-type"));
            assertTrue(open.http().body().endsWith("# EOF\n"));
        }
    }

    private static boolean isRecent(Map<String, String> figures, String seconds) {
        Instant at = Instant.ofEpochSecond((long) Double.parseDouble(figures.getOrDefault(seconds, "0")));
        return Duration.between(at, Instant.now()).abs().toHours() < 1;
    }

    private static Map<String, String> figures(TestHub hub) throws IOException, InterruptedException {
        Map<String, String> figures = new TreeMap<>();
        hub.get("/prometheus").http().body().lines().filter(line -> !line.startsWith("#")).forEach(line -> {
            int end = line.lastIndexOf(' ');
            figures.put(line.substring(0, end), line.substring(end + 1));
        });
        return figures;
    }
}
