package org.terzo.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `terzo-hub backup` and `restore`, as an administrator types them.
final class BackupTest {
    private static final String RECEIPT = "terzo/v1/riva/gw-1/receipt";
    private static final String LEDGER = "/api/v1/sites/riva/sequence-ledger";

    @TempDir
    Path folder;

    @Test
    void aHubThatComesBackFromABackupAsksForWhatCameSince() throws IOException, InterruptedException, MqttException {
        Path backup = folder.resolve("backup");
        try (TestHub hub = TestHub.start(folder.resolve("before"));
                MqttPeer gateway = new MqttPeer(hub.brokerUrl())) {
            hub.awaitHealthy();
            gateway.observes("gw-1", "desk-07-pir", "\"motion\":true");
            gateway.await(RECEIPT, receipt -> receipt.path("through").asInt() == 1);
            assertEquals(0, run("backup", "--data", data("before"), "--to", backup.toString()));
            gateway.observes("gw-1", "desk-07-pir", "\"motion\":false");
            gateway.await(RECEIPT, receipt -> receipt.path("through").asInt() == 2);
        }

        assertEquals(0, run("restore", "--data", data("after"), "--from", backup.toString()));

        try (TestHub hub = TestHub.start(folder.resolve("after"));
                MqttPeer gateway = new MqttPeer(hub.brokerUrl())) {
            gateway.await(RECEIPT, receipt -> receipt.path("through").asInt() == 1 && receipt.path("restored").asBoolean());
            assertEquals(1, hub.get(LEDGER).json().at("/gateways/0/logs/0/received").asInt());
            gateway.observes("gw-1", "desk-07-pir", "\"motion\":true");
            gateway.observes("gw-1", "desk-07-pir", "\"motion\":false");
            gateway.await(RECEIPT, receipt -> receipt.path("through").asInt() == 2 && !receipt.path("restored").asBoolean());
        }
    }

    /// 400 batches of 25 come while the backup is made in their middle; the gateway holds the last 1,000 observations.
    @Test
    void aBackupUnderLoadIsOfOneMomentAndWhatNobodyHoldsAnyMoreIsAGap() throws IOException, InterruptedException, MqttException {
        Path backup = folder.resolve("backup");
        Instant zero = Instant.now().minusSeconds(3_600).truncatedTo(ChronoUnit.MILLIS);
        try (TestHub hub = TestHub.start(folder.resolve("before"));
                MqttPeer gateway = new MqttPeer(hub.brokerUrl())) {
            hub.awaitHealthy();
            CompletableFuture<Integer> made = new CompletableFuture<>();
            for (int i = 0; i < 400; i++) {
                if (i == 100) {
                    gateway.await(RECEIPT, receipt -> receipt.path("through").asInt() == 2_500);
                    Thread.ofVirtual().start(() -> made.complete(run("backup", "--data", data("before"), "--to", backup.toString())));
                }
                gateway.sends("gw-1", 1, 1 + i * 25L, 25, zero);
                if (i == 300) {
                    assertEquals(0, made.join());
                }
            }
            gateway.await(RECEIPT, receipt -> receipt.path("through").asInt() == 10_000);
        }

        assertEquals(0, run("restore", "--data", data("after"), "--from", backup.toString()));

        try (TestHub hub = TestHub.start(folder.resolve("after"));
                MqttPeer gateway = new MqttPeer(hub.brokerUrl())) {
            long held = gateway.await(RECEIPT, receipt -> receipt.path("restored").asBoolean()).path("through").asLong();
            assertTrue(held >= 2_500 && held < 9_000, "restored to " + held);
            assertEquals(held, hub.get(LEDGER).json().at("/gateways/0/logs/0/received").asLong());
            for (long first = 9_001; first <= 10_000; first += 250) {
                gateway.sends("gw-1", 9_001, first, 250, zero);
            }
            gateway.await(RECEIPT, receipt -> receipt.path("through").asInt() == 10_000);
            JsonNode log = hub.get(LEDGER).json().at("/gateways/0/logs/0");
            assertEquals(held + 1_000, log.path("received").asLong());
            assertEquals(9_000 - held, log.path("dropped").asLong());
            assertEquals(
                    "%d to 9000, closed null".formatted(held + 1),
                    "%s to %s, closed %s".formatted(log.at("/gaps/0/from").asText(), log.at("/gaps/0/to").asText(), log.at("/gaps/0/closed").asText()));
            assertEquals(1, log.path("gaps").size());
        }
    }

    @Test
    void aHubThatIsStoppedIsBackedUpTheSame() throws IOException, InterruptedException {
        try (TestHub hub = TestHub.start(folder.resolve("before"))) {
            hub.awaitHealthy();
        }

        assertEquals(0, run("backup", "--data", data("before"), "--to", folder.resolve("backup").toString()));

        for (String each : List.of("journal.sqlite", "registry.sqlite", "history.duckdb", "terzo-backup.txt")) {
            assertTrue(Files.exists(folder.resolve("backup").resolve(each)), each);
        }
    }

    @Test
    void whatAKilledHubLeftBesideItsFilesIsNotMixedIntoARestore() throws IOException, InterruptedException {
        try (TestHub hub = TestHub.start(folder.resolve("before"))) {
            hub.awaitHealthy();
        }
        assertEquals(0, run("backup", "--data", data("before"), "--to", folder.resolve("backup").toString()));
        Path after = Files.createDirectories(Path.of(data("after")));

        for (String left : List.of("journal.sqlite-wal", "registry.sqlite-wal", "history.duckdb.wal")) {
            Path beside = Files.writeString(after.resolve(left), "of another file");
            assertEquals(78, run("restore", "--data", after.toString(), "--from", folder.resolve("backup").toString()), left);
            Files.delete(beside);
        }
        assertTrue(Files.notExists(after.resolve("journal.sqlite")));
    }

    @Test
    void nonsenseIsRefusedAndChangesNothing() throws IOException {
        Path full = Files.createDirectories(folder.resolve("full"));
        Files.writeString(full.resolve("journal.sqlite"), "");
        Path some = Files.writeString(folder.resolve("some"), "");

        assertEquals(78, run("backup", "--data", folder.resolve("nowhere").toString(), "--to", folder.resolve("to").toString()));
        assertEquals(78, run("backup"));
        assertEquals(78, run("backup", "--data", full.toString(), "--to", some.toString()));
        assertEquals(78, run("restore", "--data", full.toString(), "--from", full.toString()));
        assertEquals(78, run("restore", "--data", folder.resolve("empty").toString(), "--from", folder.resolve("nowhere").toString()));
        assertTrue(Files.notExists(folder.resolve("empty")) && Files.notExists(folder.resolve("nowhere")));
    }

    private String data(String hub) {
        return folder.resolve(hub).resolve("data").toString();
    }

    private static int run(String... words) {
        return HubMain.run(List.of(words), Map.of());
    }
}
