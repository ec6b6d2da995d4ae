package org.terzo.hub.ingest.broker;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
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

/// The hub's connection to the broker, and the only class that knows Paho. It survives a broker that comes late, goes, or comes back
/// without its sessions; and it asks itself every 15 s through the broker whether anything still arrives, because the client can say
/// connected and deliver nothing.
///
/// At most 20,000 publications wait; then the oldest is dropped: receipts and retained states are said again by later ones.
public final class BrokerConnection implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(BrokerConnection.class);
    private static final int MOST_WAITING = 20_000;
    private static final int MOST_IN_FLIGHT = 200;
    private static final Duration RETRY = Duration.ofSeconds(1);
    private static final long SESSION_EXPIRY_S = 3_600;

    private final Address address;
    private final List<String> filters;
    private final Receiver receiver;
    private final Heartbeat heartbeat;
    private final BlockingQueue<Publication> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
    private final Thread keeper = Thread.ofVirtual().name("broker-keeper").unstarted(this::keep);
    private final Thread publisher = Thread.ofVirtual().name("broker-publisher").unstarted(this::publishAll);
    private volatile Optional<MqttAsyncClient> client = Optional.empty();
    private volatile State state = new State(false, "not connected yet");

    /// @param url `mqtt://host:port` or `mqtts://host:port`
    public record Address(String url, String clientId, Optional<String> username, Optional<String> password) {}

    /// How often to ask, and how long nothing may come back.
    public record Heartbeat(Duration every, Duration patience) {}

    /// @param detail the address, or what went wrong last
    public record State(boolean connected, String detail) {}

    /// Gets each message on the client's thread and may make it wait.
    public interface Receiver {
        void receive(String topic, byte[] payload, boolean retained) throws InterruptedException;
    }

    private record Publication(String topic, byte[] payload, boolean retained) {}

    public BrokerConnection(Address address, List<String> filters, Heartbeat heartbeat, Receiver receiver) {
        this.address = address;
        this.filters = List.copyOf(filters);
        this.heartbeat = heartbeat;
        this.receiver = receiver;
    }

    public void start() {
        keeper.start();
        publisher.start();
    }

    public State state() {
        return state;
    }

    public void publish(String topic, byte[] payload, boolean retained) {
        Publication publication = new Publication(topic, payload, retained);
        while (!waiting.offer(publication)) {
            if (waiting.poll() != null) {
                LOG.warn("{}: too many publications wait, the oldest is dropped", topic);
            }
        }
    }

    /// Connects, again and again, and rebuilds the client when nothing comes back any more.
    private void keep() {
        try {
            while (true) {
                Life life = new Life();
                if (connect(life)) {
                    watch(life);
                }
                Thread.sleep(RETRY);
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean connect(Life life) {
        try {
            MqttAsyncClient next = new MqttAsyncClient(
                    address.url().replaceFirst("^mqtts:", "ssl:").replaceFirst("^mqtt:", "tcp:"), address.clientId(), new MemoryPersistence());
            next.setCallback(life);
            next.connect(options()).waitForCompletion(TimeUnit.SECONDS.toMillis(10));
            subscribe(next);
            client = Optional.of(next);
            state = new State(true, address.url());
            LOG.info("broker {}: connected", address.url());
            return true;
        } catch (MqttException e) {
            if (state.connected() || !state.detail().equals(describe(e))) {
                LOG.warn("broker {}: {}; tried again every {}", address.url(), describe(e), RETRY);
            }
            state = new State(false, describe(e));
            return false;
        }
    }

    private MqttConnectionOptions options() {
        MqttConnectionOptions options = new MqttConnectionOptions();
        options.setCleanStart(false);
        options.setSessionExpiryInterval(SESSION_EXPIRY_S);
        options.setAutomaticReconnect(false);
        options.setKeepAliveInterval(20);
        options.setConnectionTimeout(10);
        options.setReceiveMaximum(1_000);
        address.username().ifPresent(options::setUserName);
        address.password().ifPresent(password -> options.setPassword(password.getBytes(StandardCharsets.UTF_8)));
        return options;
    }

    private void subscribe(MqttAsyncClient to) throws MqttException {
        for (String filter : filters) {
            granted(filter, to.subscribe(filter, 1));
        }
        granted(heartbeatTopic(), to.subscribe(heartbeatTopic(), 0));
    }

    private void granted(String filter, IMqttToken token) throws MqttException {
        token.waitForCompletion(TimeUnit.SECONDS.toMillis(10));
        for (int code : token.getReasonCodes()) {
            if (code > 2) {
                throw new MqttException(code, new IllegalStateException("subscription to %s refused".formatted(filter)));
            }
        }
    }

    /// Returns when the connection is of no use any more.
    private void watch(Life life) throws InterruptedException {
        long askedAt = 0;
        while (life.alive && System.nanoTime() - life.lastHeard < heartbeat.patience().toNanos()) {
            if (System.nanoTime() - askedAt > heartbeat.every().toNanos()) {
                askedAt = System.nanoTime();
                publish(heartbeatTopic(), new byte[0], false);
            }
            Thread.sleep(Duration.ofMillis(100));
        }
        String cause = life.alive ? "nothing came back for " + heartbeat.patience() : life.cause;
        state = new State(false, cause);
        LOG.warn("broker {}: {}", address.url(), cause);
        client.ifPresent(BrokerConnection::discard);
        client = Optional.empty();
    }

    private String heartbeatTopic() {
        return "terzo/hub/" + address.clientId() + "/heartbeat";
    }

    private void publishAll() {
        try {
            while (true) {
                publishOne(waiting.take());
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    private void publishOne(Publication publication) throws InterruptedException {
        while (true) {
            Optional<MqttAsyncClient> to = client;
            if (to.isPresent() && to.get().getInFlightMessageCount() < MOST_IN_FLIGHT && offered(to.get(), publication)) {
                return;
            }
            Thread.sleep(to.isPresent() ? Duration.ofMillis(1) : Duration.ofMillis(50));
        }
    }

    private boolean offered(MqttAsyncClient to, Publication publication) {
        try {
            to.publish(publication.topic(), publication.payload(), publication.topic().equals(heartbeatTopic()) ? 0 : 1, publication.retained());
            return true;
        } catch (MqttException e) {
            LOG.debug("{}: not published yet: {}", publication.topic(), e.getMessage());
            return false;
        }
    }

    private static void discard(MqttAsyncClient old) {
        try {
            old.disconnectForcibly(0, 200, false);
            old.close(true);
        } catch (MqttException e) {
            LOG.debug("the old client: {}", e.getMessage());
        }
    }

    private static String describe(MqttException e) {
        return e.getCause() == null ? String.valueOf(e.getMessage()) : String.valueOf(e.getCause().getMessage());
    }

    @Override
    public void close() throws InterruptedException {
        keeper.interrupt();
        publisher.interrupt();
        // the client swallows an interruption while it connects
        while (!keeper.join(Duration.ofMillis(100))) {
            keeper.interrupt();
        }
        client.ifPresent(BrokerConnection::discard);
    }

    /// One connection from its start to its end.
    private final class Life implements MqttCallback {
        private volatile boolean alive = true;
        private volatile long lastHeard = System.nanoTime();
        private volatile String cause = "";

        @Override
        public void messageArrived(String topic, MqttMessage message) throws InterruptedException {
            lastHeard = System.nanoTime();
            if (!topic.equals(heartbeatTopic())) {
                receiver.receive(topic, message.getPayload(), message.isRetained());
                lastHeard = System.nanoTime();
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
            if (codes != null && codes.length > 0 && codes[0] >= 0x80) {
                LOG.warn("broker {}: refused a publication with reason 0x{}", address.url(), Integer.toHexString(codes[0]));
            }
        }

        @Override
        public void connectComplete(boolean reconnect, String server) {}

        @Override
        public void authPacketArrived(int reasonCode, MqttProperties properties) {}
    }
}
