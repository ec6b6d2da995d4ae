package org.terzo.hub.ingest.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;
import org.terzo.hub.ingest.ledger.Digests;
import org.terzo.hub.ingest.ledger.Standing;
import org.terzo.wire.ObservationBatch;

/// The digests of the numbers that were taken last, of every log.
final class DigestTable {
    /// Numbers per log whose digests are kept; of older ones a repetition counts as a duplicate whatever it says.
    static final int KEPT = 100_000;

    /// A gateway that sends again goes on with the next numbers: these are read along.
    private static final int READ_AHEAD = 2_000;

    private final JournalFile writer;
    private final JournalFile lookup;
    private Window window = new Window(0, 0, -1, new Digests());

    /// What was read last.
    private record Window(long log, long first, long last, Digests digests) {
        boolean covers(long of, long from, long to) {
            return log == of && first <= from && to <= last;
        }
    }

    DigestTable(JournalFile writer, JournalFile lookup) {
        this.writer = writer;
        this.lookup = lookup;
    }

    /// Those of the numbers from `first` to `last`.
    Digests over(long log, long first, long last) throws IOException {
        if (!window.covers(log, first, last)) {
            Digests digests = new Digests();
            lookup.rows(
                            "SELECT first, digests FROM digest WHERE log = ? AND first > ? AND first <= ?",
                            row -> Map.entry(row.getLong(1), numbers(row.getBytes(2))),
                            log,
                            first - ObservationBatch.MOST_RECORDS,
                            last + READ_AHEAD)
                    .forEach(row -> digests.add(row.getKey(), row.getValue()));
            window = new Window(log, first, last + READ_AHEAD, digests);
        }
        return window.digests();
    }

    /// Within a transaction.
    void write(Commit.Heard heard) throws IOException {
        if (heard.digests().rows().isEmpty()) {
            return;
        }
        window = new Window(0, 0, -1, new Digests());
        Standing log = heard.changes().standing();
        for (Map.Entry<Long, long[]> row : heard.digests().rows().entrySet()) {
            writer.write("INSERT OR REPLACE INTO digest VALUES (?,?,?)", log.id(), row.getKey(), bytes(row.getValue()));
        }
        writer.write("DELETE FROM digest WHERE log = ? AND first < ?", log.id(), log.highest() - KEPT);
    }

    private static byte[] bytes(long[] numbers) {
        ByteBuffer bytes = ByteBuffer.allocate(numbers.length * Long.BYTES);
        bytes.asLongBuffer().put(numbers);
        return bytes.array();
    }

    private static long[] numbers(byte[] bytes) {
        long[] numbers = new long[bytes.length / Long.BYTES];
        ByteBuffer.wrap(bytes).asLongBuffer().get(numbers);
        return numbers;
    }
}
