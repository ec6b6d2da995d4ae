package org.terzo.gateway.outbox;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.terzo.wire.LogId;
import org.terzo.wire.LogRecord;
import org.terzo.wire.Receipt;

/// The one thread that writes the outbox: it commits in one transaction whatever is queued.
final class OutboxWriter {
    private static final Logger LOG = LoggerFactory.getLogger(OutboxWriter.class);
    private static final int MOST_QUEUED = 1_000;
    private static final int MOST_IN_COMMIT = 200;
    private static final Duration FIRST_RETRY = Duration.ofMillis(500);
    private static final Duration LONGEST_RETRY = Duration.ofSeconds(30);

    private final OutboxFile file;
    private final long mostBytes;

    /// Full: the caller waits; GPIO edges then gather in their own bounded queue.
    private final ArrayBlockingQueue<Task> tasks = new ArrayBlockingQueue<>(MOST_QUEUED);

    private final CountDownLatch closing = new CountDownLatch(1);
    private final CopyOnWriteArrayList<Runnable> listeners = new CopyOnWriteArrayList<>();
    private volatile OutboxState state;

    private OutboxWriter(OutboxFile file, long mostBytes, OutboxState state) {
        this.file = file;
        this.mostBytes = mostBytes;
        this.state = state;
    }

    static OutboxWriter open(Path path, long mostBytes) throws SQLException {
        OutboxFile file = OutboxFile.open(path);
        Optional<String> log = file.note(Commit.LOG_ID);
        LogId id = new LogId(log.orElseGet(() -> UUID.randomUUID().toString()));
        if (log.isEmpty()) {
            file.note(Commit.LOG_ID, id.value());
            LOG.info("{}: new log {}", path, id);
        }
        long last = number(file, "last");
        long first = file.from(0, 1).stream().map(StoredRecord::sequence).findFirst().orElse(last + 1);
        OutboxState state = new OutboxState(id, first, last, number(file, "settled"), number(file, "dropped"), file.untrusted());
        return new OutboxWriter(file, mostBytes, state);
    }

    private static long number(OutboxFile file, String name) throws SQLException {
        return file.note(name).map(Long::parseLong).orElse(0L);
    }

    void start() {
        Thread.ofPlatform().name("outbox").start(this::run);
    }

    OutboxState state() {
        return state;
    }

    void onCommit(Runnable listener) {
        listeners.add(listener);
    }

    CompletableFuture<Long> append(List<? extends LogRecord> records, Optional<String> bookmark, Optional<String> boot) throws InterruptedException {
        CompletableFuture<Long> done = new CompletableFuture<>();
        put(new Task.Append(List.copyOf(records), bookmark, boot, done));
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
            if (closing.getCount() == 0) {
                task.fail(new IOException("the outbox is closing and its disk does not take more"));
                return;
            }
        }
    }

    /// Does not wait for room: the hub gives every receipt again.
    CompletableFuture<OutboxState> settle(Receipt receipt) {
        CompletableFuture<OutboxState> done = new CompletableFuture<>();
        if (!tasks.offer(new Task.Settle(receipt, done))) {
            done.completeExceptionally(new IOException("the outbox is not being written"));
        }
        return done;
    }

    void close() {
        closing.countDown();
        CompletableFuture<Long> done = new CompletableFuture<>();
        boolean interrupted = false;
        while (true) {
            try {
                tasks.put(new Task.Close(done));
                break;
            } catch (InterruptedException later) {
                interrupted = true;
            }
        }
        done.handle((_, _) -> 0L).join();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            List<Task> batch = new ArrayList<>();
            while (batch.stream().noneMatch(Task.Close.class::isInstance)) {
                batch.clear();
                batch.add(tasks.take());
                tasks.drainTo(batch, MOST_IN_COMMIT - 1);
                commitUntilDone(batch);
            }
            file.close();
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        } catch (SQLException failed) {
            LOG.warn("outbox not closed in order: {}", failed.getMessage());
        }
    }

    /// A full or failing disk is tried again and again while the queue fills; only a goodbye does not wait for it.
    private void commitUntilDone(List<Task> batch) throws InterruptedException {
        Duration retry = FIRST_RETRY;
        while (true) {
            try {
                state = Commit.run(file, state, mostBytes, batch);
                batch.forEach(task -> task.succeed(state));
                listeners.forEach(Runnable::run);
                return;
            } catch (SQLException failed) {
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
}
