package org.terzo.gateway.uplink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.terzo.gateway.Said;
import org.terzo.gateway.outbox.Outbox;
import org.terzo.wire.GatewayStatus.State;
import org.terzo.wire.LogId;
import org.terzo.wire.ObservationBatch;

/// What only the broker of production does: TLS, access lists, and saying that somebody else has one's name.
class MosquittoTest {
    @TempDir
    Path folder;

    private static void awaitSaid(Said said, String words) throws InterruptedException {
        for (int tries = 0; tries < 1_000 && said.with(words).isEmpty(); tries++) {
            Thread.sleep(20);
        }
        assertFalse(said.with(words).isEmpty(), words);
    }

    private String tls(int plain, Certificate certificate) {
        return "listener %s 127.0.0.1\ncertfile %s\nkeyfile %s".formatted(Integer.toString(plain), certificate.certificate(), certificate.key());
    }

    @Test
    void aBrokerIsReachedOverTlsByTheAuthorityOfTheFile() throws Exception {
        Certificate broker = Certificate.of(folder, "broker", "ip:127.0.0.1");
        int plain = Mosquitto.freePort();
        int encrypted = Mosquitto.freePort();
        try (Mosquitto _ = Mosquitto.start(folder, plain, tls(encrypted, broker));
                FakeHub hub = new FakeHub(plain);
                Outbox outbox = Outbox.open(folder.resolve("data"), 10_000_000);
                Uplink _ = Linked.uplink(outbox, "mqtts://127.0.0.1:" + encrypted, Optional.of(broker.certificate()))) {
            Linked.append(outbox, 3);
            hub.giveReceipt(hub.nextBatch().log(), 3);
            Linked.awaitEmpty(outbox);
        }
    }

    @Test
    void aBrokerThatTheFileDoesNotVouchForOrThatHasAnotherNameIsNotSpokenToAndTheReasonIsSaid() throws Exception {
        Certificate broker = Certificate.of(folder, "broker", "ip:127.0.0.1");
        Certificate another = Certificate.of(folder, "another", "ip:127.0.0.1");
        Certificate elsewhere = Certificate.of(folder, "elsewhere", "dns:elsewhere.example");
        refused(tls(0, broker), another.certificate(), "PKIX path");
        refused(tls(0, elsewhere), elsewhere.certificate(), "No subject alternative names matching IP address 127.0.0.1 found");
    }

    private void refused(String settings, Path authority, String reason) throws Exception {
        int plain = Mosquitto.freePort();
        int encrypted = Mosquitto.freePort();
        try (Said said = new Said();
                Mosquitto _ = Mosquitto.start(folder, plain, settings.replace("listener 0 ", "listener " + encrypted + " "));
                FakeHub hub = new FakeHub(plain);
                Outbox outbox = Outbox.open(folder.resolve("data"), 10_000_000);
                Uplink _ = Linked.uplink(outbox, "mqtts://127.0.0.1:" + encrypted, Optional.of(authority))) {
            awaitSaid(said, reason);
            assertTrue(hub.statuses.isEmpty());
        }
    }

    @Test
    void whatTheAccessListRefusesIsSaidAndKeptUntilItIsTaken() throws Exception {
        int port = Mosquitto.freePort();
        Path list = folder.resolve("acl");
        Files.writeString(list, "topic read #\ntopic write terzo/v1/riva/gw-1/status\ntopic write terzo/v1/riva/gw-1/receipt\n");
        try (Said said = new Said();
                Mosquitto _ = Mosquitto.start(folder, port, "acl_file " + list);
                FakeHub hub = new FakeHub(port);
                Outbox outbox = Outbox.open(folder.resolve("data"), 10_000_000);
                Uplink _ = Linked.uplink(outbox, "mqtt://127.0.0.1:" + port, Optional.empty())) {
            Linked.append(outbox, 3);
            awaitSaid(said, "the broker refuses terzo/v1/riva/gw-1/observations: reason [135]");
            assertEquals(State.READY, hub.nextStatus().state());
            assertEquals(3, outbox.state().pending());
        }
        Files.writeString(list, "topic readwrite #\n");
        int again = Mosquitto.freePort();
        try (Mosquitto _ = Mosquitto.start(folder, again, "acl_file " + list);
                FakeHub hub = new FakeHub(again);
                Outbox outbox = Outbox.open(folder.resolve("data"), 10_000_000);
                Uplink _ = Linked.uplink(outbox, "mqtt://127.0.0.1:" + again, Optional.empty())) {
            ObservationBatch batch = hub.nextBatch();
            assertEquals(3, batch.last());
            hub.giveReceipt(batch.log(), 3);
            Linked.awaitEmpty(outbox);
        }
    }

