package org.terzo.simulator;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
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
import org.terzo.wire.BatchCodec;
import org.terzo.wire.Decoded;
import org.terzo.wire.GatewayId;
import org.terzo.wire.GatewayStatus;
import org.terzo.wire.GatewayTopic;
import org.terzo.wire.LogId;
import org.terzo.wire.ObservationBatch;
import org.terzo.wire.Receipt;
import org.terzo.wire.ReceiptCodec;
import org.terzo.wire.SiteId;
import org.terzo.wire.StatusCodec;

/// One gateway of a load on a connection of its own, and the only class here that knows Paho.
final class LoadGateway implements AutoCloseable {
    private static final int AT_LEAST_ONCE = 1;
    private static final int REFUSED = 0x80;
    private static final int MOST_IN_FLIGHT = 10;
    private static final long PATIENCE_MS = 10_000;
    private static final long GOODBYE_MS = 500;

    private final SiteId site;
    private final GatewayId gateway;
    private final String url;
    private final LoadFigures figures;
    private final ReceiptLedger ledger;
    private final Semaphore permits = new Semaphore(MOST_IN_FLIGHT);
    private final MqttAsyncClient client;
    private volatile String disconnected = "";

    LoadGateway(String url, SiteId site, GatewayId gateway, LogId log, LoadFigures figures) throws LoadFailure {
        this.url = url;
        this.site = site;
        this.gateway = gateway;
        this.figures = figures;
        this.ledger = new ReceiptLedger(log, figures);
        try {
            client = new MqttAsyncClient(serverUri(url), "terzo-%s-%s".formatted(site, gateway), new MemoryPersistence());
        } catch (MqttException | IllegalArgumentException e) {
            throw new LoadFailure("--mqtt-url: '%s' is no mqtt://host:port".formatted(url), e);
        }
    }

    private static String serverUri(String url) {
        return url.replaceFirst("^mqtts:", "ssl:").replaceFirst("^mqtt:", "tcp:");
    }

    void connect() throws LoadFailure {
        MqttConnectionOptions options = new MqttConnectionOptions();
        options.setCleanStart(true);
        options.setSessionExpiryInterval(0L);
        options.setAutomaticReconnect(false);
        options.setConnectionTimeout(10);
        client.setCallback(new Callback());
        try {
            client.connect(options).waitForCompletion(PATIENCE_MS);
            IMqttToken subscribed = client.subscribe(topic(GatewayTopic.Kind.RECEIPT), AT_LEAST_ONCE);
            subscribed.waitForCompletion(PATIENCE_MS);
            int code = subscribed.getReasonCodes()[0];
            if (code >= REFUSED) {
                throw new LoadFailure("%s: the broker refuses %s with reason 0x%x".formatted(url, topic(GatewayTopic.Kind.RECEIPT), code));
            }
        } catch (MqttException e) {
            throw new LoadFailure("%s: gateway %s cannot connect: %s".formatted(url, gateway, reason(e)), e);
        }
    }

    /// Waits while 10 messages of this gateway are not acknowledged.
    void send(ObservationBatch batch) throws LoadFailure, InterruptedException {
        byte[] payload = BatchCodec.encode(batch);
        ledger.sent(batch.last(), System.nanoTime());
        publish(GatewayTopic.Kind.OBSERVATIONS, payload, false, true);
        figures.sent(batch.records().size());
    }

    void say(GatewayStatus.State state, Instant now) throws LoadFailure, InterruptedException {
        publish(GatewayTopic.Kind.STATUS, StatusCodec.encode(GatewayStatus.bare(state, now, "load", "load")), true, false);
    }

    private void publish(GatewayTopic.Kind kind, byte[] payload, boolean retained, boolean counted)
            throws LoadFailure, InterruptedException {
        if (!permits.tryAcquire(PATIENCE_MS, TimeUnit.MILLISECONDS)) {
            throw new LoadFailure("%s: gateway %s: no acknowledgement for %s".formatted(url, gateway, Duration.ofMillis(PATIENCE_MS)));
        }
        if (!disconnected.isEmpty()) {
            throw new LoadFailure("%s: gateway %s is disconnected: %s".formatted(url, gateway, disconnected));
        }
        MqttMessage message = new MqttMessage(payload);
        message.setQos(AT_LEAST_ONCE);
        message.setRetained(retained);
        try {
            client.publish(topic(kind), message, counted, new Acknowledgement());
        } catch (MqttException e) {
            throw new LoadFailure("%s: gateway %s cannot publish: %s".formatted(url, gateway, reason(e)), e);
        }
    }

    private String topic(GatewayTopic.Kind kind) {
        return new GatewayTopic(site, gateway, kind).toString();
    }

    private static String reason(MqttException e) {
        return String.valueOf(e.getCause() == null ? e.getMessage() : e.getCause().getMessage());
    }

    @Override
    public void close() {
        try {
            client.disconnectForcibly(0, GOODBYE_MS, true);
            client.close(true);
        } catch (MqttException e) {
            System.err.println("%s: gateway %s: %s".formatted(url, gateway, reason(e)));
        }
    }

    /// Gives the permit back; the broker says a refusal in the reason code only.
    private final class Acknowledgement implements MqttActionListener {
        @Override
        public void onSuccess(IMqttToken token) {
            permits.release();
            count(token, token.getReasonCodes().length == 0 || token.getReasonCodes()[0] < REFUSED);
        }

        @Override
        public void onFailure(IMqttToken token, Throwable failure) {
            permits.release();
            count(token, false);
        }

        private void count(IMqttToken token, boolean accepted) {
            if (Boolean.TRUE.equals(token.getUserContext())) {
                figures.acknowledged(accepted);
            }
        }
    }

    /// Takes receipts on Paho's own thread and never waits there.
    private final class Callback implements MqttCallback {
        @Override
        public void messageArrived(String topic, MqttMessage message) {
            if (ReceiptCodec.decode(message.getPayload()) instanceof Decoded.Valid<Receipt>(Receipt receipt)) {
                ledger.receive(receipt, System.nanoTime());
            }
        }

        @Override
        public void disconnected(MqttDisconnectResponse response) {
            disconnected = response.getException() == null ? "by the broker" : reason(response.getException());
        }

        @Override
        public void mqttErrorOccurred(MqttException exception) {
            System.err.println("%s: gateway %s: %s".formatted(url, gateway, reason(exception)));
        }

        @Override
        public void deliveryComplete(IMqttToken token) {}

        @Override
        public void connectComplete(boolean reconnect, String serverUri) {}

        @Override
        public void authPacketArrived(int reasonCode, MqttProperties properties) {}
    }
}
