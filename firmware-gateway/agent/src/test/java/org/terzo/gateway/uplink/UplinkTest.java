package org.terzo.gateway.uplink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.terzo.gateway.outbox.Outbox;
import org.terzo.wire.GatewayStatus.State;
import org.terzo.wire.LogId;
import org.terzo.wire.LogRecord;
import org.terzo.wire.Observation;
import org.terzo.wire.ObservationBatch;
import org.terzo.wire.Reading;
import org.terzo.wire.SensorId;

class UplinkTest {
    @TempDir
    Path folder;

    @Test
    void recordsAreSentAndAReceiptDeletesThem() throws Exception {
        int port = Mosquitto.freePort();
        try (EmbeddedBroker _ = new EmbeddedBroker(port);
                FakeHub hub = new FakeHub(port);
                Outbox outbox = Outbox.open(folder, 10_000_000)) {
            Uplink uplink = Linked.uplink(outbox, port);
            Linked.append(outbox, 3);
            ObservationBatch batch = hub.nextBatch();
            assertEquals(outbox.state().log(), batch.log());
            assertEquals(1, batch.first());
            assertEquals(1, batch.oldest().orElse(-1));
            assertTrue(batch.clockTrusted());
            hub.giveReceipt(batch.log(), 3);
            Linked.awaitEmpty(outbox);
            assertEquals(State.READY, hub.nextStatus().state());
            uplink.close();
            assertEquals(State.DISCONNECTED, hub.nextStatus().state());
        }
    }

    @Test
    void onlyReceiptsOfItsOwnLogThatSayMoreSettleAndARestoredHubGetsWhatIsStillHeld() throws Exception {
        int port = Mosquitto.freePort();
        try (EmbeddedBroker _ = new EmbeddedBroker(port);
                FakeHub hub = new FakeHub(port);
                Outbox outbox = Outbox.open(folder, 10_000_000);
                Uplink _ = Linked.uplink(outbox, port)) {
            Linked.append(outbox, 300);
            LogId log = hub.nextBatch().log();
            hub.giveReceipt(new LogId("another"), 300);
            hub.giveReceipt(log, 250);
            hub.giveReceipt(log, 1);
            hub.giveReceipt(log, 300);
            Linked.awaitEmpty(outbox);
            hub.batches.clear();
            hub.giveRestored(log, 2);
            ObservationBatch after = hub.nextBatch();
            while (after.first() != 251) {
                after = hub.nextBatch();
            }
            assertEquals(251, after.oldest().orElse(-1), "3 to 250 were deleted and are declared lost");
            assertEquals(50, outbox.state().pending());
        }
    }

    @Test
    void moreThanEverIsUnderWayIsSentWithoutASingleReceipt() throws Exception {
        int port = Mosquitto.freePort();
        try (EmbeddedBroker _ = new EmbeddedBroker(port);
                FakeHub hub = new FakeHub(port);
                Outbox outbox = Outbox.open(folder, 10_000_000);
                Uplink _ = Linked.uplink(outbox, port)) {
            Linked.append(outbox, 7_000);
            while (hub.nextBatch().last() < 7_000) {
                assertEquals(0, outbox.state().settled());
            }
        }
    }

    @Test
    void anOverdueReceiptMakesItSendAgainUnderTheSameNumbers() throws Exception {
        int port = Mosquitto.freePort();
        try (EmbeddedBroker _ = new EmbeddedBroker(port);
                FakeHub hub = new FakeHub(port);
                Outbox outbox = Outbox.open(folder, 10_000_000);
                Uplink _ = Linked.uplink(outbox, port)) {
            Linked.append(outbox, 2);
            ObservationBatch first = hub.nextBatch();
            ObservationBatch again = hub.nextBatch();
            assertEquals(1, again.first());
            assertEquals(first.records().getFirst(), again.records().getFirst());
            hub.giveReceipt(first.log(), 2);
            Linked.awaitEmpty(outbox);
        }
    }

    @Test
    void timesThatAreNotKnownYetAreFlaggedAndSentAgainOnceTheyAre() throws Exception {
        int port = Mosquitto.freePort();
        try (EmbeddedBroker _ = new EmbeddedBroker(port);
                FakeHub hub = new FakeHub(port);
                Outbox outbox = Outbox.open(folder, 10_000_000);
                Uplink uplink = Linked.uplink(outbox, port)) {
            LogRecord taken = new Observation(Instant.EPOCH.plusSeconds(40), new SensorId("desk-01-pir"), new Reading.Motion(true));
            outbox.append(List.of(taken), Optional.empty(), Optional.of("boot")).get();
            ObservationBatch flagged = hub.nextBatch();
            assertFalse(flagged.clockTrusted());

            Instant boot = Instant.parse("2026-03-10T09:00:00Z");
            outbox.repair("boot", Duration.between(Instant.EPOCH, boot)).get();
            uplink.sendAgain();
            ObservationBatch repaired = hub.nextBatch();
            while (!repaired.clockTrusted()) {
                repaired = hub.nextBatch();
            }
            assertEquals(flagged.first(), repaired.first());
            assertEquals(List.of(new Observation(boot.plusSeconds(40), new SensorId("desk-01-pir"), new Reading.Motion(true))), repaired.records());
        }
    }

