package org.terzo.wire;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.terzo.wire.Decoded.Malformed;
import org.terzo.wire.Decoded.Valid;
import org.terzo.wire.GatewayStatus.Health;
import org.terzo.wire.GatewayStatus.OutboxState;
import org.terzo.wire.GatewayStatus.SensorState;
import org.terzo.wire.GatewayStatus.State;

/// Gathers the members of a status.
final class StatusReader {
    private Optional<State> state = Optional.empty();
    private Optional<Instant> at = Optional.empty();
    private String boot = "";
    private String version = "";
    private String clock = "";
    private OptionalInt wiring = OptionalInt.empty();
    private Optional<OutboxState> outbox = Optional.empty();
    private Health health = Health.UNKNOWN;
    private Optional<Instant> watchingSince = Optional.empty();
    private final Map<SensorId, SensorState> sensors = new HashMap<>();

    /// One member of an object: its name, the parser on its value.
    private interface Member {
        void take(String name, JsonParser json) throws IOException;
    }

    void take(String member, JsonParser json) throws IOException {
        switch (member) {
            case "state" -> state = state(json);
            case "at" -> at = StatusCodec.instant(json);
            case "boot" -> boot = textOrEmpty(json);
            case "version" -> version = textOrEmpty(json);
            case "clock" -> clock = textOrEmpty(json);
            case "wiring" -> wiring = isInt(json) ? OptionalInt.of(json.getIntValue()) : wiring;
            case "outbox" -> readOutbox(json);
            case "health" -> readHealth(json);
            case "watching" -> each(json, (name, value) -> {
                if (name.equals("since")) {
                    watchingSince = StatusCodec.instant(value);
                }
            });
            case "sensors" -> each(json, this::readSensor);
            default -> {}
        }
        json.skipChildren();
    }

    Decoded<GatewayStatus> status() {
        if (state.isEmpty() || at.isEmpty()) {
            return new Malformed<>("malformed", "state or at is missing");
        }
        return new Valid<>(
                new GatewayStatus(state.get(), at.get(), boot, version, wiring, clock, outbox, health, watchingSince, sensors));
    }

    private void readOutbox(JsonParser json) throws IOException {
        Map<String, Double> numbers = new HashMap<>();
        Map<String, Instant> times = new HashMap<>();
        each(json, (name, value) -> {
            if (isFinite(value)) {
                numbers.put(name, value.getDoubleValue());
            }
            StatusCodec.instant(value).ifPresent(time -> times.put(name, time));
        });
        if (numbers.containsKey("pending")) {
            outbox = Optional.of(new OutboxState(
                    numbers.getOrDefault("pending", 0.0).longValue(),
                    Optional.ofNullable(times.get("oldest")),
                    numbers.getOrDefault("dropped", 0.0).longValue(),
                    numbers.getOrDefault("capacityHours", 0.0).intValue()));
        }
    }

    private void readHealth(JsonParser json) throws IOException {
        Map<String, OptionalDouble> numbers = new HashMap<>();
        each(json, (name, value) -> {
            if (isFinite(value)) {
                numbers.put(name, OptionalDouble.of(value.getDoubleValue()));
            }
        });
        OptionalDouble none = OptionalDouble.empty();
        health = new Health(
                numbers.getOrDefault("cpu_c", none),
                numbers.getOrDefault("rss_mb", none),
                numbers.getOrDefault("disk_free_mb", none),
                numbers.getOrDefault("load", none));
    }

    private void readSensor(String name, JsonParser json) throws IOException {
        Map<String, String> texts = new HashMap<>();
        each(json, (member, value) -> {
            if (value.hasToken(JsonToken.VALUE_STRING)) {
                texts.put(member, value.getText());
            }
        });
        SensorId.parse(name)
                .ifPresent(sensor -> sensors.put(
                        sensor,
                        new SensorState(
                                Optional.ofNullable(texts.get("lastSignal")).flatMap(WireTime::parse), texts.getOrDefault("health", ""))));
    }

    /// Visits the members of an object; what is no object has none.
    private static void each(JsonParser json, Member member) throws IOException {
        if (!json.hasToken(JsonToken.START_OBJECT)) {
            return;
        }
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            json.nextToken();
            member.take(name, json);
            json.skipChildren();
        }
    }

    private static Optional<State> state(JsonParser json) throws IOException {
        String word = textOrEmpty(json);
        for (State each : State.values()) {
            if (each.text().equals(word)) {
                return Optional.of(each);
            }
        }
        return Optional.empty();
    }

    private static boolean isInt(JsonParser json) throws IOException {
        return json.hasToken(JsonToken.VALUE_NUMBER_INT) && json.getNumberType() == JsonParser.NumberType.INT;
    }

    private static boolean isFinite(JsonParser json) throws IOException {
        return json.currentToken().isNumeric() && Double.isFinite(json.getDoubleValue());
    }

    private static String textOrEmpty(JsonParser json) throws IOException {
        return json.hasToken(JsonToken.VALUE_STRING) ? json.getText() : "";
    }
}
