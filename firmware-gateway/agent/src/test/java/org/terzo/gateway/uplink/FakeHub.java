package org.terzo.gateway.uplink;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttCallback;
import org.eclipse.paho.mqttv5.client.MqttDisconnectResponse;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;
import org.terzo.wire.BatchCodec;
import org.terzo.wire.Decoded;
import org.terzo.wire.GatewayStatus;
import org.terzo.wire.LogId;
import org.terzo.wire.ObservationBatch;
import org.terzo.wire.Receipt;
import org.terzo.wire.ReceiptCodec;
import org.terzo.wire.StatusCodec;

/// The hub's side of the wire, as far as a gateway sees it; receipts are given when the test says so.
public final class FakeHub implements MqttCallback, AutoCloseable {
    private static final String ROOT = "terzo/v1/riva/gw-1/";
    final LinkedBlockingQueue<ObservationBatch> batches = new LinkedBlockingQueue<>();
    final LinkedBlockingQueue<GatewayStatus> statuses = new LinkedBlockingQueue<>();
    private final LinkedBlockingQueue<String> replies = new LinkedBlockingQueue<>();
    private final MqttAsyncClient client;

    public FakeHub(int port) throws MqttException {
        client = new MqttAsyncClient("tcp://127.0.0.1:" + port, "fake-hub", new MemoryPersistence());
        client.setCallback(this);
        client.connect().waitForCompletion(10_000);
        client.subscribe(ROOT + "observations", 1).waitForCompletion(10_000);
        client.subscribe(ROOT + "status", 1).waitForCompletion(10_000);
        client.subscribe(ROOT + "reply", 1).waitForCompletion(10_000);
    }

    public void giveReceipt(LogId log, long through) throws MqttException {
        give(new Receipt(log, through, Instant.parse("2026-03-10T09:00:00Z"), false));
    }

    /// As a hub does that came back from a backup.
    public void giveRestored(LogId log, long through) throws MqttException {
        give(new Receipt(log, through, Instant.parse("2026-03-10T09:00:00Z"), true));
    }

    private void give(Receipt receipt) throws MqttException {
        byte[] payload = ReceiptCodec.encode(receipt);
        client.publish(ROOT + "receipt", payload, 1, true).waitForCompletion(10_000);
    }

    void say(String topic, String payload) throws MqttException {
        client.publish(ROOT + topic, payload.getBytes(StandardCharsets.UTF_8), 1, false).waitForCompletion(10_000);
    }

    String nextReply() throws InterruptedException {
        return Optional.ofNullable(replies.poll(20, TimeUnit.SECONDS)).orElseThrow(() -> new AssertionError("no reply came"));
    }

    public ObservationBatch nextBatch() throws InterruptedException {
        return Optional.ofNullable(batches.poll(20, TimeUnit.SECONDS)).orElseThrow(() -> new AssertionError("no batch came"));
    }

    public GatewayStatus nextStatus() throws InterruptedException {
        return Optional.ofNullable(statuses.poll(20, TimeUnit.SECONDS)).orElseThrow(() -> new AssertionError("no status came"));
    }

    @Override
    public void messageArrived(String topic, MqttMessage message) {
        if (topic.endsWith("observations") && BatchCodec.decode(message.getPayload()) instanceof Decoded.Valid<ObservationBatch>(ObservationBatch batch)) {
            batches.add(batch);
        }
        if (topic.endsWith("reply")) {
            replies.add(new String(message.getPayload(), StandardCharsets.UTF_8));
        }
        if (topic.endsWith("status") && StatusCodec.decode(message.getPayload()) instanceof Decoded.Valid<GatewayStatus>(GatewayStatus status)) {
            statuses.add(status);
        }
    }

    @Override
    public void disconnected(MqttDisconnectResponse response) {}

    @Override
    public void mqttErrorOccurred(MqttException exception) {}

    @Override
    public void deliveryComplete(IMqttToken token) {}

    @Override
    public void connectComplete(boolean reconnect, String serverURI) {}

    @Override
    public void authPacketArrived(int reasonCode, MqttProperties properties) {}

    @Override
    public void close() throws MqttException {
        if (client.isConnected()) {
            client.disconnect().waitForCompletion(5_000);
        }
        client.close(true);
    }
}
