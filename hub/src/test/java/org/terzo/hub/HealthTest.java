package org.terzo.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.terzo.hub.ingest.broker.EmbeddedBroker;

/// What `/health` says while a part of the hub's world is away.
final class HealthTest {
    @Test
    void aBrokerThatIsAwayIsTheCauseUntilItIsThere(@TempDir Path folder) throws IOException, InterruptedException {
        int port = TestHub.freePort();
        try (TestHub hub = TestHub.start(folder, "--mqtt-url", "mqtt://127.0.0.1:" + port)) {
            assertAway(hub, port);
            try (EmbeddedBroker _ = EmbeddedBroker.start(port, folder.resolve("broker"))) {
                hub.await("/health", health -> health.path("status").asText().equals("UP"));
                assertEquals(200, hub.getAsStranger("/health").status());
            }
            assertAway(hub, port);
        }
    }

    /// The hub goes on working: it is alive, and takes what comes.
    private static void assertAway(TestHub hub, int port) throws IOException, InterruptedException {
        JsonNode down = hub.await("/health", health -> health.at("/details/broker/cause").asText().contains(Integer.toString(port)));

        assertEquals("DOWN DOWN UP", down.path("status").asText() + " " + down.at("/details/broker/status").asText() + " " + down.at("/details/journal/status").asText());
        assertEquals(503, hub.getAsStranger("/health").status());
        assertEquals(200, hub.getAsStranger("/health/liveness").status());
        assertEquals(200, hub.getAsStranger("/health/readiness").status());
        assertTrue(hub.getAsStranger("/api/v1/sites/riva/free-desks").json().path("unknown").asInt() > 0);
    }
}
