package org.terzo.hub.history;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Collections;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.terzo.hub.ingest.journal.JournalEntry;
import org.terzo.wire.GatewayId;
import org.terzo.wire.LogId;
import org.terzo.wire.Observation;
import org.terzo.wire.Reading;
import org.terzo.wire.SensorId;
import org.terzo.wire.SiteId;

/// What of the journal is at hand, and when the journal must be read.
final class TailTest {
    private static final SiteId SITE = new SiteId("loft");

    private final Tail tail = new Tail();

    @Test
    void whatWasCommittedIsAtHandUntilItIsShipped() {
        tail.add(revisions(1, 3));
        tail.add(revisions(4, 5));

        assertEquals(List.of(1L, 2L), positions(tail.after(0, 2)));
        assertEquals(List.of(3L, 4L, 5L), positions(tail.after(2, 10)));
        assertEquals(List.of(), positions(tail.after(5, 10)));
    }

    @Test
    void oneThatIsBehindReadsTheJournalUntilItMeetsTheTail() {
        tail.add(revisions(8, 9));

        assertEquals(List.of(), positions(tail.after(3, 10)));
        assertEquals(List.of(8L, 9L), positions(tail.after(7, 10)));
    }

    @Test
    void whatLiesBeforeAHoleIsReadFromTheJournal() {
        tail.add(revisions(1, 3));
        tail.add(revisions(5, 6));

        assertEquals(List.of(), positions(tail.after(0, 10)));
        assertEquals(List.of(5L, 6L), positions(tail.after(4, 10)));
    }

    @Test
    void theOldestGoFirst() {
        tail.add(List.of(batch(1, Tail.MOST_RECORDS / 2), batch(2, Tail.MOST_RECORDS / 4), batch(3, Tail.MOST_RECORDS / 2)));

        assertEquals(List.of(), positions(tail.after(0, 10)));
        assertEquals(List.of(2L, 3L), positions(tail.after(1, 10)));
    }

    private static List<JournalEntry> revisions(long from, long to) {
        return LongStream.rangeClosed(from, to).<JournalEntry>mapToObj(position -> new JournalEntry.Revised(position, SITE, 1)).toList();
    }

    private static JournalEntry batch(long position, int size) {
        Observation observation = new Observation(Kept.DAY, new SensorId("pir"), new Reading.Motion(true));
        return new JournalEntry.Records(
                position, SITE, new GatewayId("gw-1"), new LogId("log-1"), Kept.DAY, 0,
                Collections.nCopies(size, new JournalEntry.Numbered(1, observation)));
    }

    private static List<Long> positions(List<JournalEntry> entries) {
        return entries.stream().map(JournalEntry::position).toList();
    }
}
