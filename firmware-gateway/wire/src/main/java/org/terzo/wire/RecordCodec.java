package org.terzo.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.OptionalDouble;
import org.terzo.wire.LogRecord.Alive;
import org.terzo.wire.LogRecord.Unreadable;

/// One record of a log to and from JSON, as it stands in a batch.
public final class RecordCodec {
    private static final double WHOLE_LIMIT = 1e15;
    private static final int LONGEST_SHOWN = 4_096;

    private RecordCodec() {}

    public static String encode(LogRecord logRecord) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = Json.FACTORY.createGenerator(text)) {
            write(json, logRecord);
        } catch (IOException e) {
            throw new UncheckedIOException("memory does not fail", e);
        }
        return text.toString();
    }

    public static LogRecord decode(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        try (JsonParser json = Json.FACTORY.createParser(bytes)) {
            json.nextToken();
            return read(json, bytes);
        } catch (IOException e) {
            return new Unreadable("malformed", String.valueOf(e.getMessage()), text);
        }
    }

    static void write(JsonGenerator json, LogRecord logRecord) throws IOException {
        switch (logRecord) {
            case Observation observation -> {
                json.writeStartObject();
                json.writeStringField("at", WireTime.text(observation.at()));
                json.writeStringField("sensor", observation.sensor().value());
                writeReading(json, observation.reading());
                json.writeEndObject();
            }
            case Alive alive -> {
                json.writeStartObject();
                json.writeStringField("at", WireTime.text(alive.at()));
                json.writeFieldName("alive_s");
                number(json, alive.watched().toMillis() / 1000.0);
                json.writeEndObject();
            }
            case Unreadable unreadable -> json.writeRawValue(unreadable.json());
        }
    }

    private static void writeReading(JsonGenerator json, Reading reading) throws IOException {
        switch (reading) {
            case Reading.Motion(boolean seen) -> json.writeBooleanField("motion", seen);
            case Reading.Presence(boolean present) -> json.writeBooleanField("presence", present);
            case Reading.Contact(boolean open) -> json.writeStringField("contact", open ? "open" : "closed");
            case Reading.Passage(Reading.Direction direction) ->
                json.writeStringField("passage", direction.name().toLowerCase(Locale.ROOT));
            case Reading.Distance(int millimetres) -> json.writeNumberField("distance_mm", millimetres);
            case Reading.Fault(String code) -> json.writeStringField("fault", code);
            case Reading.Air(OptionalDouble co2, OptionalDouble temperature, OptionalDouble humidity) -> {
                writeIfPresent(json, "co2_ppm", co2);
                writeIfPresent(json, "temperature_c", temperature);
                writeIfPresent(json, "humidity_percent", humidity);
            }
        }
    }

    private static void writeIfPresent(JsonGenerator json, String member, OptionalDouble value) throws IOException {
        if (value.isPresent()) {
            json.writeFieldName(member);
            number(json, value.getAsDouble());
        }
    }

    /// 612 rather than 612.0.
    private static void number(JsonGenerator json, double value) throws IOException {
        if (value == Math.rint(value) && Math.abs(value) < WHOLE_LIMIT) {
            json.writeNumber((long) value);
        } else {
            json.writeNumber(value);
        }
    }

    /// The parser stands on the record's first token and is left on its last; `payload` is what it reads.
    static LogRecord read(JsonParser json, byte[] payload) throws IOException {
        int from = (int) json.currentTokenLocation().getByteOffset();
        if (json.currentToken() != JsonToken.START_OBJECT) {
            json.skipChildren();
            json.finishToken();
            return new Unreadable("malformed", "a record is no object", between(payload, from, json));
        }
        RecordReader reader = new RecordReader(() -> between(payload, from, json));
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String member = json.currentName();
            json.nextToken();
            reader.take(member, json);
        }
        return reader.logRecord();
    }

    private static String between(byte[] payload, int from, JsonParser json) {
        int to = (int) json.currentLocation().getByteOffset();
        return new String(payload, from, Math.clamp((long) to - from, 0, LONGEST_SHOWN), StandardCharsets.UTF_8);
    }
}
