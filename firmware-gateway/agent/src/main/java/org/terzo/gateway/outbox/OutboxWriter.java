package org.terzo.gateway.outbox;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.terzo.gateway.outbox.file.OutboxRefused;
import org.terzo.wire.LogRecord;
import org.terzo.wire.Receipt;

/// The one thread that writes the outbox: it commits in one transaction whatever is queued.
final class OutboxWriter {
    private static final Logger LOG = LoggerFactory.getLogger(OutboxWriter.class);
    private static final int MOST_QUEUED = 1_000;
    private static final int MOST_IN_COMMIT = 200;

    /// So many that a gateway's 32 MB hold them twice, as they came and as they are written.
    static final int MOST_RECORDS = 10_000;

    private static final Duration FIRST_RETRY = Duration.ofMillis(500);
    private static final Duration LONGEST_RETRY = Duration.ofSeconds(30);

    private final Path path;
    private final Predicate<String> repeated;
    private final long mostBytes;

    /// Full: the caller waits; GPIO edges then gather in their own bounded queue.
    private final ArrayBlockingQueue<Task> tasks = new ArrayBlockingQueue<>(MOST_QUEUED);

    /// For the records of `tasks` and of the commit under way. None left: the caller waits as well.
    private final Semaphore room = new Semaphore(MOST_RECORDS);

    private final CountDownLatch closing = new CountDownLatch(1);
    private final CountDownLatch opened = new CountDownLatch(1);
    private final CopyOnWriteArrayList<Runnable> listeners = new CopyOnWriteArrayList<>();
    private volatile Optional<Opening> opening = Optional.empty();
    private volatile boolean suspect;
    private volatile boolean endedInOrder;
    private volatile OutboxState state = OutboxState.UNOPENED;
    private DiskDebt debt = new DiskDebt();
    private final Thread thread = Thread.ofPlatform().name("outbox").unstarted(this::run);

    private OutboxWriter(Path path, Predicate<String> repeated, long mostBytes) {
        this.path = path;
        this.repeated = repeated;
        this.mostBytes = mostBytes;
    }

    /// A disk that does not let the file be opened, for it is full, is tried again and again like one that does not take a commit:
    /// a gateway that ended instead would lose all that its sensors see meanwhile.
    static OutboxWriter open(Path path, Predicate<String> repeated, long mostBytes) throws OutboxRefused {
        OutboxWriter writer = new OutboxWriter(path, repeated, mostBytes);
        try {
            writer.reopen();
        } catch (OutboxRefused refused) {
            throw refused;
        } catch (SQLException | IOException notYet) {
            LOG.error("{}: cannot be opened, what comes is kept in memory: {}", path, notYet.getMessage());
        }
        writer.thread.start();
        return writer;
    }

    private void reopen() throws SQLException, IOException {
        if (opening.isPresent()) {
            opening.get().file().close();
        }
        Opening anew = Opening.of(path, repeated, state.last());
        state = anew.state();
        opening = Optional.of(anew);
        debt = new DiskDebt();
        debt.committed(state.first(), state.last(), System.nanoTime());
        opened.countDown();
    }

    /// The file as it was opened last; empty: not yet.
    Optional<Opening> opening() {
        return opening;
    }

    /// Has the file opened anew, which takes out of a damaged one what can be read.
    void suspectDamage() {
        suspect = true;
        tasks.offer(new Task.Append(List.of(), Optional.empty(), Optional.empty(), new CompletableFuture<>()));
    }

    void awaitOpen() throws InterruptedException {
        opened.await();
    }

    OutboxState state() {
        return state;
    }

    void onCommit(Runnable listener) {
        listeners.add(listener);
    }

    CompletableFuture<Long> append(List<? extends LogRecord> records, Optional<String> bookmark, Optional<String> boot) throws InterruptedException {
        CompletableFuture<Long> done = new CompletableFuture<>();
        Task task = new Task.Append(List.copyOf(records), bookmark, boot, done);
        int taken = Math.min(records.size(), MOST_RECORDS);
        while (!room.tryAcquire(taken, 100, TimeUnit.MILLISECONDS)) {
            if (isRefusedAtTheEnd(task)) {
                return done;
            }
        }
        CompletableFuture<Long> _ = done.whenComplete((_, _) -> room.release(taken));
        put(task);
        return done;
    }

