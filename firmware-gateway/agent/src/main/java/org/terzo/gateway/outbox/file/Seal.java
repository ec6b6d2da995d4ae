package org.terzo.gateway.outbox.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.Optional;

/// What an orderly end leaves beside the outbox: which file it was, and when the system last changed anything of it. Nobody can
/// set that time, so that a copy put in its place never fits, not even together with its own seal.
public final class Seal {
    private final Path outbox;
    private final Path seal;

    public Seal(Path outbox) {
        this.outbox = outbox;
        this.seal = outbox.resolveSibling("outbox.closed");
    }

    /// After the file is closed, and nothing writes it any more.
    public void put() throws IOException {
        Optional<String> fingerprint = fingerprint();
        if (fingerprint.isPresent()) {
            try (FileChannel channel =
                    FileChannel.open(seal, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
                channel.write(ByteBuffer.wrap(fingerprint.get().getBytes(StandardCharsets.UTF_8)));
                channel.force(true);
            }
        }
    }

    /// Whether the file is the one that was closed last, with nothing written since.
    public boolean holds() throws IOException {
        Path writeAhead = WriteAheadTail.fileOf(outbox);
        boolean wasWritten = Files.exists(writeAhead) && Files.size(writeAhead) > 0;
        return !wasWritten && Files.exists(seal) && fingerprint().equals(Optional.of(Files.readString(seal)));
    }

    /// Before the first record is written: on disk, or a power cut would bring the seal back.
    public void breakOpen() throws IOException {
        if (Files.deleteIfExists(seal)) {
            try (FileChannel folder = FileChannel.open(outbox.toAbsolutePath().getParent(), StandardOpenOption.READ)) {
                folder.force(true);
            }
        }
    }

    /// Empty where the system has no such times; an outbox is then never sealed.
    private Optional<String> fingerprint() throws IOException {
        if (!Files.exists(outbox) || !outbox.getFileSystem().supportedFileAttributeViews().contains("unix")) {
            return Optional.empty();
        }
        Map<String, Object> told = Files.readAttributes(outbox, "unix:ino,size,ctime");
        return told.get("ctime") instanceof FileTime changed
                ? Optional.of("%s %s %s".formatted(told.get("ino"), told.get("size"), changed.toInstant()))
                : Optional.empty();
    }
}
