package org.terzo.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandCodecTest {
    private static Decoded<Command> decode(String json) {
        return CommandCodec.decode(json.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void aCommandIsReadWithWhatItNeeds() {
        Command command = new Command("7f", "self-test", Optional.of("desk-01-pir"), Optional.of(Instant.parse("2026-03-10T09:00:00Z")));

        assertEquals(
                new Decoded.Valid<>(command),
                decode("{\"id\":\"7f\",\"command\":\"self-test\",\"sensor\":\"desk-01-pir\",\"expiresAt\":\"2026-03-10T09:00:00.000Z\",\"more\":{}}"));
        assertEquals(Optional.of(Command.Kind.SELF_TEST), command.kind());
    }

    @Test
    void aWordOfALaterVersionIsReadAndNotKnown() {
        assertEquals(new Decoded.Valid<>(new Command("7f", "dance", Optional.empty(), Optional.empty())), decode("{\"id\":\"7f\",\"command\":\"dance\",\"sensor\":null}"));
        assertEquals(Optional.empty(), new Command("7f", "dance", Optional.empty(), Optional.empty()).kind());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{}",
                "{\"id\":\"7f\"}",
                "{\"command\":\"restart\"}",
                "{\"id\":7,\"command\":\"restart\"}",
                "{\"id\":\"\",\"command\":\"restart\"}",
                "{\"id\":\"7f\",\"command\":\"restart\",\"expiresAt\":\"soon\"}"
            })
    void whatIsNoCommandIsMalformed(String json) {
        assertInstanceOf(Decoded.Malformed.class, decode(json));
    }

    @Test
    void aReplyIsWrittenAsTheWireSays() {
        assertEquals(
                "{\"id\":\"7\\\"f\",\"ok\":false,\"detail\":\"no light\"}",
                new String(CommandCodec.encode(new Reply("7\"f", false, "no light")), StandardCharsets.UTF_8));
    }
}