    CompletableFuture<Long> repair(String boot, Duration correction) throws InterruptedException {
        CompletableFuture<Long> done = new CompletableFuture<>();
        put(new Task.Repair(boot, correction, done));
        return done;
    }

    /// Waits for room, but not once the end has come.
    private void put(Task task) throws InterruptedException {
        while (!tasks.offer(task, 100, TimeUnit.MILLISECONDS)) {
            if (isRefusedAtTheEnd(task)) {
                return;
            }
        }
    }

    private boolean isRefusedAtTheEnd(Task task) {
        if (closing.getCount() > 0) {
            return false;
        }
        task.fail(new IOException("the outbox is closing and its disk does not take more"));
        return true;
    }

    /// Does not wait for room: the hub gives every receipt again.
    CompletableFuture<OutboxState> settle(Receipt receipt) {
        CompletableFuture<OutboxState> done = new CompletableFuture<>();
        if (!tasks.offer(new Task.Settle(receipt, done))) {
            done.completeExceptionally(new IOException("the outbox is not being written"));
        }
        return done;
    }

    /// All was written, the file is closed, and nothing is known against it.
    boolean endedInOrder() {
        return endedInOrder;
    }

    /// Returns when the file is closed.
    void close() {
        closing.countDown();
        boolean interrupted = false;
        while (true) {
            try {
                while (thread.isAlive() && !tasks.offer(new Task.Close(new CompletableFuture<>()), 100, TimeUnit.MILLISECONDS)) {}
                thread.join();
                break;
            } catch (InterruptedException later) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            List<Task> batch = new ArrayList<>();
            while (batch.stream().noneMatch(Task.Close.class::isInstance)) {
                batch.clear();
                if (opening.isPresent()) {
                    batch.add(next());
                    tasks.drainTo(batch, MOST_IN_COMMIT - 1);
                }
                writeUntilDone(batch);
                if (opening.isEmpty()) {
                    tasks.drainTo(batch); // only an end leaves it unopened
                    batch.forEach(task -> task.fail(new IOException("the outbox could not be opened")));
                    return;
                }
            }
            opening.get().file().close();
            endedInOrder = !suspect;
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        } catch (SQLException failed) {
            LOG.warn("outbox not closed in order: {}", failed.getMessage());
        }
    }

    /// Meanwhile what has waited too long for its receipt is forced to the disk.
    private Task next() throws InterruptedException {
        while (debt.isOwed()) {
            Optional<Task> next = Optional.ofNullable(tasks.poll(Math.max(0, debt.nanosLeft(System.nanoTime())), TimeUnit.NANOSECONDS));
            if (debt.nanosLeft(System.nanoTime()) <= 0) {
                force();
            }
            if (next.isPresent()) {
                return next.get();
            }
        }
        return tasks.take();
    }

    private void force() {
        try {
            opening.orElseThrow().file().force();
            debt.forced(state.last());
        } catch (IOException failed) {
            LOG.error("outbox: not forced to the disk, next try in {}: {}", DiskDebt.LONGEST, failed.getMessage());
            debt.refused(System.nanoTime());
        }
    }

    /// A full or failing disk is tried again and again while the queue fills; only a goodbye does not wait for it.
    private void writeUntilDone(List<Task> batch) throws InterruptedException {
        Duration retry = FIRST_RETRY;
        while (true) {
            try {
                write(batch);
                return;
            } catch (SQLException | IOException failed) {
                if (closing.getCount() == 0) {
                    LOG.error("outbox: {} tasks not written at the end: {}", batch.size(), failed.getMessage());
                    batch.forEach(task -> task.fail(failed));
                    return;
                }
                LOG.error("outbox: not written, next try in {}: {}", retry, failed.getMessage());
                boolean _ = closing.await(retry.toMillis(), TimeUnit.MILLISECONDS);
                retry = retry.multipliedBy(2).compareTo(LONGEST_RETRY) < 0 ? retry.multipliedBy(2) : LONGEST_RETRY;
            }
        }
    }

    private void write(List<Task> batch) throws SQLException, IOException {
        try {
            if (opening.isEmpty() || suspect) {
                reopen();
                suspect = false;
            }
            state = Commit.run(opening.orElseThrow(), state, mostBytes, batch);
            debt.committed(state.first(), state.last(), System.nanoTime());
        } catch (SQLException failed) {
            suspect |= Opening.isDamage(failed);
            throw failed;
        }
        batch.forEach(task -> task.succeed(state));
        listeners.forEach(Runnable::run);
    }
}
