package org.terzo.gateway.outbox;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Predicate;
import org.terzo.gateway.outbox.file.OutboxFile;
import org.terzo.gateway.outbox.file.OutboxRefused;
import org.terzo.gateway.outbox.file.Seal;
import org.terzo.gateway.outbox.file.StoredRecord;
import org.terzo.wire.LogRecord;
import org.terzo.wire.Receipt;

/// The durable log: a record is kept from the moment it is committed until the hub's receipt. One per folder.
public final class Outbox implements AutoCloseable {
    /// How long the sender waits for a disk: its heartbeat must not stop with it.
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final FileChannel lock;
    private final Path file;
    private final OutboxWriter writer;
    private final OutboxReader reader;

    private Outbox(FileChannel lock, Path file, OutboxWriter writer) {
        this.lock = lock;
        this.file = file;
        this.writer = writer;
        this.reader = new OutboxReader(file, writer);
    }

    /// For inputs that never come again as they came.
    ///
    /// @param mostBytes when the file holds more, the oldest records are dropped and counted
    public static Outbox open(Path folder, long mostBytes) throws IOException {
        return open(folder, mostBytes, _ -> false);
    }

    /// A file that a newer version wrote, or that this user may not write, is refused; a damaged one gives what can be read of it; one
    /// that the disk does not let open is tried again and again.
    ///
    /// @param repeated whether the inputs that left this bookmark go on from it exactly as they did before
    public static Outbox open(Path folder, long mostBytes, Predicate<String> repeated) throws IOException {
        FileChannel lock = lockOf(folder);
        Path file = folder.resolve("outbox.db");
        try {
            return new Outbox(lock, file, OutboxWriter.open(file, repeated, mostBytes));
        } catch (OutboxRefused refused) {
            lock.close();
            throw refused;
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

    /// Waits while the queue is full. The future gives the number of the last record once all are written: a kill takes none of them
    /// any more; what a power cut takes, `DiskDebt` says.
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

    /// Completes when everything appended before this call is written.
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

    /// False while the disk does not let the file be opened: then nothing can be read, and what is appended is kept in memory.
    public boolean isOpen() {
        return writer.opening().isPresent();
    }

    /// Called after every commit, from the writer's thread.
    public void onCommit(Runnable listener) {
        writer.onCommit(listener);
    }

    /// Where the inputs go on after a restart; waits until the file is open.
    public Optional<String> bookmark() throws IOException, InterruptedException {
        writer.awaitOpen();
        return reader.read(open -> open.note(OutboxFile.BOOKMARK)).flatMap(Function.identity());
    }

    /// Consecutive records of one log from a position on, or from the first that is held, whose times are all trusted or all not: at
    /// most `most`, and no more than `mostBytes` after the first.
    public List<StoredRecord> read(long position, int most, int mostBytes) throws IOException {
        List<StoredRecord> found = select(position, most);
        long end = found.isEmpty() ? 0 : state().logOf(found.getFirst().position()).end();
        int bytes = 0;
        for (int index = 0; index < found.size(); index++) {
            StoredRecord each = found.get(index);
            bytes += each.json().length() + 1;
            boolean gap = each.position() != found.getFirst().position() + index || each.position() > end;
            boolean otherTime = each.boot().isPresent() != found.getFirst().boot().isPresent();
            if (index > 0 && (bytes > mostBytes || gap || otherTime)) {
                return new ArrayList<>(found.subList(0, index));
            }
        }
        return found;
    }

    private List<StoredRecord> select(long position, int most) throws IOException {
        return reader.read(open -> open.records().from(position, most)).orElse(List.of());
    }

    /// When the oldest pending record happened.
    public Optional<Instant> oldest() throws IOException {
        return select(state().first(), 1).stream().map(StoredRecord::at).findFirst();
    }

    /// Writes what is queued, then closes, and leaves the proof that it was done.
    @Override
    public void close() throws IOException {
        try {
            writer.close();
            reader.close();
            if (writer.endedInOrder()) {
                new Seal(file).put();
            }
        } finally {
            lock.close();
        }
    }
}
