package org.terzo.hub.live;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.terzo.hub.ingest.Lanes;
import org.terzo.hub.ingest.journal.JournalEntry;
import org.terzo.hub.occupancy.Recompute;

/// What waits for a site's thread, in a lane for each gateway, so that a signal passes the backlog of others. What concerns the whole site
/// is taken after all that came before it, and before all that comes behind it.
///
/// At most 256 entries wait; the one who hands over more waits, which holds back the broker.
final class SiteQueue {
    private static final int MOST_WAITING = 256;
    private static final int TURN_RECORDS = 50;
    /// Some hundredths of a second of a backlog: what is so is looked at in between.
    private static final int MOST_RECORDS_AT_ONCE = 2_000;

    /// Each ends with the next that concerns the whole site; none waits before the first.
    private final Deque<Stretch> stretches = new ArrayDeque<>(List.of(new Stretch(Optional.empty())));
    private int size;

    /// What the thread is told.
    sealed interface News {
        record Entry(JournalEntry entry) implements News {}

        /// A past that the present follows from.
        record Past(List<Recompute.Standing> standing) implements News {}
    }

    /// What lies between two that concern the whole site.
    private static final class Stretch {
        private Optional<News> first;
        private final Lanes<JournalEntry> lanes = new Lanes<>(SiteQueue::records, TURN_RECORDS);

        Stretch(Optional<News> first) {
            this.first = first;
        }

        Optional<News> poll(long atMost) {
            Optional<News> next = first.or(() -> lanes.poll(atMost).map(News.Entry::new));
            first = Optional.empty();
            return next;
        }

        boolean isEmpty() {
            return first.isEmpty() && lanes.size() == 0;
        }
    }

    synchronized void put(JournalEntry entry) throws InterruptedException {
        while (size >= MOST_WAITING) {
            wait();
        }
        switch (entry) {
            case JournalEntry.Records records -> stretches.getLast().lanes.add(records.gateway().value(), records);
            case JournalEntry.Watched watched -> stretches.getLast().lanes.add(watched.gateway().value(), watched);
            case JournalEntry.Revised _, JournalEntry.Recounted _ -> stretches.add(new Stretch(Optional.of(new News.Entry(entry))));
        }
        size++;
        notifyAll();
    }

    /// Lost when too much waits.
    synchronized void offer(News.Past past) {
        if (size < MOST_WAITING) {
            stretches.add(new Stretch(Optional.of(past)));
            size++;
            notifyAll();
        }
    }

    /// Waits so long for one, and takes what is there, up to `MOST_RECORDS_AT_ONCE`.
    synchronized List<News> take(Duration patience) throws InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        for (long left = patience.toMillis(); size == 0 && left > 0; left = (end - System.nanoTime()) / 1_000_000) {
            wait(left);
        }
        List<News> taken = new ArrayList<>();
        long room = MOST_RECORDS_AT_ONCE;
        for (Optional<News> next = poll(room); next.isPresent(); next = poll(room)) {
            taken.add(next.get());
            room -= next.get() instanceof News.Entry(JournalEntry entry) ? records(entry) : 1;
        }
        size -= taken.size();
        notifyAll();
        return taken;
    }

    private Optional<News> poll(long room) {
        while (stretches.getFirst().isEmpty() && stretches.size() > 1) {
            stretches.removeFirst();
        }
        return room > 0 ? stretches.getFirst().poll(room) : Optional.empty();
    }

    synchronized boolean isEmpty() {
        return size == 0;
    }

    /// An entry costs at least one; a batch holds less than `MOST_RECORDS_AT_ONCE`.
    private static long records(JournalEntry entry) {
        return entry instanceof JournalEntry.Records records ? records.records().size() + 1 : 1;
    }
}
