package org.terzo.hub.ingest.broker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.terzo.hub.ingest.broker.BrokerConnection.Address;
import org.terzo.hub.ingest.broker.BrokerConnection.Heartbeat;
import org.terzo.hub.ingest.broker.BrokerConnection.State;

/// Against real brokers: Mosquitto, and the one inside the hub.
final class BrokerConnectionTest {
    private static final String TOPIC = "terzo/v1/riva/gw-1/observations";
    private static final Heartbeat HEARTBEAT = new Heartbeat(Duration.ofMillis(200), Duration.ofSeconds(2));
    private static final int LONGEST_WAIT_S = 40;

    @TempDir
    Path folder;

    private final List<String> received = new CopyOnWriteArrayList<>();
    private final List<AutoCloseable> opened = new ArrayList<>();
    private int port;

    @BeforeEach
    void pickPort() throws IOException {
        port = Mosquitto.freePort();
    }

    @AfterEach
    void closeAll() throws Exception {
        for (AutoCloseable each : opened.reversed()) {
            each.close();
        }
    }

    @Test
    void aBrokerThatComesLateIsFound() throws IOException, InterruptedException {
        BrokerConnection hub = connect(plain("hub"));
        await(() -> hub.state().detail().contains("Connection refused"));

        embedded();

        await(() -> hub.state().connected());
        assertDelivers("late");
    }

    @Test
    void theFirstTryIsOverWhenItSucceededOrFailed() throws IOException, InterruptedException {
        BrokerConnection alone = connect(plain("alone"));
        alone.awaitFirstTry(Duration.ofMinutes(1));
        assertTrue(alone.state().detail().contains("Connection refused"), alone.state().detail());

        embedded();
        BrokerConnection hub = connect(plain("hub"));
        hub.awaitFirstTry(Duration.ofMinutes(1));
        assertTrue(hub.state().connected(), hub.state().detail());
    }

    @Test
    void aBrokerThatComesBackWithoutItsSessionsDeliversAgain() throws IOException, InterruptedException {
        EmbeddedBroker first = embedded();
        BrokerConnection hub = connect(plain("hub"));
        await(() -> hub.state().connected());

        first.close();
        await(() -> !hub.state().connected());
        embedded();

        await(() -> hub.state().connected());
        assertDelivers("after");
    }

    @Test
    void whatIsPublishedWhileTheBrokerIsAwayIsSentWhenItIsBack() throws IOException, InterruptedException {
        BrokerConnection hub = connect(plain("hub"));
        hub.publish(TOPIC, "kept".getBytes(StandardCharsets.UTF_8), false);

        embedded();

        await(() -> received.contains("kept"));
    }

    @Test
    void aBrokerThatIsStuckIsNoticedAndFoundAgain() throws IOException, InterruptedException {
        Mosquitto broker = mosquitto("allow_anonymous true");
        BrokerConnection hub = connect(plain("hub"));
        await(() -> hub.state().connected());

        broker.freeze();
        await(() -> hub.state().detail().equals("nothing came back for PT2S"));
        broker.thaw();

        await(() -> hub.state().connected());
        assertDelivers("thawed");
    }

    @Test
    void aReceiverThatTakesLongIsNoDeadLinkAndGetsEachMessageOnce() throws IOException, InterruptedException {
        mosquitto("allow_anonymous true", "max_queued_messages 0");
        CountDownLatch free = new CountDownLatch(1);
        CountDownLatch blocked = new CountDownLatch(1);
        BrokerConnection hub = connect(plain("hub"), (_, payload, _) -> {
            blocked.countDown();
            free.await();
            received.add(text(payload));
        });
        BrokerConnection sender = connect(plain("sender"), (_, _, _) -> {});
        await(() -> hub.state().connected() && sender.state().connected());
        State connected = hub.state();
        List<String> sent = IntStream.range(0, 1_000).mapToObj(Integer::toString).toList();

        sent.forEach(each -> sender.publish(TOPIC, each.getBytes(StandardCharsets.UTF_8), false));
        blocked.await();
        Thread.sleep(HEARTBEAT.patience().multipliedBy(2));

        assertSame(connected, hub.state());
        free.countDown();
        await(() -> received.size() >= sent.size());
        assertEquals(sent, received);
        assertSame(connected, hub.state());
    }

    @Test
    void whatWasTakenOfAConnectionThatIsGoneDoesNotEndTheReceiver() throws IOException, InterruptedException {
        Mosquitto broker = mosquitto("allow_anonymous true");
        CountDownLatch free = new CountDownLatch(1);
        CountDownLatch blocked = new CountDownLatch(1);
        BrokerConnection hub = connect(plain("hub"), (_, payload, _) -> {
            blocked.countDown();
            free.await();
            received.add(text(payload));
        });
        BrokerConnection sender = connect(plain("sender"), (_, _, _) -> {});
        await(() -> hub.state().connected() && sender.state().connected());
        sender.publish(TOPIC, "before".getBytes(StandardCharsets.UTF_8), false);
        blocked.await();

        broker.close();
        await(() -> !hub.state().connected());
        mosquitto("allow_anonymous true");
        await(() -> hub.state().connected());
        free.countDown();

        sender.publish(TOPIC, "after".getBytes(StandardCharsets.UTF_8), false);
        await(() -> received.contains("after"));
    }

