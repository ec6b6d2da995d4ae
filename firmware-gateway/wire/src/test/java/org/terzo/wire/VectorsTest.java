package org.terzo.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.terzo.wire.Decoded.Malformed;
import org.terzo.wire.Decoded.Valid;
import org.terzo.wire.LogRecord.Alive;
import org.terzo.wire.LogRecord.Unreadable;

/// Runs every frozen vector as `vectors/README.md` tells other implementations to.
final class VectorsTest {
    private static final Path VECTORS = Path.of("vectors");

    static List<Path> vectors() throws IOException {
        try (Stream<Path> files = Files.walk(VECTORS)) {
            return files.filter(file -> file.toString().endsWith(".json")).sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void aVectorIsReadAsExpected(Path vector) throws IOException {
        Path expected = vector.resolveSibling(vector.getFileName().toString().replace(".json", ".expected"));

        assertEquals(Files.readString(expected), printed(vector) + "\n");
    }

    @Test
    void thereAreVectorsOfEveryPayloadOnBothSides() throws IOException {
        List<String> names = vectors().stream().map(Path::toString).toList();
        for (String side : List.of("valid", "invalid")) {
            for (String payload : List.of("batch", "status", "receipt")) {
                assertTrue(names.stream().anyMatch(name -> name.contains("/" + side + "/" + payload)), side + " " + payload);
            }
        }
    }

    private static String printed(Path vector) throws IOException {
        byte[] payload = Files.readAllBytes(vector);
        String kind = vector.getFileName().toString().split("[-.]", 2)[0];
        return switch (kind) {
            case "batch" -> print(BatchCodec.decode(payload), VectorsTest::batch);
            case "status" -> print(StatusCodec.decode(payload), VectorsTest::status);
            case "receipt" -> print(ReceiptCodec.decode(payload), VectorsTest::receipt);
            default -> throw new IllegalStateException(vector + " is of no known payload");
        };
    }

    private static <T> String print(Decoded<T> decoded, Function<T, String> valid) {
        return switch (decoded) {
            case Valid<T>(T value) -> valid.apply(value);
            case Malformed<T>(String reason, String _) -> reason;
        };
    }

    private static String batch(ObservationBatch batch) {
        String head = "batch log=%s first=%s oldest=%s sentAt=%s clock=%s"
                .formatted(
                        batch.log(),
                        Long.toString(batch.first()),
                        optional(batch.oldest()),
                        WireTime.text(batch.sentAt()),
                        batch.clockTrusted() ? "trusted" : "untrusted");
        return Stream.concat(
                        Stream.of(head),
                        IntStream.range(0, batch.records().size())
                                .mapToObj(i -> batch.first() + i + " " + recordLine(batch.records().get(i))))
                .collect(Collectors.joining("\n"));
    }

    private static String recordLine(LogRecord logRecord) {
        return switch (logRecord) {
            case Unreadable(String reason, String _, String _) -> "rejected " + reason;
            case Alive alive -> WireTime.text(alive.at()) + " " + members(alive, 1);
            case Observation observation ->
                "%s %s %s".formatted(WireTime.text(observation.at()), observation.sensor(), members(observation, 2));
        };
    }

    /// The members as the codec writes them, after the first `skipped`.
    private static String members(LogRecord logRecord, int skipped) {
        String json = RecordCodec.encode(logRecord);
        return Stream.of(json.substring(1, json.length() - 1).split(",", -1))
                .skip(skipped)
                .map(member -> member.replace("\":", "=").replace("\"", ""))
                .collect(Collectors.joining(" "));
    }

    private static String status(GatewayStatus status) {
        return "status state=%s at=%s wiring=%s pending=%s watching=%s sensors=%s"
                .formatted(
                        status.state().text(),
                        WireTime.text(status.at()),
                        optional(status.wiring()),
                        status.outbox().map(outbox -> Long.toString(outbox.pending())).orElse("-"),
                        optional(status.watchingSince()),
                        status.sensors().keySet().stream().sorted().map(SensorId::value).collect(Collectors.joining(",")));
    }

    private static String receipt(Receipt receipt) {
        return "receipt log=%s through=%s at=%s restored=%s"
                .formatted(receipt.log(), Long.toString(receipt.through()), WireTime.text(receipt.at()), receipt.restored());
    }

    private static String optional(OptionalLong number) {
        return number.isPresent() ? Long.toString(number.getAsLong()) : "-";
    }

    private static String optional(OptionalInt number) {
        return number.isPresent() ? Integer.toString(number.getAsInt()) : "-";
    }

    private static String optional(Optional<Instant> time) {
        return time.map(WireTime::text).orElse("-");
    }
}
