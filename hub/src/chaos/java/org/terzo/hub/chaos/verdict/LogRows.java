package org.terzo.hub.chaos.verdict;

import java.util.BitSet;

/// The rows of a feed that had a number in one log. Numbers are consecutive, so the place of one between rows that came says which row it was.
///
/// @param notInHistory rows that had a number and did not come
/// @param inOpenGaps rows of whose numbers the ledger says that they are missing
record LogRows(BitSet notInHistory, BitSet inOpenGaps) {
    static LogRows of(Stored stored, LedgerLog log) {
        LogRows rows = new LogRows(new BitSet(), new BitSet());
        int before = -1;
        for (int row = 0; row < stored.feed().rows().size(); row++) {
            if (stored.has(row) && stored.log(row).equals(log.log())) {
                if (before < 0) {
                    rows.between(row - (int) Math.min(row, stored.sequence(row) - 1), row, stored.sequence(row), log);
                } else if (stored.sequence(row) - stored.sequence(before) == row - before) {
                    rows.between(before + 1, row, stored.sequence(row), log);
                }
                rows.inOpenGaps.set(row, log.isMissing(stored.sequence(row)));
                before = row;
            }
        }
        return rows;
    }

    private void between(int from, int row, long sequence, LedgerLog log) {
        for (int each = from; each < row; each++) {
            notInHistory.set(each);
            inOpenGaps.set(each, log.isMissing(sequence - (row - each)));
        }
    }
}
