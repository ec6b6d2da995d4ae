package org.terzo.hub.ingest.broker;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttCallback;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.MqttDisconnectResponse;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.terzo.hub.ingest.broker.Arrivals.Arrival;
import org.terzo.hub.ingest.broker.Outgoing.Publication;

/// The hub's connection to the broker, and the only class that knows Paho. It survives a broker that comes late, goes, or comes back
/// without its sessions; and it asks itself through the broker whether anything still arrives, because the client can say connected and
/// deliver nothing.
public final class BrokerConnection implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(BrokerConnection.class);
    private static final int MOST_IN_FLIGHT = 200;
    private static final Duration RETRY = Duration.ofSeconds(1);
    private static final long PATIENCE_MILLIS = TimeUnit.SECONDS.toMillis(10);
    private static final long SESSION_EXPIRY_S = 3_600;

    private final Address address;
    private final List<String> filters;
    private final Heartbeat heartbeat;
    private final Arrivals arrivals;
    private final Outgoing outgoing = new Outgoing(publication -> this.current.map(life -> life.sent(publication)).orElse(false));
    private final AtomicLong refused = new AtomicLong();
    private final BrokerStanding standing;
    private final Thread keeper = Thread.ofVirtual().name("broker-keeper").unstarted(this::keep);
    private volatile Optional<Life> current = Optional.empty();

    /// @param url `mqtt://host:port` or `mqtts://host:port`
    /// @param caFile whom to trust with `mqtts`; without it, whom this machine trusts
    public record Address(String url, String clientId, Optional<String> username, Optional<String> password, Optional<Path> caFile) {}

    /// How often to ask, and how long nothing may come back.
    public record Heartbeat(Duration every, Duration patience) {}

    /// @param detail the address, or what went wrong last
    public record State(boolean connected, String detail) {}

    /// Gets each message, one after the other, and may take its time.
    public interface Receiver {
        void receive(String topic, byte[] payload, boolean retained) throws InterruptedException;
    }

    public BrokerConnection(Address address, List<String> filters, Heartbeat heartbeat, Receiver receiver) {
        this.address = address;
        this.filters = List.copyOf(filters);
        this.heartbeat = heartbeat;
        this.arrivals = new Arrivals(receiver);
        this.standing = new BrokerStanding(address.url(), RETRY);
    }

    public void start() {
        arrivals.start();
        keeper.start();
        outgoing.start();
    }

    public State state() {
        return standing.state();
    }

    /// Returns once the first try has succeeded or failed, or after `atMost`.
    public void awaitFirstTry(Duration atMost) throws InterruptedException {
        standing.awaitFirstTry(atMost);
    }

    /// Publications that the broker refused since the start: its access list does not fit.
    public long refused() {
        return refused.get();
    }

    public void publish(String topic, byte[] payload, boolean retained) {
        outgoing.add(new Publication(topic, payload, retained));
    }

    /// Connects, again and again, and rebuilds the client when nothing comes back any more.
    private void keep() {
        try {
            while (true) {
                live();
                Thread.sleep(RETRY);
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    /// One connection from its start to its end. Nothing is assumed of the session: what is wanted is subscribed to each time.
    private void live() throws InterruptedException {
        try {
            MqttAsyncClient next = new MqttAsyncClient(
                    address.url().replaceFirst("^mqtts:", "ssl:").replaceFirst("^mqtt:", "tcp:"), address.clientId(), new MemoryPersistence());
            Life life = new Life(next);
            try {
                connect(next, life);
                watch(life, next);
            } finally {
                current = Optional.empty();
                life.end();
                discard(next);
            }
        } catch (MqttException e) {
            standing.lost(describe(e));
        } catch (IOException e) {
            standing.lost(String.valueOf(e.getMessage()));
        }
    }

    private void connect(MqttAsyncClient next, Life life) throws MqttException, IOException {
        next.setCallback(life);
        next.setManualAcks(true);
        next.connect(options()).waitForCompletion(PATIENCE_MILLIS);
        for (String filter : filters) {
            subscribe(next, filter, 1);
        }
        subscribe(next, heartbeatTopic(), 0);
        life.lastHeard = System.nanoTime();
        current = Optional.of(life);
        standing.connected();
    }

    private MqttConnectionOptions options() throws IOException {
        MqttConnectionOptions options = new MqttConnectionOptions();
        options.setCleanStart(false);
        options.setSessionExpiryInterval(SESSION_EXPIRY_S);
        options.setAutomaticReconnect(false);
        options.setKeepAliveInterval(20);
        options.setConnectionTimeout(10);
        options.setReceiveMaximum(Arrivals.MOST_UNACKNOWLEDGED);
        address.username().ifPresent(options::setUserName);
        address.password().ifPresent(password -> options.setPassword(password.getBytes(StandardCharsets.UTF_8)));
        options.setSocketFactory(PromptSockets.towards(address));
        return options;
    }

    private static void subscribe(MqttAsyncClient to, String filter, int qos) throws MqttException, IOException {
        IMqttToken token = to.subscribe(filter, qos);
        token.waitForCompletion(PATIENCE_MILLIS);
        for (int code : token.getReasonCodes()) {
            if (Reasons.isRefusal(code)) {
                throw new IOException("subscription to %s refused: %s".formatted(filter, Reasons.text(code)));
            }
        }
    }

    /// Returns when the connection is of no use any more.
    private void watch(Life life, MqttAsyncClient of) throws InterruptedException {
        long askedAt = System.nanoTime() - heartbeat.every().toNanos();
        while (life.alive && System.nanoTime() - life.lastHeard < heartbeat.patience().toNanos()) {
            if (System.nanoTime() - askedAt >= heartbeat.every().toNanos()) {
                askedAt = System.nanoTime();
                offered(of, heartbeatTopic(), new byte[0], 0, false);
            }
            Thread.sleep(Duration.ofMillis(100));
        }
        standing.lost(life.alive ? "nothing came back for " + heartbeat.patience() : life.cause);
    }

    private String heartbeatTopic() {
        return "terzo/hub/" + address.clientId() + "/heartbeat";
    }

    private static boolean offered(MqttAsyncClient to, String topic, byte[] payload, int qos, boolean retained) {
        try {
            to.publish(topic, payload, qos, retained);
            return true;
        } catch (MqttException e) {
            LOG.debug("{}: not published yet: {}", topic, e.getMessage());
            return false;
        }
    }

    /// A client that was never connected cannot be disconnected, and has threads all the same.
    private static void discard(MqttAsyncClient old) {
        quietly(() -> old.disconnectForcibly(0, 200, false));
        quietly(() -> old.close(true));
    }

    private interface Step {
        void run() throws MqttException;
    }

    private static void quietly(Step step) {
        try {
            step.run();
        } catch (MqttException e) {
            LOG.debug("the old client: {}", e.getMessage());
        }
    }

    private static String describe(MqttException e) {
        if (Reasons.isRefusal(e.getReasonCode())) {
            return "refused: " + Reasons.text(e.getReasonCode());
        }
        return Optional.ofNullable(e.getCause()).map(Throwable::getMessage).orElseGet(() -> Reasons.text(e.getReasonCode()));
    }

    @Override
    public void close() throws InterruptedException {
        keeper.interrupt();
        // the client swallows an interruption while it connects
        while (!keeper.join(Duration.ofMillis(100))) {
            keeper.interrupt();
        }
        outgoing.stop();
        arrivals.stop();
    }

    /// What the client tells of one connection, and what it is told. Once closed, the client answers any call with a bug of its own, which
    /// would end the thread that made it; so none is made after `end`.
    private final class Life implements MqttCallback {
        private final MqttAsyncClient of;
        private volatile boolean alive = true;
        private volatile long lastHeard = System.nanoTime();
        private volatile String cause = "";
        private boolean ended;

        Life(MqttAsyncClient of) {
            this.of = of;
        }

        @Override
        public void messageArrived(String topic, MqttMessage message) {
            lastHeard = System.nanoTime();
            if (!topic.equals(heartbeatTopic())) {
                int id = message.getId();
                int qos = message.getQos();
                Arrival arrival = new Arrival(topic, message.getPayload(), message.isRetained(), () -> acknowledge(id, qos));
                if (!arrivals.add(arrival)) {
                    cause = "more messages came at once than were asked for";
                    alive = false;
                }
            }
        }

        synchronized void end() {
            ended = true;
        }

        synchronized boolean sent(Publication publication) {
            return !ended
                    && of.getInFlightMessageCount() < MOST_IN_FLIGHT
                    && offered(of, publication.topic(), publication.payload(), 1, publication.retained());
        }

        private synchronized void acknowledge(int id, int qos) {
            try {
                if (!ended) {
                    of.messageArrivedComplete(id, qos);
                }
            } catch (MqttException e) {
                LOG.debug("an acknowledgement came too late: {}", e.getMessage());
            }
        }

        @Override
        public void disconnected(MqttDisconnectResponse response) {
            cause = response.getException() == null ? String.valueOf(response.getReasonString()) : describe(response.getException());
            alive = false;
        }

        @Override
        public void mqttErrorOccurred(MqttException exception) {
            LOG.warn("broker {}: {}", address.url(), describe(exception));
        }

        @Override
        public void deliveryComplete(IMqttToken token) {
            int[] codes = token.getReasonCodes();
            if (codes != null && codes.length > 0 && Reasons.isRefusal(codes[0])) {
                refused.incrementAndGet();
                LOG.warn("broker {}: refused a publication: {}", address.url(), Reasons.text(codes[0]));
            }
        }

        @Override
        public void connectComplete(boolean reconnect, String server) {}

        @Override
        public void authPacketArrived(int reasonCode, MqttProperties properties) {}
    }
}
