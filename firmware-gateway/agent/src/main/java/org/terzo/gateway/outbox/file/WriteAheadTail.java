package org.terzo.gateway.outbox.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/// The end of a SQLite write-ahead log as a power cut left it. SQLite leaves out, without a word, what follows the last commit
/// that is whole; this counts it. Format: sqlite.org/fileformat2.html, section 4.
///
/// @param cutPages pages of this generation of the log after its last whole commit, a torn one included
public record WriteAheadTail(long cutPages) {
    private static final int HEADER = 32;
    private static final int FRAME_HEADER = 24;
    private static final int BIG_ENDIAN_SUMS = 0x377f0683;
    private static final int LITTLE_ENDIAN_SUMS = 0x377f0682;
    private static final int LARGEST_PAGE = 65_536;

    static Path fileOf(Path outbox) {
        return outbox.resolveSibling(outbox.getFileName() + "-wal");
    }

    public static WriteAheadTail of(Path outbox) throws IOException {
        Path writeAhead = fileOf(outbox);
        if (!Files.exists(writeAhead) || Files.size(writeAhead) <= HEADER) {
            return new WriteAheadTail(0);
        }
        try (SeekableByteChannel log = Files.newByteChannel(writeAhead)) {
            ByteBuffer header = ByteBuffer.allocate(HEADER);
            fill(log, header);
            int magic = header.getInt(0);
            int page = header.getInt(8);
            if ((magic != BIG_ENDIAN_SUMS && magic != LITTLE_ENDIAN_SUMS) || page < 512 || page > LARGEST_PAGE) {
                return new WriteAheadTail(Math.ceilDiv(Files.size(writeAhead), FRAME_HEADER + LARGEST_PAGE));
            }
            return new WriteAheadTail(count(log, header, page));
        }
    }

    private static long count(SeekableByteChannel log, ByteBuffer header, int page) throws IOException {
        ByteOrder order = header.getInt(0) == BIG_ENDIAN_SUMS ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
        Sums sums = new Sums(order);
        sums.add(header, 0, 24);
        boolean whole = sums.equal(header.getInt(24), header.getInt(28));
        long salts = header.getLong(16);
        long cut = 0;
        ByteBuffer frame = ByteBuffer.allocate(FRAME_HEADER + page);
        while (fill(log, frame.clear()) >= FRAME_HEADER && frame.getLong(8) == salts) {
            sums.add(frame, 0, 8);
            sums.add(frame, FRAME_HEADER, page);
            whole = whole && frame.position() == frame.capacity() && sums.equal(frame.getInt(16), frame.getInt(20));
            boolean commits = frame.getInt(4) != 0;
            cut = whole && commits ? 0 : cut + 1;
        }
        return cut;
    }

    /// As much as there is; how much that was.
    private static int fill(SeekableByteChannel log, ByteBuffer buffer) throws IOException {
        while (buffer.hasRemaining() && log.read(buffer) >= 0) {}
        return buffer.position();
    }

    /// The two running sums that each frame carries.
    private static final class Sums {
        private final ByteOrder order;
        private int first;
        private int second;

        Sums(ByteOrder order) {
            this.order = order;
        }

        void add(ByteBuffer bytes, int from, int length) {
            ByteBuffer ordered = bytes.duplicate().clear().order(order);
            for (int at = from; at < from + length; at += 8) {
                first += ordered.getInt(at) + second;
                second += ordered.getInt(at + 4) + first;
            }
        }

        boolean equal(int expectedFirst, int expectedSecond) {
            return first == expectedFirst && second == expectedSecond;
        }
    }
}