    @Test
    void aCommandIsAnsweredAndWiringMakesItSayWhichItRuns() throws Exception {
        int port = Mosquitto.freePort();
        try (EmbeddedBroker _ = new EmbeddedBroker(port);
                FakeHub hub = new FakeHub(port);
                Outbox outbox = Outbox.open(folder, 10_000_000);
                Uplink _ = Linked.uplink(outbox, port)) {
            assertEquals(State.READY, hub.nextStatus().state());
            hub.say("command", "no JSON");
            hub.say("command", "{\"id\":\"7f\",\"command\":\"identify\"}");
            assertEquals("{\"id\":\"7f\",\"ok\":false,\"detail\":\"this version does not identify\"}", hub.nextReply());

            hub.say("wiring", "{\"revision\":4}");
            assertEquals(State.READY, hub.nextStatus().state());
        }
    }

    /// A cable that was pulled somewhere on the way: nothing is closed, nothing comes.
    @Test
    void aConnectionThatStallsInBothDirectionsIsMadeAnew() throws Exception {
        renewed(Detour.Way.STALLED);
    }

    /// All is acknowledged, and no receipt ever comes.
    @Test
    void aConnectionThatTakesAllAndDeliversNothingIsMadeAnew() throws Exception {
        renewed(Detour.Way.UNDELIVERED);
    }

    private void renewed(Detour.Way way) throws Exception {
        int port = Mosquitto.freePort();
        try (EmbeddedBroker _ = new EmbeddedBroker(port);
                FakeHub hub = new FakeHub(port);
                Detour detour = new Detour(port);
                Outbox outbox = Outbox.open(folder, 10_000_000);
                Uplink _ = Linked.uplink(outbox, detour.port())) {
            Linked.append(outbox, 1);
            hub.giveReceipt(hub.nextBatch().log(), 1);
            Linked.awaitEmpty(outbox);
            assertEquals(1, detour.connections());

            detour.make(way);
            Linked.append(outbox, 1);
            hub.giveReceipt(outbox.state().log(), 2);
            Linked.awaitEmpty(outbox);
            assertEquals(2, detour.connections());
        }
    }

    /// One that was stopped, for instance: what it finds when it goes on must not be a row of connections of this name.
    @Test
    void aBrokerThatTakesTheConnectionAndSaysNothingIsLeft() throws Exception {
        try (ServerSocket mute = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Outbox outbox = Outbox.open(folder, 10_000_000);
                Uplink _ = Linked.uplink(outbox, mute.getLocalPort());
                Socket taken = mute.accept()) {
            taken.setSoTimeout(30_000);
            taken.getInputStream().transferTo(OutputStream.nullOutputStream());
            assertFalse(taken.isClosed(), "ended by the other side");
        }
    }

    @Test
    void aBrokerThatComesLaterAndForgetsEverythingLosesNothing() throws Exception {
        int port = Mosquitto.freePort();
        try (Outbox outbox = Outbox.open(folder, 10_000_000);
                Uplink _ = Linked.uplink(outbox, port)) {
            Linked.append(outbox, 1_200);
            try (EmbeddedBroker _ = new EmbeddedBroker(port);
                    FakeHub hub = new FakeHub(port)) {
                ObservationBatch batch = hub.nextBatch();
                while (batch.first() != 1) {
                    batch = hub.nextBatch(); // what was sent before the hub listened comes again
                }
                assertEquals(500, batch.records().size());
                while (hub.nextBatch().last() < 1_200) {
                    assertTrue(outbox.state().pending() == 1_200);
                }
            }
            Linked.append(outbox, 1);
            try (EmbeddedBroker _ = new EmbeddedBroker(port);
                    FakeHub hub = new FakeHub(port)) {
                while (hub.nextBatch().last() < 1_201) {
                    assertEquals(0, outbox.state().settled());
                }
                hub.giveReceipt(outbox.state().log(), 1_201);
                Linked.awaitEmpty(outbox);
            }
        }
    }
}
