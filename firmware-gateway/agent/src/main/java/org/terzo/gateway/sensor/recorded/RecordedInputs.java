package org.terzo.gateway.sensor.recorded;

import java.io.BufferedReader;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.terzo.gateway.sensor.RecordSink;
import org.terzo.gateway.sensor.SensorInputs;
import org.terzo.wire.Decoded;
import org.terzo.wire.LogRecord;

/// Plays a recorded file. After a restart it goes on with the first row that is not in the outbox.
public final class RecordedInputs implements SensorInputs {
    private static final Logger LOG = LoggerFactory.getLogger(RecordedInputs.class);
    private static final int MOST_AT_ONCE = 500;

    private final RecordedDay day;
    private final RecordedFile file;
    private final InstantSource clock;
    private final Bookmark begin;
    private final RecordedPlay play;
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final CountDownLatch finished = new CountDownLatch(1);
    private final List<LogRecord> ready = new ArrayList<>();

    /// @param taken the bookmark that the outbox holds
    public RecordedInputs(RecordedDay day, RecordedFile file, Optional<String> taken, InstantSource clock) throws IOException {
        this.day = day;
        this.file = file;
        this.clock = clock;
        this.begin = resume(day, file, taken, clock.instant().truncatedTo(ChronoUnit.MILLIS));
        this.play = new RecordedPlay(day, file, begin);
    }

    private static Bookmark resume(RecordedDay day, RecordedFile file, Optional<String> taken, Instant now) throws IOException {
        Instant first = file.first().orElse(now);
        Duration shift = day.startAt().shift(first, now);
        Bookmark anew = new Bookmark(identity(file), 0, first.plus(shift), now, shift, day.startAt().toString());
        return taken.flatMap(Bookmark::parse)
                .filter(mark -> mark.file() == anew.file() && mark.startAt().equals(anew.startAt()))
                .orElse(anew);
    }

    private static int identity(RecordedFile file) throws IOException {
        try (BufferedReader lines = RecordedFile.open(file.path())) {
            return (file.path().getFileName() + lines.lines().skip(1).findFirst().orElse("")).hashCode();
        }
    }

    @Override
    public void start(RecordSink sink) {
        LOG.info("{}: {} rows, {} of them in the outbox already", day.file(), file.rows(), begin.rows());
        Thread.ofVirtual().name("recorded").start(() -> play(sink));
    }

    private void play(RecordSink sink) {
        try (BufferedReader lines = RecordedFile.open(file.path())) {
            if (playRows(lines, sink)) {
                LOG.info("{}: ended after {} rows", day.file(), play.rows());
                ended.complete(null);
            }
        } catch (IOException unreadable) {
            LOG.error("{}: cannot be read any more: {}", day.file(), unreadable.getMessage());
            ended.completeExceptionally(unreadable);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        } finally {
            finished.countDown();
        }
    }

    /// True at the end of the file, false when closed before.
    private boolean playRows(BufferedReader lines, RecordSink sink) throws IOException, InterruptedException {
        RowReader rows = new RowReader();
        lines.readLine();
        long row = 0;
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.isBlank() || ++row <= begin.rows()) {
                continue;
            }
            if (rows.read(line) instanceof Decoded.Valid<LogRecord>(LogRecord good) && !send(play.take(good), sink)) {
                return false;
            }
        }
        return send(play.end(), sink) && flush(sink);
    }

    private boolean send(List<? extends LogRecord> records, RecordSink sink) throws InterruptedException {
        for (LogRecord next : records) {
            Optional<Instant> due = play.due(next);
            boolean early = due.isPresent() && clock.instant().isBefore(due.get());
            if (early && !(flush(sink) && sleepUntil(due.get()))) {
                return false;
            }
            ready.add(next);
            if (ready.size() >= MOST_AT_ONCE && !flush(sink)) {
                return false;
            }
        }
        return closed.getCount() > 0;
    }

    private boolean flush(RecordSink sink) throws InterruptedException {
        if (!ready.isEmpty()) {
            Optional<String> place = Optional.empty();
            for (LogRecord sent : ready) {
                place = Optional.of(play.passed(sent).text());
            }
            sink.put(List.copyOf(ready), place);
            ready.clear();
        }
        return closed.getCount() > 0;
    }

    private boolean sleepUntil(Instant due) throws InterruptedException {
        return !closed.await(Duration.between(clock.instant(), due).toMillis() + 1, TimeUnit.MILLISECONDS);
    }

    /// Claimed only for a day that is lived through now; otherwise the log's own records say it.
    @Override
    public Optional<Instant> watchingSince() {
        return day.isLive() && !ended.isDone() ? Optional.of(begin.began()) : Optional.empty();
    }

    @Override
    public boolean recordsWatching() {
        return true;
    }

    @Override
    public CompletableFuture<Void> ended() {
        return ended;
    }

    @Override
    public void close() {
        closed.countDown();
        try {
            if (!finished.await(2, TimeUnit.SECONDS)) {
                LOG.warn("{}: still busy while closing", day.file());
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }
}
