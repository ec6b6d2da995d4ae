package org.terzo.wire;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.terzo.wire.Decoded.Malformed;

/// How all codecs read JSON: UTF-8, one object, bounded depth and lengths, nothing behind it.
final class Json {
    private static final int DEEPEST = 16;
    private static final int LONGEST_NUMBER = 1_000;
    private static final int LONGEST_STRING = ObservationBatch.MOST_BYTES;

    private static final long NOT_ASCII = 0x8080_8080_8080_8080L;

    static final JsonFactory FACTORY = JsonFactory.builder()
            .disable(JsonFactory.Feature.CHARSET_DETECTION)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(DEEPEST)
                    .maxNumberLength(LONGEST_NUMBER)
                    .maxStringLength(LONGEST_STRING)
                    .build())
            .build();

    private Json() {}

    /// Reads one object whose opening brace was just read.
    interface ObjectReader<T> {
        Decoded<T> read(JsonParser json) throws IOException;
    }

    static <T> Decoded<T> decode(byte[] payload, ObjectReader<T> reader) {
        try (JsonParser json = FACTORY.createParser(payload)) {
            if (!isAscii(payload)) {
                StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(payload));
            }
            if (json.nextToken() != JsonToken.START_OBJECT) {
                return new Malformed<>("malformed", "is no JSON object");
            }
            Decoded<T> decoded = reader.read(json);
            return json.nextToken() == null ? decoded : new Malformed<>("malformed", "something follows the object");
        } catch (IOException e) {
            return new Malformed<>("malformed", firstLine(e));
        }
    }

    private static boolean isAscii(byte[] payload) {
        ByteBuffer bytes = ByteBuffer.wrap(payload);
        long seen = 0;
        while (bytes.remaining() >= Long.BYTES) {
            seen |= bytes.getLong();
        }
        while (bytes.hasRemaining()) {
            seen |= bytes.get();
        }
        return (seen & NOT_ASCII) == 0;
    }

    static String text(JsonParser json, String member) throws IOException {
        if (!json.hasToken(JsonToken.VALUE_STRING)) {
            throw wrong(member, "is no text");
        }
        return json.getText();
    }

    static long positive(JsonParser json, String member) throws IOException {
        if (!json.hasToken(JsonToken.VALUE_NUMBER_INT) || json.getNumberType() == JsonParser.NumberType.BIG_INTEGER || json.getLongValue() < 1) {
            throw wrong(member, "is no whole number of 1 or more");
        }
        return json.getLongValue();
    }

    static IOException wrong(String member, String what) {
        return new JsonParseException(null, member + " " + what);
    }

    private static String firstLine(IOException e) {
        String message = String.valueOf(e.getMessage());
        int end = message.indexOf('\n');
        return end < 0 ? message : message.substring(0, end);
    }
}
