package org.terzo.wire;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import org.terzo.wire.Decoded.Malformed;
import org.terzo.wire.Decoded.Valid;

/// Receipts to and from JSON, wire.md section 4.
public final class ReceiptCodec {
    private ReceiptCodec() {}

    public static byte[] encode(Receipt receipt) {
        return "{\"log\":\"%s\",\"through\":%s,\"at\":\"%s\"%s}"
                .formatted(
                        receipt.log().value().replace("\\", "\\\\").replace("\"", "\\\""),
                        Long.toString(receipt.through()),
                        WireTime.text(receipt.at()),
                        receipt.restored() ? ",\"restored\":true" : "")
                .getBytes(StandardCharsets.UTF_8);
    }

    public static Decoded<Receipt> decode(byte[] payload) {
        return Json.decode(payload, ReceiptCodec::read);
    }

    private static Decoded<Receipt> read(JsonParser json) throws IOException {
        Optional<LogId> log = Optional.empty();
        OptionalLong through = OptionalLong.empty();
        Instant at = Instant.EPOCH;
        boolean restored = false;
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String member = json.currentName();
            json.nextToken();
            switch (member) {
                case "log" -> log = LogId.parse(Json.text(json, member));
                case "through" -> through = json.hasToken(JsonToken.VALUE_NUMBER_INT) ? OptionalLong.of(json.getLongValue()) : through;
                case "at" -> at = WireTime.parse(Json.text(json, member)).orElse(Instant.EPOCH);
                case "restored" -> restored = json.hasToken(JsonToken.VALUE_TRUE);
                default -> json.skipChildren();
            }
        }
        if (log.isEmpty() || through.isEmpty() || through.getAsLong() < 0) {
            return new Malformed<>("malformed", "log or through is missing");
        }
        return new Valid<>(new Receipt(log.get(), through.getAsLong(), at, restored));
    }
}
