package org.terzo.gateway.outbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.terzo.gateway.outbox.file.HeldLog;
import org.terzo.gateway.outbox.file.StoredRecord;
import org.terzo.wire.LogRecord;
import org.terzo.wire.Observation;
import org.terzo.wire.Reading;
import org.terzo.wire.SensorId;

/// Records of which no two are alike, and what becomes of them in an outbox.
final class Sensed {
    private static final Instant START = Instant.parse("2026-03-10T09:00:00Z");

    private long seen;

    /// No two of them are alike.
    List<LogRecord> sense(int number) {
        List<LogRecord> records = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            records.add(new Observation(START.plusSeconds(seen++), new SensorId("desk-01-pir"), new Reading.Motion(true)));
        }
        return records;
    }

    void append(Outbox outbox, int number) throws Exception {
        long _ = outbox.append(sense(number), Optional.of("seen " + (seen + number)), Optional.empty()).get();
    }

    /// What a hub would be sent: by log and number.
    static Map<String, String> sendable(Outbox outbox) throws IOException {
        Map<String, String> sent = new HashMap<>();
        List<StoredRecord> some = outbox.read(1, 500, Integer.MAX_VALUE);
        while (!some.isEmpty()) {
            some.forEach(each -> sent.put(numberOf(outbox, each), each.json()));
            some = outbox.read(some.getLast().position() + 1, 500, Integer.MAX_VALUE);
        }
        return sent;
    }

    static String numberOf(Outbox outbox, StoredRecord stored) {
        HeldLog log = outbox.state().logOf(stored.position());
        return log.id() + " " + (stored.position() - log.base());
    }

    static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        try (Stream<Path> old = Files.list(to)) {
            for (Path each : old.filter(name -> name.getFileName().toString().startsWith("outbox")).toList()) {
                Files.delete(each);
            }
        }
        try (Stream<Path> files = Files.list(from)) {
            for (Path each : files.filter(name -> name.getFileName().toString().startsWith("outbox")).toList()) {
                Files.copy(each, to.resolve(each.getFileName()), StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
    }
}