    @Test
    void aServerOfTheGivenAuthorityIsTrustedAndNoOther() throws IOException, InterruptedException {
        Path ca = Certificates.authority(folder, "ours");
        Path stranger = Certificates.authority(folder, "stranger");
        Certificates.server(folder, ca);
        mosquitto("allow_anonymous true", "certfile " + folder.resolve("server.crt"), "keyfile " + folder.resolve("server.key"));

        BrokerConnection wrong = connect(new Address("mqtts://127.0.0.1:" + port, "wrong", Optional.empty(), Optional.empty(), Optional.of(stranger)));
        BrokerConnection right = connect(new Address("mqtts://127.0.0.1:" + port, "right", Optional.empty(), Optional.empty(), Optional.of(ca)));

        await(() -> right.state().connected());
        await(() -> wrong.state().detail().contains("path"));
        right.publish(TOPIC, "secret".getBytes(StandardCharsets.UTF_8), false);
        await(() -> received.contains("secret"));
    }

    @Test
    void aCaFileThatIsNoneIsToldWithItsName() throws IOException {
        Path file = Files.writeString(folder.resolve("ca.pem"), "no certificate");
        Path empty = Files.writeString(folder.resolve("empty.pem"), "");

        assertTrue(CaFile.mistake(file).orElse("").startsWith(file + ": "), CaFile.mistake(file).toString());
        assertEquals(Optional.of(empty + ": holds no certificate"), CaFile.mistake(empty));
    }

    @Test
    void refusedCredentialsAreSaidInTheState() throws IOException, InterruptedException {
        Path passwords = folder.resolve("passwords");
        Mosquitto.needs(Path.of("/usr/bin/mosquitto_passwd"));
        Mosquitto.run(List.of("/usr/bin/mosquitto_passwd", "-b", "-c", passwords.toString(), "hub", "right"));
        mosquitto("allow_anonymous false", "password_file " + passwords);

        BrokerConnection wrong = connect(new Address("mqtt://127.0.0.1:" + port, "wrong", Optional.of("hub"), Optional.of("wrong"), Optional.empty()));
        BrokerConnection right = connect(new Address("mqtt://127.0.0.1:" + port, "right", Optional.of("hub"), Optional.of("right"), Optional.empty()));

        await(() -> right.state().connected());
        await(() -> wrong.state().detail().startsWith("refused: "));
        assertEquals("refused: not authorised (0x87)", wrong.state().detail());
    }

    @Test
    void aRefusedSubscriptionIsNoConnection() throws IOException, InterruptedException {
        opened.add(new RefusingBroker(port));

        BrokerConnection hub = connect(plain("hub"));

        await(() -> hub.state().detail().startsWith("subscription"));
        assertEquals(new State(false, "subscription to terzo/v1/+/+/observations refused: not authorised (0x87)"), hub.state());
    }

    @Test
    void aPublicationThatTheAccessListRefusesIsCounted() throws IOException, InterruptedException {
        Path access = Files.writeString(folder.resolve("access"), "topic read #\ntopic write terzo/hub/#\n");
        mosquitto("allow_anonymous true", "acl_file " + access);
        BrokerConnection hub = connect(plain("hub"));
        await(() -> hub.state().connected());

        hub.publish("terzo/v1/riva/gw-1/receipt", new byte[0], true);

        await(() -> hub.refused() == 1);
        assertTrue(hub.state().connected());
    }

    @Test
    void aMessageLargerThanAnyBatchMayBeStillArrives() throws IOException, InterruptedException {
        embedded();
        BrokerConnection hub = connect(plain("hub"));
        await(() -> hub.state().connected());

        hub.publish(TOPIC, "x".repeat(1_000_000).getBytes(StandardCharsets.UTF_8), false);

        await(() -> received.size() == 1);
        assertEquals(1_000_000, received.getFirst().length());
    }

    private Address plain(String client) {
        return new Address("mqtt://127.0.0.1:" + port, client, Optional.empty(), Optional.empty(), Optional.empty());
    }

    private BrokerConnection connect(Address address) {
        return connect(address, (_, payload, _) -> received.add(text(payload)));
    }

    private BrokerConnection connect(Address address, BrokerConnection.Receiver receiver) {
        List<String> filters = address.clientId().equals("sender") ? List.of() : List.of("terzo/v1/+/+/observations");
        BrokerConnection connection = new BrokerConnection(address, filters, HEARTBEAT, receiver);
        opened.add(connection);
        connection.start();
        return connection;
    }

    private EmbeddedBroker embedded() throws IOException {
        EmbeddedBroker broker = EmbeddedBroker.start(port, folder.resolve("broker"));
        opened.add(broker);
        return broker;
    }

    private Mosquitto mosquitto(String... lines) throws IOException, InterruptedException {
        Mosquitto broker = Mosquitto.start(folder, port, lines);
        opened.add(broker);
        return broker;
    }

    private void assertDelivers(String word) throws InterruptedException {
        BrokerConnection sender = connect(plain("sender"), (_, _, _) -> {});
        sender.publish(TOPIC, word.getBytes(StandardCharsets.UTF_8), false);
        await(() -> received.contains(word));
    }

    private static String text(byte[] payload) {
        return new String(payload, StandardCharsets.UTF_8);
    }

    /// A guard against a test that never ends, no measure of speed.
    private static void await(BooleanSupplier condition) throws InterruptedException {
        for (int i = 0; i < LONGEST_WAIT_S * 100 && !condition.getAsBoolean(); i++) {
            Thread.sleep(10);
        }
        assertTrue(condition.getAsBoolean(), "waited in vain");
    }
}
