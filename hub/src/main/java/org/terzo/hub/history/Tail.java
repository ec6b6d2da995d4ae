package org.terzo.hub.history;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.terzo.hub.ingest.journal.JournalEntry;

/// The newest entries of the journal, kept from their commit until they are shipped, so that a shipper that keeps up need not read and
/// parse them again. When it is full the oldest go first; a shipper that far behind reads the journal until it meets the tail again.
final class Tail {
    /// Each entry counts as one more than its records.
    static final int MOST_RECORDS = 20_000;

    private final Deque<JournalEntry> entries = new ArrayDeque<>();
    private int records;

    /// @param committed by position, and on disk
    synchronized void add(List<JournalEntry> committed) {
        for (JournalEntry entry : committed) {
            if (!entries.isEmpty() && entries.getLast().position() + 1 != entry.position()) {
                entries.clear();
                records = 0;
            }
            entries.addLast(entry);
            records += recordsOf(entry);
        }
        while (records > MOST_RECORDS) {
            records -= recordsOf(entries.removeFirst());
        }
    }

    /// The entries right behind `position`, which is shipped; empty when the next one is not here.
    synchronized List<JournalEntry> after(long position, int atMost) {
        while (!entries.isEmpty() && entries.getFirst().position() <= position) {
            records -= recordsOf(entries.removeFirst());
        }
        List<JournalEntry> next = new ArrayList<>();
        if (!entries.isEmpty() && entries.getFirst().position() == position + 1) {
            entries.stream().limit(atMost).forEach(next::add);
        }
        return next;
    }

    private static int recordsOf(JournalEntry entry) {
        return switch (entry) {
            case JournalEntry.Records batch -> 1 + batch.records().size();
            case JournalEntry.Watched _, JournalEntry.Revised _, JournalEntry.Recounted _ -> 1;
        };
    }
}
