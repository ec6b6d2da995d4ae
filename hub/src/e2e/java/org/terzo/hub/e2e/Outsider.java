package org.terzo.hub.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.paho.mqttv5.common.MqttException;

/// A gateway that somebody else wrote: it knows wire.md and a plain MQTT client, nothing of this project's code.
final class Outsider implements AutoCloseable {
    /// The site at which it stands.
    static final String SITE =
            """
            site: studio
            revision: 1
            name: Studio
            country: IT
            timeZone: Europe/Rome
            languages: [it, en]
            openingHours: "24/7"
            capacity: 20
            zones:
              - {zone: hall, name: Hall, kind: desks, capacity: 10, public: true}
            desks:
              - {desk: d-1, zone: hall, label: "1", amenities: [window], sensors: [desk-1-radar]}
              - {desk: d-2, zone: hall, label: "2", sensors: [desk-2-radar]}
              - {desk: d-3, zone: hall, label: "3", sensors: [desk-3-radar], assigned: true}
              - {desk: d-4, zone: hall, label: "4", sensors: [desk-4-radar]}
              - {desk: d-5, zone: hall, label: "5", sensors: [desk-5-radar]}
              - {desk: d-6, zone: hall, label: "6", sensors: [desk-6-radar]}
              - {desk: d-7, zone: hall, label: "7", sensors: [desk-7-radar]}
            doors:
              - {door: main, from: outside, to: hall, sensors: [door-main]}
            sensors:
              - {sensor: desk-1-radar, gateway: gw-1, kind: radar}
              - {sensor: desk-2-radar, gateway: gw-2, kind: radar}
              - {sensor: desk-3-radar, gateway: gw-1, kind: radar}
              - {sensor: desk-4-radar, gateway: gw-1, kind: radar}
              - {sensor: desk-5-radar, gateway: gw-1, kind: radar}
              - {sensor: desk-6-radar, gateway: gw-3, kind: radar}
              - {sensor: desk-7-radar, gateway: gw-1, kind: radar}
              - {sensor: door-main, gateway: gw-1, kind: beam-pair}
              - {sensor: air-1, gateway: gw-1, kind: scd41}
            """;

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final Mqtt mqtt;
    private final String root;

    private Outsider(Mqtt mqtt, String root) {
        this.mqtt = mqtt;
        this.root = root;
    }

    static Outsider connect(Line line, String gateway) throws MqttException {
        String root = "terzo/v1/studio/" + gateway;
        Mqtt.Will will = new Mqtt.Will(root + "/status", "{\"state\":\"lost\",\"at\":\"%s\"}".formatted(time(Instant.now())));
        Outsider outsider = new Outsider(Mqtt.connect(line.brokerUrl(), "terzo-studio-" + gateway, Optional.of(will)), root);
        outsider.mqtt.subscribe(root + "/receipt");
        return outsider;
    }

    /// As times are written on the wire.
    static String time(Instant at) {
        return TIME.format(at);
    }

    static String presence(Instant at, String sensor, boolean present) {
        return observation(at, sensor, "\"presence\":" + present);
    }

    /// @param reading one or more members
    static String observation(Instant at, String sensor, String reading) {
        return "{\"at\":\"%s\",\"sensor\":\"%s\",%s}".formatted(time(at), sensor, reading);
    }

    Mqtt mqtt() {
        return mqtt;
    }

    Log newLog() {
        return new Log(UUID.randomUUID().toString());
    }

    void send(String payload) throws MqttException {
        mqtt.publish(root + "/observations", payload);
    }

    /// Says how it is; the broker keeps it.
    ///
    /// @param more further members, each after a comma
    void say(String state, String more) throws MqttException {
        String payload = "{\"state\":\"%s\",\"at\":\"%s\"%s}".formatted(state, time(Instant.now()), more);
        mqtt.publish(root + "/status", payload.getBytes(java.nio.charset.StandardCharsets.UTF_8), true);
    }

    /// Sends a good batch in a log of its own: once it has its receipt, the hub is through with all that was sent before.
    void awaitTaken() throws MqttException, InterruptedException {
        Log log = newLog();
        log.send(1, 1, presence(Instant.now(), "desk-1-radar", false));
        log.awaitReceipt(1);
    }

    @Override
    public void close() throws MqttException {
        mqtt.close();
    }

    /// One log of this gateway, numbered by the test.
    final class Log {
        private final String id;

        private Log(String id) {
            this.id = id;
        }

        String id() {
            return id;
        }

        void send(long first, long oldest, String... observations) throws MqttException {
            sendWith("", first, oldest, List.of(observations));
        }

        /// @param more further members of the batch, each before a comma
        void sendWith(String more, long first, long oldest, List<String> observations) throws MqttException {
            Outsider.this.send("{%s\"log\":\"%s\",\"first\":%d,\"oldest\":%d,\"sentAt\":\"%s\",\"observations\":[%s]}"
                    .formatted(more, id, first, oldest, time(Instant.now()), String.join(",", observations)));
        }

        /// The receipt that settles exactly this much.
        JsonNode awaitReceipt(long through) throws InterruptedException {
            return mqtt.await(
                            "receipt of %s through %d".formatted(id, through),
                            heard -> heard.topic().equals(root + "/receipt") && heard.payload().contains(id) && heard.json().get("through").asLong() == through)
                    .json();
        }

        /// What every receipt so far settled, in order, repetitions left out.
        List<Long> settled() {
            List<Long> through = new ArrayList<>();
            for (Mqtt.Heard heard : mqtt.heard()) {
                if (heard.topic().equals(root + "/receipt") && heard.payload().contains(id)) {
                    long next = heard.json().get("through").asLong();
                    if (through.isEmpty() || through.getLast() != next) {
                        through.add(next);
                    }
                }
            }
            return through;
        }

        /// Everything sent before is done, and no receipt went further than this.
        void assertSettledOnly(Long... through) throws MqttException, InterruptedException {
            awaitTaken();
            assertEquals(List.of(through), settled());
        }
    }
}
