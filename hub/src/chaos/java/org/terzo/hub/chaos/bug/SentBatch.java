package org.terzo.hub.chaos.bug;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;
import org.terzo.wire.LogId;
import org.terzo.wire.Receipt;
import org.terzo.wire.ReceiptCodec;

/// A batch of observations in an MQTT 5 packet.
///
/// @param id by which its packet is acknowledged
record SentBatch(String topic, int id, String log, long first, long last) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern OBSERVATIONS = Pattern.compile("terzo/v1/[a-z0-9-]+/[a-z0-9-]+/observations");
    private static final int PUBLISH = 3;
    private static final int PUBLISH_RETAINED = 0x31;

    /// Empty when the packet is none.
    ///
    /// @param before the topic of the batch before it on the same connection, for a client may leave a topic out that it has said
    static Optional<SentBatch> in(byte[] packet, Optional<String> before) {
        if ((packet[0] & 0xff) >> 4 != PUBLISH) {
            return Optional.empty();
        }
        int start = 1;
        while (packet[start] < 0) { // the length of the packet goes on
            start++;
        }
        int name = number(packet, start + 1);
        int id = start + 3 + name;
        Optional<String> topic = name == 0 ? before : Optional.of(new String(packet, start + 3, name, StandardCharsets.UTF_8));
        return topic.filter(OBSERVATIONS.asMatchPredicate()).flatMap(said -> read(packet, said, number(packet, id), id + 3));
    }

    private static int number(byte[] packet, int at) {
        return ((packet[at] & 0xff) << 8) | (packet[at + 1] & 0xff);
    }

    /// Empty when it is something else, whose topic was left out as well.
    private static Optional<SentBatch> read(byte[] packet, String topic, int id, int from) {
        String text = new String(packet, StandardCharsets.ISO_8859_1);
        try {
            JsonNode batch = JSON.readTree(text.substring(text.indexOf("{\"", from)));
            if (!batch.has("first")) {
                return Optional.empty();
            }
            long first = batch.get("first").asLong();
            return Optional.of(new SentBatch(topic, id, batch.get("log").asText(), first, first + batch.get("observations").size() - 1));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// A packet that says that the hub has it all.
    byte[] receipt() {
        byte[] payload = ReceiptCodec.encode(new Receipt(new LogId(log), last, Instant.now(), false));
        ByteArrayOutputStream packet = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(packet)) {
            String to = topic.replace("/observations", "/receipt");
            out.writeByte(PUBLISH_RETAINED);
            length(out, 2 + to.length() + 1 + payload.length);
            out.writeUTF(to);
            out.writeByte(0); // no properties
            out.write(payload);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return packet.toByteArray();
    }

    private static void length(DataOutputStream out, int length) throws IOException {
        if (length > 0x7f) {
            out.writeByte((length & 0x7f) | 0x80);
            length(out, length >>> 7);
        } else {
            out.writeByte(length);
        }
    }
}
