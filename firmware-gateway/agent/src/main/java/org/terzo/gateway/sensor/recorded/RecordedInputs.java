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
import org.terzo.gateway.clock.BoardClock;
import org.terzo.gateway.sensor.RecordSink;
import org.terzo.gateway.sensor.SensorInputs;
import org.terzo.wire.Decoded;
import org.terzo.wire.LogRecord;

/// Plays a recorded file. After a restart it goes on with the first row that is not in the outbox.
public final class RecordedInputs implements SensorInputs {
    private static final Logger LOG = LoggerFactory.getLogger(RecordedInputs.class);
    private static final int MOST_AT_ONCE = 500;
    private static final int LOOK_AT_CLOCK_MS = 200;

    private final RecordedDay day;
    private final RecordedFile file;
    private final InstantSource clock;
    private final InstantSource ticker;
    private Duration ahead = Duration.ZERO;
    private final LastBookmark taken;
    private volatile Optional<Bookmark> begin = Optional.empty();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final CountDownLatch finished = new CountDownLatch(1);
    private final List<LogRecord> ready = new ArrayList<>();

    /// Where the outbox says that the inputs were; waits until it can.
    @FunctionalInterface
    public interface LastBookmark {
        Optional<String> get() throws IOException, InterruptedException;
    }

    /// @param clock tells when the file begins, if it begins now
    /// @param ticker paces it from then on: a clock that steps neither hurries nor holds it
    public RecordedInputs(RecordedDay day, RecordedFile file, LastBookmark taken, InstantSource clock, InstantSource ticker) {
        this.day = day;
        this.file = file;
        this.taken = taken;
        this.clock = clock;
        this.ticker = ticker;
    }

    /// Whether the file goes on from this bookmark: then it gives exactly what it gave when it went on from there before.
    public static boolean goesOnFrom(RecordedDay day, RecordedFile file, String bookmark) {
        try {
            return mark(day, identity(file), Optional.of(bookmark)).isPresent();
        } catch (IOException unreadable) {
            LOG.error("{}: cannot be read: {}", file.path(), unreadable.getMessage());
            return false;
        }
    }

    private static Optional<Bookmark> mark(RecordedDay day, int identity, Optional<String> taken) {
        return taken.flatMap(Bookmark::parse)
                .filter(mark -> mark.file() == identity && mark.startAt().equals(day.startAt().toString()));
    }

    private Bookmark resume() throws IOException, InterruptedException {
        int identity = identity(file);
        Optional<Bookmark> mark = mark(day, identity, taken.get());
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        Instant first = file.first().orElse(now);
        Duration shift = day.startAt().shift(first, now);
        return mark.orElseGet(() -> new Bookmark(identity, 0, first.plus(shift), now, shift, day.startAt().toString()));
    }

    private static int identity(RecordedFile file) throws IOException {
        try (BufferedReader lines = RecordedFile.open(file.path())) {
            return (file.path().getFileName() + lines.lines().skip(1).findFirst().orElse("")).hashCode();
        }
    }

    @Override
    public void start(RecordSink sink) {
        Thread.ofVirtual().name("recorded").start(() -> play(sink));
    }

    private void play(RecordSink sink) {
        try (BufferedReader lines = RecordedFile.open(file.path())) {
            if (!awaitTheTime()) {
                return;
            }
            Bookmark from = resume();
            begin = Optional.of(from);
            ahead = Duration.between(ticker.instant(), clock.instant());
            LOG.info("{}: {} rows, {} of them in the outbox already", day.file(), file.rows(), from.rows());
            RecordedPlay play = new RecordedPlay(day, file, from);
            if (playRows(lines, play, sink)) {
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

    /// A file that begins now begins once it is known when that is; false when closed before.
    private boolean awaitTheTime() throws InterruptedException {
        while (day.startAt() instanceof RecordedDay.StartAt.Now && !BoardClock.isTrusted(clock.instant())) {
            if (closed.await(LOOK_AT_CLOCK_MS, TimeUnit.MILLISECONDS)) {
                return false;
            }
        }
        return true;
    }

    /// True at the end of the file, false when closed before.
    private boolean playRows(BufferedReader lines, RecordedPlay play, RecordSink sink) throws IOException, InterruptedException {
        RowReader rows = new RowReader();
        long taken = play.rows();
        lines.readLine();
        long row = 0;
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.isBlank() || ++row < taken) {
                continue;
            }
            if (rows.read(line) instanceof Decoded.Valid<LogRecord>(LogRecord good)) {
                List<? extends LogRecord> records = play.take(good);
                if (row == taken) {
                    play.due(good).filter(now()::isBefore).ifPresent(due -> ahead = Duration.between(ticker.instant(), due));
                } else if (!send(records, play, sink)) {
                    return false;
                }
            }
        }
        return send(play.end(), play, sink) && flush(play, sink);
    }

    private boolean send(List<? extends LogRecord> records, RecordedPlay play, RecordSink sink) throws InterruptedException {
        for (LogRecord next : records) {
            Optional<Instant> due = play.due(next);
            boolean early = due.isPresent() && now().isBefore(due.get());
            if (early && !(flush(play, sink) && sleepUntil(due.get()))) {
                return false;
            }
            ready.add(next);
            if (ready.size() >= MOST_AT_ONCE && !flush(play, sink)) {
                return false;
            }
        }
        return closed.getCount() > 0;
    }

    private boolean flush(RecordedPlay play, RecordSink sink) throws InterruptedException {
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
        return !closed.await(Duration.between(now(), due).toMillis() + 1, TimeUnit.MILLISECONDS);
    }

    /// By the clock as it was at the start; after a restart no earlier than the row that was taken last.
    private Instant now() {
        return ticker.instant().plus(ahead);
    }

    /// Claimed only for a day that is lived through now; otherwise the log's own records say it.
    @Override
    public Optional<Instant> watchingSince() {
        return day.isLive() && !ended.isDone() ? begin.map(Bookmark::began) : Optional.empty();
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
