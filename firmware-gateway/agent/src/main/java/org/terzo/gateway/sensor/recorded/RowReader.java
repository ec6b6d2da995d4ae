package org.terzo.gateway.sensor.recorded;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.terzo.gateway.sensor.ReadingText;
import org.terzo.wire.Decoded;
import org.terzo.wire.LogRecord;
import org.terzo.wire.LogRecord.Alive;
import org.terzo.wire.Observation;
import org.terzo.wire.WireTime;

/// Reads the rows of one recorded file, one after the other; quotes around a cell are allowed.
final class RowReader {
    private static final int COLUMNS = 4;
    private static final int MOST_REMEMBERED = 4_096;

    /// All but the time of a row repeats over a day; what was read once is not read again.
    private final Map<String, LogRecord> remembered = new HashMap<>();

    Decoded<LogRecord> read(String line) {
        int comma = Math.max(0, line.indexOf(','));
        String rest = line.substring(comma);
        Optional<Decoded<LogRecord>> known = Optional.ofNullable(remembered.get(rest)).flatMap(alike -> dated(alike, bare(line.substring(0, comma))));
        return known.orElseGet(() -> remember(rest, parse(line)));
    }

    private static Optional<Decoded<LogRecord>> dated(LogRecord alike, String at) {
        return WireTime.parse(at).map(time -> new Decoded.Valid<>(at(alike, time)));
    }

    private static LogRecord at(LogRecord alike, Instant time) {
        return switch (alike) {
            case Observation seen -> new Observation(time, seen.sensor(), seen.reading());
            case Alive alive -> new Alive(time, alive.watched());
            case LogRecord.Unreadable wrong -> wrong;
        };
    }

    private Decoded<LogRecord> remember(String rest, Decoded<LogRecord> read) {
        if (read instanceof Decoded.Valid<LogRecord>(LogRecord good)) {
            if (remembered.size() >= MOST_REMEMBERED) {
                remembered.clear();
            }
            remembered.put(rest, good);
        }
        return read;
    }

    private static Decoded<LogRecord> parse(String line) {
        String[] cells = line.split(",", -1);
        if (cells.length != COLUMNS) {
            return new Decoded.Malformed<>("malformed", "%d columns instead of %d".formatted(cells.length, COLUMNS));
        }
        return ReadingText.parse(bare(cells[0]), bare(cells[1]), bare(cells[2]), bare(cells[3]));
    }

    private static String bare(String cell) {
        String text = cell.strip();
        boolean quoted = text.length() >= 2 && text.startsWith("\"") && text.endsWith("\"");
        return quoted ? text.substring(1, text.length() - 1) : text;
    }
}