    @Test
    void twoGatewaysOfOneNameTakeTurnsAndNeitherStarves() throws Exception {
        int port = Mosquitto.freePort();
        try (Said said = new Said();
                Mosquitto _ = Mosquitto.start(folder, port, "");
                FakeHub hub = new FakeHub(port);
                Outbox one = Outbox.open(folder.resolve("one"), 10_000_000);
                Outbox other = Outbox.open(folder.resolve("other"), 10_000_000);
                Uplink _ = Linked.uplink(one, "mqtt://127.0.0.1:" + port, Optional.empty());
                Uplink _ = Linked.uplink(other, "mqtt://127.0.0.1:" + port, Optional.empty())) {
            Thread receipts = Thread.ofVirtual().start(() -> giveReceipts(hub));
            awaitSaid(said, "is this gateway's id used twice?");
            for (int round = 1; round <= 3; round++) {
                Linked.append(one, 10);
                Linked.append(other, 10);
                Linked.awaitEmpty(one);
                Linked.awaitEmpty(other);
            }
            receipts.interrupt();
        }
    }

    /// A connection of its own that a stopped broker answers late, for one.
    @Test
    void aSingleConnectionOfTheSameNameIsNotTakenForAnotherGateway() throws Exception {
        int port = Mosquitto.freePort();
        try (Said said = new Said();
                Mosquitto _ = Mosquitto.start(folder, port, "");
                FakeHub hub = new FakeHub(port);
                Outbox outbox = Outbox.open(folder.resolve("data"), 10_000_000);
                Uplink _ = Linked.uplink(outbox, port)) {
            assertEquals(State.READY, hub.nextStatus().state());
            MqttAsyncClient late = new MqttAsyncClient("tcp://127.0.0.1:" + port, "terzo-riva-gw-1", new MemoryPersistence());
            late.connect().waitForCompletion(10_000);
            awaitSaid(said, "disconnected:");
            late.disconnectForcibly(0, 500, false);
            late.close(true);
            Linked.append(outbox, 3);
            hub.giveReceipt(hub.nextBatch().log(), 3);
            Linked.awaitEmpty(outbox);
            assertEquals(List.of(), said.with("is this gateway's id used twice?"));
        }
    }

    /// What a client sends again by itself bears a topic alias that the new connection does not know, and the broker ends that one too.
    @Test
    void aConnectionThatIsCutWithRecordsUnderWayIsMadeAnewOnceAndNobodyElseIsBlamed() throws Exception {
        int port = Mosquitto.freePort();
        try (Said said = new Said();
                Mosquitto _ = Mosquitto.start(folder, port, "");
                FakeHub hub = new FakeHub(port);
                Detour detour = new Detour(port);
                Outbox outbox = Outbox.open(folder.resolve("data"), 10_000_000);
                Uplink _ = Linked.uplink(outbox, detour.port())) {
            Linked.append(outbox, 1);
            LogId log = hub.nextBatch().log();
            hub.giveReceipt(log, 1);
            Linked.awaitEmpty(outbox);

            detour.make(Detour.Way.UNANSWERED);
            Linked.append(outbox, 1);
            assertEquals(2, hub.nextBatch().first());
            detour.cut();
            assertEquals(2, hub.nextBatch().first(), "sent again by the new connection");
            hub.giveReceipt(log, 2);
            Linked.awaitEmpty(outbox);
            assertEquals(2, detour.connections());
            assertEquals(List.of(), said.with("is this gateway's id used twice?"));
        }
    }

    /// For every batch, whosever it is.
    private static void giveReceipts(FakeHub hub) {
        try {
            while (true) {
                ObservationBatch batch = hub.batches.take();
                LogId log = batch.log();
                hub.giveReceipt(log, batch.last());
            }
        } catch (InterruptedException | MqttException end) {
            Thread.currentThread().interrupt();
        }
    }
}
