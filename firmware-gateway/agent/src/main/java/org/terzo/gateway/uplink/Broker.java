package org.terzo.gateway.uplink;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttActionListener;
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

/// The connection to the broker, and the only class of the agent that knows Paho.
final class Broker {
    private static final Logger LOG = LoggerFactory.getLogger(Broker.class);
    private static final int AT_LEAST_ONCE = 1;
    private static final long SESSION_SECONDS = 3_600;
    private static final int RECEIVE_MAXIMUM = 20;
    private static final long PATIENCE_MILLIS = 10_000;

    private final BrokerSettings settings;
    private final BrokerNames names;
    private final Supplier<byte[]> will;
    private final Line line;
    private volatile Optional<MqttAsyncClient> client = Optional.empty();

    Broker(BrokerSettings settings, BrokerNames names, Supplier<byte[]> will, InstantSource ticker, BrokerListener listener) {
        this.settings = settings;
        this.names = names;
        this.will = will;
        this.line = new Line(settings.url() + " as " + names.client(), ticker, listener);
    }

    /// How the connection is.
    Line line() {
        return line;
    }

    boolean isConnected() {
        return client.map(MqttAsyncClient::isConnected).orElse(false);
    }

    /// A connection is never made again by itself: whoever keeps it decides when.
    void connect() throws IOException {
        try {
            MqttAsyncClient fresh = new MqttAsyncClient(settings.serverUri(), names.client(), new MemoryPersistence());
            client = Optional.of(fresh);
            line.begins();
            fresh.setCallback(new Callback(fresh));
            fresh.connect(options()).waitForCompletion(PATIENCE_MILLIS);
        } catch (MqttException refused) {
            throw new IOException(reason(refused), refused);
        }
    }

    private MqttConnectionOptions options() throws IOException {
        MqttConnectionOptions options = new MqttConnectionOptions();
        options.setCleanStart(false);
        options.setSessionExpiryInterval(SESSION_SECONDS);
        options.setReceiveMaximum(RECEIVE_MAXIMUM);
        options.setAutomaticReconnect(false);
        options.setKeepAliveInterval(20);
        options.setConnectionTimeout(8);
        MqttMessage lastWill = new MqttMessage(will.get());
        lastWill.setQos(AT_LEAST_ONCE);
        lastWill.setRetained(true);
        options.setWill(names.will(), lastWill);
        settings.username().ifPresent(options::setUserName);
        if (settings.passwordFile().isPresent()) {
            options.setPassword(Files.readString(settings.passwordFile().get()).strip().getBytes(StandardCharsets.UTF_8));
        }
        options.setSocketFactory(PromptSockets.towards(settings));
        return options;
    }

    /// Ends the connection without a word; the broker then says the last will.
    void discard() {
        line.ends();
        Optional<MqttAsyncClient> old = client;
        client = Optional.empty();
        old.ifPresent(gone -> {
            try {
                gone.disconnectForcibly(0, 500, false); // in the midst of connecting too, which nothing else ends
                gone.close(true);
            } catch (MqttException late) {
                LOG.debug("old connection not closed in order: {}", reason(late));
            }
        });
    }

    /// Hands a message over; what becomes of it is seen by receipts, or as a refusal in the log.
    void publish(String topic, byte[] payload) throws IOException, InterruptedException {
        send(topic, new MqttMessage(payload));
    }

    /// The broker gives it to everyone who subscribes later.
    void publishRetained(String topic, byte[] payload) throws IOException, InterruptedException {
        MqttMessage message = new MqttMessage(payload);
        message.setRetained(true);
        send(topic, message);
    }

    private void send(String topic, MqttMessage message) throws IOException, InterruptedException {
        message.setQos(AT_LEAST_ONCE);
        MqttAsyncClient open = client.filter(_ -> line.isReady()).orElseThrow(() -> new IOException("not connected"));
        InFlight.Ticket ticket = line.inFlight().enter();
        try {
            open.publish(topic, message, topic, new Acknowledgement(topic, ticket));
        } catch (MqttException failed) {
            line.inFlight().leave(ticket);
            throw new IOException(reason(failed), failed);
        }
    }

    /// Says `goodbye` on `topic`, retained, and disconnects.
    void close(String topic, byte[] goodbye) {
        client.filter(_ -> line.isReady()).ifPresent(open -> {
            try {
                open.publish(topic, goodbye, AT_LEAST_ONCE, true).waitForCompletion(2_000);
                open.disconnect(1_000).waitForCompletion(2_000);
            } catch (MqttException failed) {
                LOG.warn("{}: no orderly goodbye: {}", settings.url(), reason(failed));
            }
        });
        discard();
    }

    private static String reason(MqttDisconnectResponse response) {
        Optional<String> said = Optional.ofNullable(response.getReasonString());
        return said.or(() -> Optional.ofNullable(response.getException()).map(Broker::reason)).orElse("reason " + response.getReturnCode());
    }

    private static String reason(Exception failed) {
        Optional<Throwable> cause = Optional.ofNullable(failed.getCause());
        return failed.getMessage() + cause.map(why -> " (" + why.getMessage() + ")").orElse("");
    }

    /// What becomes of one publication.
    private final class Acknowledgement implements MqttActionListener {
        private final String topic;
        private final InFlight.Ticket ticket;

        Acknowledgement(String topic, InFlight.Ticket ticket) {
            this.topic = topic;
            this.ticket = ticket;
        }

        @Override
        public void onSuccess(IMqttToken token) {
            line.inFlight().leave(ticket);
            line.answered(topic, Optional.ofNullable(token.getReasonCodes()).orElse(new int[0]));
        }

        @Override
        public void onFailure(IMqttToken token, Throwable reason) {
            line.inFlight().leave(ticket);
            LOG.warn("{}: not delivered: {}", topic, reason.getMessage());
        }
    }

    /// What Paho tells of one client.
    private final class Callback implements MqttCallback {
        private final MqttAsyncClient source;

        Callback(MqttAsyncClient source) {
            this.source = source;
        }

        @Override
        public void connectComplete(boolean reconnect, String uri) {
            line.opened();
            Thread.ofVirtual().name("subscribe").start(this::subscribe);
        }

        /// On a thread of its own: Paho stalls when its callbacks wait.
        private void subscribe() {
            try {
                for (String topic : names.subscriptions()) {
                    IMqttToken token = source.subscribe(topic, AT_LEAST_ONCE);
                    token.waitForCompletion(PATIENCE_MILLIS);
                    line.answered(topic, token.getReasonCodes());
                }
                if (isCurrent()) {
                    line.becomesReady();
                }
            } catch (MqttException failed) {
                LOG.warn("{}: not subscribed: {}", names.client(), reason(failed));
            }
        }

        @Override
        public void disconnected(MqttDisconnectResponse response) {
            if (isCurrent()) {
                line.broke(response.getReturnCode(), reason(response));
            }
        }

        /// What an abandoned client still says is of no interest.
        private boolean isCurrent() {
            return client.filter(current -> current.equals(source)).isPresent();
        }

        @Override
        public void messageArrived(String topic, MqttMessage message) {
            line.heard(topic, message.getPayload());
        }

        @Override
        public void mqttErrorOccurred(MqttException failed) {
            LOG.warn("{}: {}", settings.url(), reason(failed));
        }

        @Override
        public void deliveryComplete(IMqttToken token) {
            LOG.trace("delivered {}", token.getMessageId());
        }

        @Override
        public void authPacketArrived(int reasonCode, MqttProperties properties) {
            LOG.debug("authentication packet {}", reasonCode);
        }
    }
}
