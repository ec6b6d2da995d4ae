package org.terzo.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Optional;
import org.terzo.wire.Decoded.Malformed;
import org.terzo.wire.Decoded.Valid;

/// Commands from JSON and replies to JSON, wire.md section 2.
public final class CommandCodec {
    private static final int LONGEST_ID = 100;

    private CommandCodec() {}

    public static byte[] encode(Reply reply) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
        try (JsonGenerator json = Json.FACTORY.createGenerator(bytes)) {
            json.writeStartObject();
            json.writeStringField("id", reply.id());
            json.writeBooleanField("ok", reply.ok());
            json.writeStringField("detail", reply.detail());
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("memory does not fail", e);
        }
        return bytes.toByteArray();
    }

    public static Decoded<Command> decode(byte[] payload) {
        return Json.decode(payload, CommandCodec::read);
    }

    private static Decoded<Command> read(JsonParser json) throws IOException {
        Optional<String> id = Optional.empty();
        String word = "";
        Optional<String> sensor = Optional.empty();
        Optional<Instant> expiresAt = Optional.empty();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String member = json.currentName();
            json.nextToken();
            switch (member) {
                case "id" -> id = Optional.of(Json.text(json, member)).filter(text -> !text.isEmpty() && text.length() <= LONGEST_ID);
                case "command" -> word = Json.text(json, member);
                case "sensor" -> sensor = json.hasToken(JsonToken.VALUE_NULL) ? Optional.empty() : Optional.of(Json.text(json, member));
                case "expiresAt" -> expiresAt = Optional.of(time(json, member));
                default -> json.skipChildren();
            }
        }
        if (id.isEmpty() || word.isEmpty()) {
            return new Malformed<>("malformed", "id or command is missing");
        }
        return new Valid<>(new Command(id.get(), word, sensor, expiresAt));
    }

    private static Instant time(JsonParser json, String member) throws IOException {
        return WireTime.parse(Json.text(json, member)).orElseThrow(() -> Json.wrong(member, "is no UTC time"));
    }
}
