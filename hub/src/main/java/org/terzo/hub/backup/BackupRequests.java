package org.terzo.hub.backup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// How `terzo-hub backup` asks the hub that runs in a data folder: one file there names the target, another brings the answer. So only
/// who may write the folder can ask. One request at a time.
public final class BackupRequests implements Runnable, AutoCloseable {
    static final String DONE = "done";

    private static final Logger LOG = LoggerFactory.getLogger(BackupRequests.class);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(250);
    private static final Duration TO_BE_HEARD = Duration.ofSeconds(10);

    private final Path data;
    private final Writer writer;
    private final Thread thread = Thread.ofVirtual().name("backup").unstarted(this);

    /// Makes the backup.
    public interface Writer {
        void write(Path to) throws IOException;
    }

    public BackupRequests(Path data, Writer writer) {
        this.data = data;
        this.writer = writer;
    }

    /// What an earlier hub left unanswered is not made now: whoever asked has been told.
    public void start() throws IOException {
        Files.deleteIfExists(request(data));
        Files.deleteIfExists(underWay(data));
        thread.start();
    }

    @Override
    public void run() {
        try {
            while (true) {
                if (Files.exists(request(data))) {
                    take();
                }
                Thread.sleep(BETWEEN_LOOKS);
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    private void take() {
        try {
            Files.move(request(data), underWay(data), StandardCopyOption.REPLACE_EXISTING);
            try {
                Files.writeString(answer(data), made(Path.of(Files.readString(underWay(data)))));
            } finally {
                Files.deleteIfExists(underWay(data));
            }
        } catch (IOException e) {
            LOG.error("backup: its request or answer in {} cannot be read or written: {}", data, e.getMessage());
        }
    }

    private String made(Path to) {
        try {
            writer.write(to);
            LOG.info("backup: written to {}", to);
            return DONE;
        } catch (IOException e) {
            LOG.warn("backup: {}", e.getMessage());
            return String.valueOf(e.getMessage());
        } catch (RuntimeException bug) {
            LOG.error("backup: not written, by a bug", bug);
            return "a bug of the hub: " + bug;
        }
    }

    /// Whether there still is a hub that could answer.
    public interface Life {
        boolean goesOn() throws IOException;
    }

    /// Asks the hub that runs in `data`, and waits for its answer: why there is no backup, or empty when there is.
    public static Optional<String> ask(Path data, Path to, Life hub) throws IOException, InterruptedException {
        Files.deleteIfExists(answer(data));
        Path written = Files.writeString(data.resolve("backup.asking"), to.toAbsolutePath().normalize().toString());
        Files.move(written, request(data), StandardCopyOption.ATOMIC_MOVE);
        for (Duration waited = Duration.ZERO; Files.exists(request(data)); waited = waited.plus(BETWEEN_LOOKS)) {
            if (waited.compareTo(TO_BE_HEARD) > 0) {
                Files.deleteIfExists(request(data));
                return Optional.of("the hub in %s does not answer".formatted(data));
            }
            Thread.sleep(BETWEEN_LOOKS);
        }
        while (Files.exists(underWay(data)) && hub.goesOn()) {
            Thread.sleep(BETWEEN_LOOKS);
        }
        if (!Files.exists(answer(data))) {
            return Optional.of("the hub in %s ended before the backup was done".formatted(data));
        }
        String said = Files.readString(answer(data));
        Files.delete(answer(data));
        return Optional.of(said).filter(each -> !each.equals(DONE));
    }

    private static Path request(Path data) {
        return data.resolve("backup.request");
    }

    private static Path underWay(Path data) {
        return data.resolve("backup.running");
    }

    private static Path answer(Path data) {
        return data.resolve("backup.answer");
    }

    @Override
    public void close() throws InterruptedException {
        thread.interrupt();
        thread.join();
    }
}
