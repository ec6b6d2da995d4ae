package org.terzo.hub.chaos.stage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// SQLite's write-ahead log as bytes on a disk, so that its end can be damaged as a power cut would.
///
/// @param salt names its generation: it is written from the start again with another one
/// @param frames how many pages of this generation it holds
/// @param moved how many of them are in the database already: no disk loses those
public record WalFile(Path file, long salt, int pageBytes, int frames, int moved) {
    private static final int HEADER = 32;
    private static final int FRAME_HEADER = 24;
    private static final int PAGE_SIZE_AT = 8;
    private static final int SALT_AT = 16;
    private static final int FRAME_SALT_AT = 8;
    private static final int MOVED_AT = 96;

    /// Of the database `file`.
    public static WalFile of(Path file) throws IOException {
        Path wal = Disks.sibling(file, "-wal");
        ByteBuffer log = ByteBuffer.wrap(Files.exists(wal) ? Files.readAllBytes(wal) : new byte[0]);
        if (log.capacity() < HEADER) {
            return new WalFile(wal, 0, 1, 0, 0);
        }
        int page = log.getInt(PAGE_SIZE_AT);
        long salt = log.getLong(SALT_AT);
        int frames = 0;
        int next = HEADER;
        while (next + FRAME_HEADER + page <= log.capacity() && log.getLong(next + FRAME_SALT_AT) == salt) {
            frames++;
            next += FRAME_HEADER + page;
        }
        return new WalFile(wal, salt, page, frames, Math.min(frames, moved(Disks.sibling(file, "-shm"))));
    }

    private static int moved(Path index) throws IOException {
        byte[] bytes = Files.exists(index) ? Files.readAllBytes(index) : new byte[0];
        return bytes.length < MOVED_AT + Integer.BYTES ? 0 : ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder()).getInt(MOVED_AT);
    }

    /// How many frames must stay if nothing that `before` held may go.
    public int keptSince(WalFile before) {
        return Math.max(moved, before.salt == salt ? before.frames : 0);
    }

    /// Cuts the file in the middle of the frame after `kept`.
    public void truncate(int kept) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(HEADER + (long) kept * (FRAME_HEADER + pageBytes) + (FRAME_HEADER + pageBytes) / 2);
        }
    }

    /// The second half of its last page never reached the disk.
    public void tear() throws IOException {
        int half = pageBytes / 2;
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.allocate(half), HEADER + (long) frames * (FRAME_HEADER + pageBytes) - half);
        }
    }
}
