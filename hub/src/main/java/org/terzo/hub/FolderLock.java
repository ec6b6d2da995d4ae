package org.terzo.hub;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/// One hub a folder: held until it is closed or the process ends, however it ends.
final class FolderLock implements AutoCloseable {
    private final FileChannel file;

    private FolderLock(FileChannel file) {
        this.file = file;
    }

    /// Makes the folder when it is not there; fails when it cannot be written or another hub has it.
    static FolderLock take(Path folder) throws IOException {
        FileChannel file;
        try {
            Files.createDirectories(folder);
            file = FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw new IOException("--data: %s cannot be made or written: %s".formatted(folder, e), e);
        }
        if (isLocked(file)) {
            return new FolderLock(file);
        }
        file.close();
        throw new IOException("--data: %s is in use by another hub".formatted(folder));
    }

    /// Whether a hub runs in the folder now.
    static boolean isHeld(Path folder) throws IOException {
        try (FileChannel file = FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            return !isLocked(file);
        }
    }

    private static boolean isLocked(FileChannel file) throws IOException {
        try {
            @Nullable FileLock lock = file.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
