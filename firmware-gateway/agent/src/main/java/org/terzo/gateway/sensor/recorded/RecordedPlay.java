package org.terzo.gateway.sensor.recorded;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.terzo.gateway.sensor.Watch;
import org.terzo.wire.LogRecord;
import org.terzo.wire.LogRecord.Alive;
import org.terzo.wire.Observation;

/// What a recorded file becomes, record by record, and when each is due; no clock, no file.
final class RecordedPlay {
    private final RecordedDay day;
    private final boolean saysWatching;
    private final Instant first;
    private final double compression;
    private final Watch watch;
    private Bookmark bookmark;
    private Instant last;

    RecordedPlay(RecordedDay day, RecordedFile file, Bookmark bookmark) {
        this.day = day;
        this.saysWatching = file.saysWatching();
        this.bookmark = bookmark;
        this.first = file.first().orElse(Instant.EPOCH).plus(bookmark.shift());
        this.compression = day.compression();
        this.watch = new Watch(bookmark.covered());
        this.last = bookmark.covered();
    }

    /// The row in its new time, after what the log has to say of the watching before it.
    List<LogRecord> take(LogRecord row) {
        LogRecord shifted = shift(row);
        Instant at = RecordedFile.timeOf(shifted);
        List<LogRecord> records = new ArrayList<>();
        if (!saysWatching) {
            records.addAll(watch.before(at));
            last = at.isAfter(last) ? at : last;
        }
        records.add(shifted);
        return records;
    }

    /// After the last row.
    List<Alive> end() {
        return saysWatching ? List.of() : watch.until(last);
    }

    /// When by the gateway's clock a record is due; empty: at once.
    Optional<Instant> due(LogRecord planned) {
        if (day.speed().isEmpty()) {
            return Optional.empty();
        }
        Duration elapsed = Duration.between(first, RecordedFile.timeOf(planned));
        return Optional.of(bookmark.began().plus(divided(elapsed, day.speed().getAsDouble() / compression)));
    }

    /// The place in the file once `sent` is in the outbox.
    Bookmark passed(LogRecord sent) {
        bookmark = switch (sent) {
            case Alive alive when !saysWatching -> bookmark.at(bookmark.rows(), alive.at());
            case Alive _, Observation _, LogRecord.Unreadable _ -> bookmark.at(bookmark.rows() + 1, bookmark.covered());
        };
        return bookmark;
    }

    long rows() {
        return bookmark.rows();
    }

    private LogRecord shift(LogRecord row) {
        return switch (row) {
            case Observation seen -> new Observation(moved(seen.at()), seen.sensor(), seen.reading());
            case Alive alive -> new Alive(moved(alive.at()), atLeastOneMilli(divided(alive.watched(), compression)));
            case LogRecord.Unreadable wrong -> wrong;
        };
    }

    private Instant moved(Instant inFile) {
        return first.plus(divided(Duration.between(first, inFile.plus(bookmark.shift())), compression));
    }

    private static Duration divided(Duration time, double by) {
        return by == 1 ? time : Duration.ofMillis(Math.round(time.toMillis() / by));
    }

    private static Duration atLeastOneMilli(Duration watched) {
        return watched.isPositive() ? watched : Duration.ofMillis(1);
    }
}
