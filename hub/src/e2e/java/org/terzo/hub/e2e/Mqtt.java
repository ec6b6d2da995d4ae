package org.terzo.hub.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttCallback;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.MqttDisconnectResponse;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;

/// A plain MQTT 5 client that remembers what it heard.
final class Mqtt implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long PATIENCE_MS = 20_000;

    private final MqttAsyncClient client;
    private final List<Heard> heard = new ArrayList<>();

    private Mqtt(MqttAsyncClient client) {
        this.client = client;
    }

    /// @param retained the broker had kept it
    record Heard(String topic, String payload, boolean retained) {
        JsonNode json() {
            try {
                return JSON.readTree(payload);
            } catch (IOException e) {
                throw new AssertionError("%s: %s".formatted(topic, payload), e);
            }
        }
    }

    /// What the broker publishes, retained, when the connection is cut.
    record Will(String topic, String payload) {}

    static Mqtt connect(String url, String clientId, Optional<Will> will) throws MqttException {
        MqttConnectionOptions options = new MqttConnectionOptions();
        options.setCleanStart(false);
        options.setSessionExpiryInterval(3_600L);
        options.setReceiveMaximum(20);
        options.setAutomaticReconnect(false);
        if (will.isPresent()) {
            MqttMessage message = new MqttMessage(will.get().payload().getBytes(StandardCharsets.UTF_8));
            message.setQos(1);
            message.setRetained(true);
            options.setWill(will.get().topic(), message);
        }
        Mqtt mqtt = new Mqtt(new MqttAsyncClient(url.replaceFirst("^mqtt:", "tcp:"), clientId, new MemoryPersistence()));
        mqtt.client.setCallback(mqtt.new Ear());
        mqtt.client.connect(options).waitForCompletion(PATIENCE_MS);
        return mqtt;
    }

    /// Returns once the broker has acknowledged it.
    void publish(String topic, byte[] payload, boolean retained) throws MqttException {
        client.publish(topic, payload, 1, retained).waitForCompletion(PATIENCE_MS);
    }

    void publish(String topic, String payload) throws MqttException {
        publish(topic, payload.getBytes(StandardCharsets.UTF_8), false);
    }

    void subscribe(String filter) throws MqttException {
        client.subscribe(filter, 1).waitForCompletion(PATIENCE_MS);
    }

    /// Everything heard so far, in order.
    List<Heard> heard() {
        synchronized (heard) {
            return List.copyOf(heard);
        }
    }

    /// The first message that is wanted, heard already or within 20 s.
    Heard await(String what, Predicate<Heard> wanted) throws InterruptedException {
        return await(what, wanted, Duration.ofMillis(PATIENCE_MS));
    }

    Heard await(String what, Predicate<Heard> wanted, Duration atMost) throws InterruptedException {
        long end = System.nanoTime() + atMost.toNanos();
        while (System.nanoTime() < end) {
            Optional<Heard> found = heard().stream().filter(wanted).findFirst();
            if (found.isPresent()) {
                return found.get();
            }
            Thread.sleep(10);
        }
        List<Heard> all = heard();
        throw new AssertionError("never heard: %s; the last messages: %s".formatted(what, all.subList(Math.max(0, all.size() - 5), all.size())));
    }

    /// Cuts the connection without a word, so that the broker publishes the will.
    void cut() throws MqttException {
        client.disconnectForcibly(0, 0, false);
    }

    @Override
    public void close() throws MqttException {
        if (client.isConnected()) {
            client.disconnect().waitForCompletion(PATIENCE_MS);
        }
        client.close(true);
    }

    /// Keeps what arrives.
    private final class Ear implements MqttCallback {
        @Override
        public void messageArrived(String topic, MqttMessage message) {
            synchronized (heard) {
                heard.add(new Heard(topic, new String(message.getPayload(), StandardCharsets.UTF_8), message.isRetained()));
            }
        }

        @Override
        public void disconnected(MqttDisconnectResponse response) {}

        @Override
        public void mqttErrorOccurred(MqttException exception) {}

        @Override
        public void deliveryComplete(IMqttToken token) {}

        @Override
        public void connectComplete(boolean reconnect, String server) {}

        @Override
        public void authPacketArrived(int reasonCode, MqttProperties properties) {}
    }
}
