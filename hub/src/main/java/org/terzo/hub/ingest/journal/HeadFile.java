package org.terzo.hub.ingest.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.OptionalLong;

/// How far the journal was, in a few bytes beside it. Written after each commit and never forced to the disk, so it is never ahead of a
/// journal that kept what it promised; one that is behind it has lost entries, or is an older copy.
final class HeadFile implements AutoCloseable {
    private static final int LENGTH = 20;

    private final FileChannel file;

    private HeadFile(FileChannel file) {
        this.file = file;
    }

    static HeadFile beside(Path journal) throws IOException {
        return new HeadFile(FileChannel.open(name(journal), StandardOpenOption.CREATE, StandardOpenOption.WRITE));
    }

    private static Path name(Path journal) {
        return journal.resolveSibling(journal.getFileName() + "-head");
    }

    /// What was written last; empty when there is no file, or it was torn.
    static OptionalLong last(Path journal) throws IOException {
        Path file = name(journal);
        String text = Files.exists(file) ? Files.readString(file, StandardCharsets.ISO_8859_1) : "";
        return text.matches("\\d{" + LENGTH + "}") ? OptionalLong.of(Long.parseLong(text)) : OptionalLong.empty();
    }

    void write(long head) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(String.format(Locale.ROOT, "%0" + LENGTH + "d", head).getBytes(StandardCharsets.US_ASCII));
        while (bytes.hasRemaining()) {
            int _ = file.write(bytes, bytes.position());
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
