package org.terzo.hub;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.eclipse.paho.mqttv5.client.IMqttMessageListener;
import org.eclipse.paho.mqttv5.client.MqttClient;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttSubscription;

/// A plain MQTT client: plays a gateway by hand, and keeps the last that each topic said.
final class MqttPeer implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final MqttClient client;
    private final Map<String, JsonNode> last = new ConcurrentHashMap<>();
    private int sent;

    MqttPeer(String url) throws MqttException {
        client = new MqttClient(url, "peer", new MemoryPersistence());
        client.connect();
        client.subscribe(
                new MqttSubscription[] {new MqttSubscription("terzo/v1/riva/#", 1)},
                new IMqttMessageListener[] {(topic, message) -> last.put(topic, json(message.getPayload()))});
    }

    private static JsonNode json(byte[] payload) {
        try {
            return payload.length == 0 ? MissingNode.getInstance() : JSON.readTree(payload);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The gateway has watched its inputs for a minute.
    void isReady(String gateway) throws MqttException {
        Instant now = Instant.now();
        publish("terzo/v1/riva/" + gateway + "/status", """
                {"state":"ready","at":"%s","boot":"b","version":"1","wiring":1,"clock":"synchronised",
                 "outbox":{"pending":0,"dropped":0,"capacityHours":96},"watching":{"since":"%s"}}
                """.formatted(now, now.minusSeconds(60)));
    }

    /// @param reading as on the wire: `"presence": true`
    void observes(String gateway, String sensor, String reading) throws MqttException {
        sent++;
        Instant now = Instant.now();
        publish("terzo/v1/riva/" + gateway + "/observations", """
                {"log":"0b5c2c0e-6f0a-4b0e-9a53-5b1d2f6f3a11","first":%s,"oldest":1,"sentAt":"%s",
                 "observations":[{"at":"%s","sensor":"%s",%s}]}
                """.formatted(Integer.toString(sent), now, now, sensor, reading));
    }

    /// A batch of a gateway that holds nothing below `oldest` any more: one motion a millisecond, the same for the same number.
    void sends(String gateway, long oldest, long first, int records, Instant zero) throws MqttException {
        String observations = LongStream.range(first, first + records)
                .mapToObj(each -> "{\"at\":\"%s\",\"sensor\":\"desk-07-pir\",\"motion\":%s}".formatted(zero.plusMillis(each), each % 2 == 1))
                .collect(Collectors.joining(","));
        publish("terzo/v1/riva/" + gateway + "/observations", "{\"log\":\"0b5c2c0e-6f0a-4b0e-9a53-5b1d2f6f3a11\",\"first\":%s,\"oldest\":%s,\"observations\":[%s]}"
                .formatted(Long.toString(first), Long.toString(oldest), observations));
    }

    /// Numbers that are never sent.
    void skips(int numbers) {
        sent += numbers;
    }

    void publish(String topic, String payload) throws MqttException {
        client.publish(topic, payload.getBytes(StandardCharsets.UTF_8), 1, topic.endsWith("status"));
    }

    JsonNode await(String topic, Predicate<JsonNode> wanted) throws InterruptedException {
        long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!last.containsKey(topic) || !wanted.test(last.get(topic))) {
            if (System.nanoTime() > end) {
                throw new AssertionError(topic + " never became as wanted; last: " + last.get(topic));
            }
            Thread.sleep(20);
        }
        return last.get(topic);
    }

    /// Those that said something.
    Set<String> topics() {
        return last.entrySet().stream().filter(each -> each.getValue().isObject()).map(Map.Entry::getKey).collect(Collectors.toSet());
    }

    @Override
    public void close() throws MqttException {
        client.disconnect();
        client.close();
    }
}
