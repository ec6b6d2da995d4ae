package org.terzo.hub.ingest.ledger;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.terzo.wire.ObservationBatch;

/// Digests of one log, in rows as they were taken: from a batch's first new number to its last or on to the next batch's, 0 where a
/// number was not new.
public final class Digests {
    private final TreeMap<Long, long[]> rows = new TreeMap<>();

    /// Digests of the numbers from `first` on.
    public record Row(long first, long[] digests) {
        private long of(long sequence) {
            return digests[(int) (sequence - first)];
        }

        /// The same, with a number that is stored as an observation now.
        public Row stored(long sequence) {
            long[] changed = digests.clone();
            changed[(int) (sequence - first)] = RecordDigest.stored(of(sequence));
            return new Row(first, changed);
        }
    }

    /// Keeps what is new in a batch that begins with the number `first`.
    public void add(long first, long[] digests) {
        int from = 0;
        while (from < digests.length && digests[from] == 0) {
            from++;
        }
        int to = digests.length;
        while (to > from && digests[to - 1] == 0) {
            to--;
        }
        if (from < to) {
            join(first + from, Arrays.copyOfRange(digests, from, to));
        }
    }

    /// What goes on where a row ends is the same row, up to the length of a batch: small batches cost one row together.
    private void join(long first, long[] digests) {
        Map.Entry<Long, long[]> before = rows.lowerEntry(first);
        boolean goesOn = before != null
                && before.getKey() + before.getValue().length == first
                && before.getValue().length + digests.length <= ObservationBatch.MOST_RECORDS;
        if (before == null || !goesOn) {
            rows.put(first, digests);
            return;
        }
        long[] joined = Arrays.copyOf(before.getValue(), before.getValue().length + digests.length);
        System.arraycopy(digests, 0, joined, before.getValue().length, digests.length);
        rows.put(before.getKey(), joined);
    }

    /// Puts a row in the place of the one that begins with the same number.
    public void replace(Row row) {
        rows.put(row.first(), row.digests());
    }

    /// The digest under which a number was first taken; 0 when it is not known.
    ///
    /// @param longest numbers in the longest row
    public long of(long sequence, int longest) {
        return row(sequence, longest).map(row -> row.of(sequence)).orElse(0L);
    }

    /// The row that knows a number.
    public Optional<Row> row(long sequence, int longest) {
        Map.Entry<Long, long[]> row = rows.floorEntry(sequence);
        while (row != null && row.getKey() > sequence - longest) {
            long at = sequence - row.getKey();
            if (at < row.getValue().length && row.getValue()[(int) at] != 0) {
                return Optional.of(new Row(row.getKey(), row.getValue()));
            }
            row = rows.lowerEntry(row.getKey());
        }
        return Optional.empty();
    }

    /// By their first number, which is no other row's.
    public Map<Long, long[]> rows() {
        return rows;
    }
}
