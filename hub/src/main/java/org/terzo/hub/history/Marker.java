package org.terzo.hub.history;

import java.io.IOException;
import java.time.Duration;
import org.terzo.hub.history.correction.Checkpoints;
import org.terzo.hub.ingest.journal.Journal;

/// When and how the shipper's mark is saved: what was shipped since the last mark is shipped again after a restart, which changes nothing.
final class Marker {
    /// A mark holds every tracker with half an hour of evidence, and a flash card wears: what came since the last is read again after a restart.
    private static final Duration BETWEEN_MARKS = Duration.ofMinutes(5);
    /// So many entries make a mark worth its writing before that, so that a restart stays short.
    private static final long MOST_UNMARKED = 2_000;

    private final Journal journal;
    private final Gathering gathering;
    private final Checkpoints checkpoints;
    private long marked;
    private long markedAt = System.nanoTime();

    Marker(Journal journal, Gathering gathering, Checkpoints checkpoints) {
        this.journal = journal;
        this.gathering = gathering;
        this.checkpoints = checkpoints;
        this.marked = gathering.storedTo();
    }

    boolean isDue() {
        long unmarked = gathering.gatheredTo() - marked;
        return unmarked >= MOST_UNMARKED || (unmarked > 0 && System.nanoTime() - markedAt >= BETWEEN_MARKS.toNanos());
    }

    /// Only when nothing is under way: then the trackers stand where the store does.
    void mark() throws IOException {
        Checkpoints.Unsaved unsaved = checkpoints.unsaved();
        ShipperMark.save(journal, gathering.storedTo(), gathering.saved(), unsaved);
        checkpoints.saved(unsaved);
        journal.prune(gathering.storedTo());
        marked = gathering.storedTo();
        markedAt = System.nanoTime();
    }
}
