package org.terzo.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.terzo.wire.Decoded.Malformed;
import org.terzo.wire.Decoded.Valid;

/// Batches to and from JSON, wire.md section 3.
public final class BatchCodec {
    private BatchCodec() {}

    public static byte[] encode(ObservationBatch batch) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(128 + 96 * batch.records().size());
        try (JsonGenerator json = Json.FACTORY.createGenerator(bytes)) {
            json.writeStartObject();
            json.writeStringField("log", batch.log().value());
            json.writeNumberField("first", batch.first());
            if (batch.oldest().isPresent()) {
                json.writeNumberField("oldest", batch.oldest().getAsLong());
            }
            json.writeStringField("sentAt", WireTime.text(batch.sentAt()));
            if (!batch.clockTrusted()) {
                json.writeStringField("clock", "untrusted");
            }
            json.writeArrayFieldStart("observations");
            for (LogRecord logRecord : batch.records()) {
                RecordCodec.write(json, logRecord);
            }
            json.writeEndArray();
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("memory does not fail", e);
        }
        return bytes.toByteArray();
    }

    /// A batch whose single records cannot be taken is still valid: they are `LogRecord.Unreadable`.
    public static Decoded<ObservationBatch> decode(byte[] payload) {
        if (payload.length > ObservationBatch.MOST_BYTES) {
            return new Malformed<>("too-large", "%d bytes, at most %d".formatted(payload.length, ObservationBatch.MOST_BYTES));
        }
        return Json.decode(payload, json -> read(json, payload));
    }

    private static Decoded<ObservationBatch> read(JsonParser json, byte[] payload) throws IOException {
        Optional<LogId> log = Optional.empty();
        OptionalLong first = OptionalLong.empty();
        OptionalLong oldest = OptionalLong.empty();
        Instant sentAt = Instant.EPOCH;
        boolean trusted = true;
        Optional<List<LogRecord>> records = Optional.empty();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String member = json.currentName();
            json.nextToken();
            switch (member) {
                case "log" -> log = Optional.of(LogId.parse(Json.text(json, member)).orElseThrow(() -> Json.wrong(member, "is no log id")));
                case "first" -> first = OptionalLong.of(Json.positive(json, member));
                case "oldest" -> oldest = OptionalLong.of(Json.positive(json, member));
                case "sentAt" -> sentAt = WireTime.parse(Json.text(json, member)).orElseThrow(() -> Json.wrong(member, "is no UTC time"));
                case "clock" -> trusted = !Json.text(json, member).equals("untrusted");
                case "observations" -> records = Optional.of(records(json, payload));
                default -> json.skipChildren();
            }
        }
        if (log.isEmpty() || first.isEmpty() || records.isEmpty()) {
            return new Malformed<>("malformed", "log, first or observations is missing");
        }
        if (records.get().size() > ObservationBatch.MOST_RECORDS) {
            return new Malformed<>("too-many", "%d observations, at most %d".formatted(records.get().size(), ObservationBatch.MOST_RECORDS));
        }
        if (first.getAsLong() > Long.MAX_VALUE - records.get().size()) {
            return new Malformed<>("malformed", "first %d leaves no numbers for the records".formatted(first.getAsLong()));
        }
        return new Valid<>(new ObservationBatch(log.get(), first.getAsLong(), oldest, sentAt, trusted, records.get()));
    }

    private static List<LogRecord> records(JsonParser json, byte[] payload) throws IOException {
        if (!json.isExpectedStartArrayToken()) {
            throw Json.wrong("observations", "is no array");
        }
        List<LogRecord> records = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            records.add(RecordCodec.read(json, payload));
        }
        return records;
    }
}
