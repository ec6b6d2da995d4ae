package org.terzo.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.terzo.wire.GatewayStatus.Health;
import org.terzo.wire.GatewayStatus.OutboxState;
import org.terzo.wire.GatewayStatus.SensorState;

/// Statuses to and from JSON, wire.md section 5.
public final class StatusCodec {
    private StatusCodec() {}

    public static byte[] encode(GatewayStatus status) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
        try (JsonGenerator json = Json.FACTORY.createGenerator(bytes)) {
            json.writeStartObject();
            json.writeStringField("state", status.state().text());
            json.writeStringField("at", WireTime.text(status.at()));
            json.writeStringField("boot", status.boot());
            json.writeStringField("version", status.version());
            if (status.wiring().isPresent()) {
                json.writeNumberField("wiring", status.wiring().getAsInt());
            }
            if (!status.clock().isEmpty()) {
                json.writeStringField("clock", status.clock());
            }
            if (status.outbox().isPresent()) {
                writeOutbox(json, status.outbox().get());
            }
            writeHealth(json, status.health());
            if (status.watchingSince().isPresent()) {
                json.writeObjectFieldStart("watching");
                json.writeStringField("since", WireTime.text(status.watchingSince().get()));
                json.writeEndObject();
            }
            writeSensors(json, status.sensors());
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("memory does not fail", e);
        }
        return bytes.toByteArray();
    }

    private static void writeOutbox(JsonGenerator json, OutboxState outbox) throws IOException {
        json.writeObjectFieldStart("outbox");
        json.writeNumberField("pending", outbox.pending());
        if (outbox.oldest().isPresent()) {
            json.writeStringField("oldest", WireTime.text(outbox.oldest().get()));
        }
        json.writeNumberField("dropped", outbox.dropped());
        json.writeNumberField("capacityHours", outbox.capacityHours());
        json.writeEndObject();
    }

    private static void writeHealth(JsonGenerator json, Health health) throws IOException {
        if (health.equals(Health.UNKNOWN)) {
            return;
        }
        json.writeObjectFieldStart("health");
        writeIfPresent(json, "cpu_c", health.cpuC());
        writeIfPresent(json, "rss_mb", health.rssMb());
        writeIfPresent(json, "disk_free_mb", health.diskFreeMb());
        writeIfPresent(json, "load", health.load());
        json.writeEndObject();
    }

    private static void writeIfPresent(JsonGenerator json, String member, OptionalDouble value) throws IOException {
        if (value.isPresent()) {
            json.writeNumberField(member, Math.round(value.getAsDouble() * 1000) / 1000.0);
        }
    }

    private static void writeSensors(JsonGenerator json, Map<SensorId, SensorState> sensors) throws IOException {
        if (sensors.isEmpty()) {
            return;
        }
        json.writeObjectFieldStart("sensors");
        for (Map.Entry<SensorId, SensorState> sensor : new TreeMap<>(sensors).entrySet()) {
            json.writeObjectFieldStart(sensor.getKey().value());
            Optional<Instant> lastSignal = sensor.getValue().lastSignal();
            if (lastSignal.isPresent()) {
                json.writeStringField("lastSignal", WireTime.text(lastSignal.get()));
            }
            json.writeStringField("health", sensor.getValue().health());
            json.writeEndObject();
        }
        json.writeEndObject();
    }

    /// Only `state` and `at` are required; what else does not fit is taken as not said.
    public static Decoded<GatewayStatus> decode(byte[] payload) {
        return Json.decode(payload, json -> {
            StatusReader reader = new StatusReader();
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String member = json.currentName();
                json.nextToken();
                reader.take(member, json);
            }
            return reader.status();
        });
    }

    static Optional<Instant> instant(JsonParser json) throws IOException {
        return json.hasToken(JsonToken.VALUE_STRING) ? WireTime.parse(json.getText()) : Optional.empty();
    }
}
