package org.terzo.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.terzo.wire.BatchCodec;
import org.terzo.wire.Decoded;
import org.terzo.wire.GatewayStatus;
import org.terzo.wire.LogId;
import org.terzo.wire.ObservationBatch;
import org.terzo.wire.Receipt;
import org.terzo.wire.ReceiptCodec;
import org.terzo.wire.SiteId;

/// A load on a real broker, with a line of its own as the hub.
final class LoadLinesTest {
    private static final SiteId SITE = new SiteId("load");
    private static final LogId LOG = new LogId("log");
    private static final Instant NOW = Instant.parse("2026-03-10T09:00:00Z");

    private final EmbeddedActiveMQ broker = new EmbeddedActiveMQ();
    private final LoadFigures figures = new LoadFigures();
    private final LinkedBlockingQueue<String> topics = new LinkedBlockingQueue<>();
    private final LinkedBlockingQueue<byte[]> payloads = new LinkedBlockingQueue<>();
    private URI url = URI.create("mqtt://127.0.0.1");

    private final class Hub implements MqttLine.Listener {
        @Override
        public void heard(String topic, byte[] payload) {
            topics.add(topic);
            payloads.add(payload);
        }

        @Override
        public void acknowledged(boolean accepted) {}
    }

    @BeforeEach
    void startBroker() throws Exception {
        int port = freePort();
        url = URI.create("mqtt://127.0.0.1:" + port);
        ConfigurationImpl configuration = new ConfigurationImpl();
        configuration.setPersistenceEnabled(false);
        configuration.setJMXManagementEnabled(false);
        configuration.setSecurityEnabled(false);
        configuration.addAcceptorConfiguration("mqtt", "tcp://127.0.0.1:" + port + "?protocols=MQTT");
        broker.setConfiguration(configuration);
        broker.start();
    }

    @AfterEach
    void stopBroker() throws Exception {
        broker.stop();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private String nextTopic() throws InterruptedException {
        return Optional.ofNullable(topics.poll(20, TimeUnit.SECONDS)).orElseThrow(() -> new AssertionError("nothing came"));
    }

    @Test
    void fiveGatewaysOnTwoConnectionsSendWhatAHubReadsAndCountItsReceipts() throws Exception {
        LoadPlan plan = new LoadPlan(5, 3, 4, 1_000, Duration.ofSeconds(1));
        try (MqttLine hub = MqttLine.open(url, "hub", List.of("terzo/v1/load/+/observations"), new Hub());
                LoadLines load = LoadLines.open(url, SITE, 5, 2, LOG, figures)) {
            for (int message = 0; message < 5; message++) {
                load.send(plan.gatewayOf(message), plan.message(message, LOG, NOW));
            }
            load.flush();
            for (int message = 0; message < 5; message++) {
                String topic = nextTopic();
                Decoded.Valid<?> batch = (Decoded.Valid<?>) BatchCodec.decode(payloads.take());
                byte[] receipt = ReceiptCodec.encode(new Receipt(LOG, ((ObservationBatch) batch.value()).last(), NOW, false));
                hub.publish(topic.replace("observations", "receipt").getBytes(StandardCharsets.UTF_8), receipt, true, true);
            }
            hub.flush();
            long patience = System.nanoTime() + Duration.ofSeconds(20).toNanos();
            while (!figures.allSettled() && System.nanoTime() < patience) {
                Thread.sleep(10);
            }
            assertTrue(figures.allSettled());
        }
    }

    @Test
    void aStatusIsRetained() throws Exception {
        List<String> status = List.of("terzo/v1/load/load-1/status");
        try (MqttLine _ = MqttLine.open(url, "early", status, new Hub());
                LoadLines load = LoadLines.open(url, SITE, 1, 8, LOG, figures)) {
            load.sayAll(GatewayStatus.State.READY, NOW);
            assertEquals("terzo/v1/load/load-1/status", nextTopic());
            try (MqttLine _ = MqttLine.open(url, "late", status, new Hub())) {
                assertEquals("terzo/v1/load/load-1/status", nextTopic());
            }
        }
    }

    @Test
    void aBrokerThatGoesEndsTheLoadWithItsName() throws Exception {
        try (MqttLine line = MqttLine.open(url, "load", List.of("terzo/v1/load/load-1/receipt"), new Hub())) {
            broker.stop();
            CommandFailure failure = assertThrows(CommandFailure.class, () -> {
                while (true) {
                    line.publish("terzo/v1/load/load-1/status".getBytes(StandardCharsets.UTF_8), new byte[0], false, false);
                    line.flush();
                }
            });
            assertTrue(failure.toString().contains(url + ": load: disconnected: "), failure.toString());
        }
    }
}
