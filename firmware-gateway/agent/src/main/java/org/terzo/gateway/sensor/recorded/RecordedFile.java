package org.terzo.gateway.sensor.recorded;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.terzo.wire.Decoded;
import org.terzo.wire.LogRecord;
import org.terzo.wire.Observation;
import org.terzo.wire.SensorId;

/// A recorded day: a CSV with the header `at,sensor,reading,value`, one record a row.
///
/// @param rows number of rows below the header, blank lines aside
/// @param first the time of the first row; empty when there is none
/// @param saysWatching true when `alive_s` rows say what was watched; otherwise all from the first to the last row was
public record RecordedFile(Path path, long rows, Optional<Instant> first, boolean saysWatching, List<Wrong> mistakes) {
    static final String HEADER = "at,sensor,reading,value";
    private static final int MOST_MISTAKES = 1_000;

    /// A row that cannot be taken.
    public record Wrong(int line, String thing, String message) {}

    /// Reads the whole file once. At most 1,000 mistakes are kept, and one more says how many there are besides.
    public static RecordedFile scan(Path path, Set<SensorId> wired) throws IOException {
        Scan scan = new Scan(wired);
        try (BufferedReader lines = open(path)) {
            String header = lines.readLine();
            if (header == null || !stripMark(header).strip().equals(HEADER)) {
                scan.wrong(1, "header", "'%s' is not %s".formatted(header == null ? "" : header, HEADER));
            }
            int number = 1;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                scan.line(number, line);
            }
        }
        return new RecordedFile(path, scan.rows, scan.first, scan.saysWatching, scan.mistakes());
    }

    /// What is no UTF-8 becomes a replacement character, and so a mistake in its line.
    static BufferedReader open(Path path) throws IOException {
        return new BufferedReader(new InputStreamReader(Files.newInputStream(path), StandardCharsets.UTF_8));
    }

    static Instant timeOf(LogRecord row) {
        return switch (row) {
            case Observation(Instant at, SensorId _, var _) -> at;
            case LogRecord.Alive(Instant at, var _) -> at;
            case LogRecord.Unreadable _ -> throw new IllegalArgumentException("an unreadable row has no time");
        };
    }

    private static String stripMark(String header) {
        return header.startsWith("\uFEFF") ? header.substring(1) : header;
    }

    /// What is known of the file so far.
    private static final class Scan {
        private final Set<SensorId> wired;
        private final List<Wrong> mistakes = new ArrayList<>();
        private Optional<Instant> first = Optional.empty();
        private final RowReader reader = new RowReader();
        private long rows;
        private int lastWrong;
        private long besides;
        private boolean saysWatching;

        Scan(Set<SensorId> wired) {
            this.wired = wired;
        }

        void line(int number, String line) {
            if (line.isBlank()) {
                return;
            }
            rows++;
            switch (reader.read(line)) {
                case Decoded.Malformed<LogRecord>(String _, String detail) -> wrong(number, "row", detail + " in '" + line + "'");
                case Decoded.Valid<LogRecord>(LogRecord row) -> take(number, row);
            }
        }

        private void take(int number, LogRecord row) {
            if (first.isEmpty()) {
                first = Optional.of(timeOf(row));
            }
            if (row instanceof Observation seen && !wired.contains(seen.sensor())) {
                wrong(number, seen.sensor().value(), "is not in wiring");
            }
            saysWatching |= row instanceof LogRecord.Alive;
        }

        void wrong(int number, String thing, String message) {
            lastWrong = number;
            if (mistakes.size() < MOST_MISTAKES) {
                mistakes.add(new Wrong(number, thing, message));
            } else {
                besides++;
            }
        }

        List<Wrong> mistakes() {
            List<Wrong> all = new ArrayList<>(mistakes);
            if (besides > 0) {
                all.add(new Wrong(lastWrong, "rows", "and %d more mistakes up to here".formatted(besides)));
            }
            return List.copyOf(all);
        }
    }
}
