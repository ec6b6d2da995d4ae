package org.terzo.gateway.outbox;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.terzo.wire.LogRecord;
import org.terzo.wire.Receipt;

/// The durable log: a record is kept from the moment it is committed until the hub's receipt. One per folder.
public final class Outbox implements AutoCloseable {
    /// How long the sender waits for a disk: its heartbeat must not stop with it.
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final FileChannel lock;
    private final OutboxFile reading;
    private final OutboxWriter writer;

    private Outbox(FileChannel lock, OutboxFile reading, OutboxWriter writer) {
        this.lock = lock;
        this.reading = reading;
        this.writer = writer;
    }

    /// @param mostBytes when the file holds more, the oldest records are dropped and counted
    public static Outbox open(Path folder, long mostBytes) throws IOException {
        FileChannel lock = lockOf(folder);
        Path file = folder.resolve("outbox.db");
        try {
            OutboxWriter writer = OutboxWriter.open(file, mostBytes);
            Outbox outbox = new Outbox(lock, OutboxFile.open(file), writer);
            writer.start();
            return outbox;
        } catch (SQLException broken) {
            lock.close();
            throw new IOException("%s: %s".formatted(file, broken.getMessage()), broken);
        }
    }

    private static FileChannel lockOf(Path folder) throws IOException {
        try {
            Files.createDirectories(folder);
            return lock(folder.resolve("lock"));
        } catch (FileSystemException refused) {
            throw new IOException("data: %s cannot hold the outbox: %s".formatted(folder, refused), refused);
        }
    }

    private static FileChannel lock(Path file) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            Optional<FileLock> held = Optional.ofNullable(channel.tryLock());
            if (held.isPresent()) {
                return channel;
            }
        } catch (OverlappingFileLockException _) {
            // Held by this very process; it is refused below like any other.
        }
        channel.close();
        throw new IOException("%s: another gateway runs on this folder".formatted(file.toAbsolutePath().getParent()));
    }

    /// Waits while the queue is full. The future gives the number of the last record once all are on disk.
    ///
    /// @param boot the boot since which their times are counted, from 1970; empty: they are times of day
    public CompletableFuture<Long> append(List<? extends LogRecord> records, Optional<String> bookmark, Optional<String> boot)
            throws InterruptedException {
        return writer.append(records, bookmark, boot);
    }

    /// Gives records that were taken in `boot` their time of day. Those of other boots will never have one: they go as
    /// they are, and the hub refuses them one by one.
    public CompletableFuture<Long> repair(String boot, Duration correction) throws InterruptedException {
        return writer.repair(boot, correction);
    }

    /// Completes when everything appended before this call is on disk.
    public CompletableFuture<Long> flush() throws InterruptedException {
        return append(List.of(), Optional.empty(), Optional.empty());
    }

    /// Takes a receipt; the state after it. A receipt of another log, or lower than one before, changes nothing.
    public OutboxState settle(Receipt receipt) throws InterruptedException, IOException {
        try {
            return writer.settle(receipt).get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException failed) {
            throw new IOException("receipt not taken: " + failed.getMessage(), failed);
        } catch (TimeoutException late) {
            throw new IOException("receipt not written within " + PATIENCE, late);
        }
    }

    public OutboxState state() {
        return writer.state();
    }

    /// Called after every commit, from the writer's thread.
    public void onCommit(Runnable listener) {
        writer.onCommit(listener);
    }

    /// Where the inputs go on after a restart.
    public Optional<String> bookmark() throws IOException {
        synchronized (reading) {
            try {
                return reading.note(Commit.BOOKMARK);
            } catch (SQLException failed) {
                throw new IOException("outbox: " + failed.getMessage(), failed);
            }
        }
    }

    /// Consecutive records from `sequence` on, or from the first that is held, whose times are all trusted or all not: at
    /// most `most`, and no more than `mostBytes` after the first.
    public List<StoredRecord> read(long sequence, int most, int mostBytes) throws IOException {
        List<StoredRecord> found = select(sequence, most);
        int bytes = 0;
        for (int index = 0; index < found.size(); index++) {
            bytes += found.get(index).json().length() + 1;
            boolean gap = found.get(index).sequence() != found.getFirst().sequence() + index;
            boolean otherTime = found.get(index).boot().isPresent() != found.getFirst().boot().isPresent();
            if (index > 0 && (bytes > mostBytes || gap || otherTime)) {
                return new ArrayList<>(found.subList(0, index));
            }
        }
        return found;
    }

    private List<StoredRecord> select(long sequence, int most) throws IOException {
        synchronized (reading) {
            try {
                return reading.from(sequence, most);
            } catch (SQLException failed) {
                throw new IOException("outbox: " + failed.getMessage(), failed);
            }
        }
    }

    /// When the oldest pending record happened.
    public Optional<Instant> oldest() throws IOException {
        return select(0, 1).stream().map(StoredRecord::at).findFirst();
    }

    /// Writes what is queued, then closes.
    @Override
    public void close() throws IOException {
        try {
            writer.close();
            synchronized (reading) {
                reading.close();
            }
        } catch (SQLException failed) {
            throw new IOException("outbox: " + failed.getMessage(), failed);
        } finally {
            lock.close();
        }
    }
}
