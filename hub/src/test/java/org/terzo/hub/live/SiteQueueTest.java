package org.terzo.hub.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.terzo.hub.ingest.journal.JournalEntry;
import org.terzo.hub.ingest.journal.JournalEntry.Numbered;
import org.terzo.hub.live.SiteQueue.News;
import org.terzo.wire.GatewayId;
import org.terzo.wire.LogId;
import org.terzo.wire.LogRecord;
import org.terzo.wire.SiteId;

/// Who waits for whom in front of a site's thread.
final class SiteQueueTest {
    private static final SiteId RIVA = new SiteId("riva");
    private static final Duration AT_ONCE = Duration.ZERO;

    private final SiteQueue queue = new SiteQueue();
    private long position;

    @Test
    void aSignalPassesTheBacklogOfOtherGateways() throws InterruptedException {
        records("back-1", 100, 500);
        records("back-2", 100, 500);
        records("live", 1, 1);

        assertEquals("live 201", names(queue.take(AT_ONCE)).getFirst());
    }

    @Test
    void aRevisionIsTakenBetweenWhatCameBeforeAndWhatCameBehindIt() throws InterruptedException {
        records("back-1", 20, 500);
        queue.put(new JournalEntry.Revised(++position, RIVA, 2));
        records("live", 1, 1);

        List<String> taken = takeAll();

        assertEquals(List.of("revised 21", "live 22"), taken.subList(20, 22));
        assertEquals(22, taken.size());
    }

    @Test
    void aPastIsTakenAfterWhatCameBeforeIt() throws InterruptedException {
        records("back-1", 3, 500);
        queue.offer(new News.Past(List.of()));
        records("live", 1, 1);

        assertEquals(List.of("back-1 1", "back-1 2", "back-1 3", "past", "live 4"), takeAll());
        assertTrue(queue.isEmpty());
    }

    @Test
    void theOrderOfEachGatewayStaysAndNothingIsLost() throws InterruptedException {
        for (int i = 0; i < 50; i++) {
            records("mixed", 1, i % 3 == 0 ? 500 : 1);
            records("other", 1, 1);
        }

        List<String> taken = takeAll();

        assertEquals(100, taken.size());
        List<Integer> mixed = taken.stream().filter(each -> each.startsWith("mixed")).map(each -> Integer.valueOf(each.substring(6))).toList();
        assertEquals(mixed.stream().sorted().toList(), mixed);
        assertEquals(50, mixed.size());
    }

    private void records(String gateway, int entries, int records) throws InterruptedException {
        Numbered record = new Numbered(1, new LogRecord.Unreadable("malformed", "nothing", "{}"));
        for (int i = 0; i < entries; i++) {
            queue.put(new JournalEntry.Records(
                    ++position, RIVA, new GatewayId(gateway), new LogId("a"), Instant.EPOCH, 1, Collections.nCopies(records, record)));
        }
    }

    private List<String> takeAll() throws InterruptedException {
        List<String> all = new ArrayList<>();
        while (!queue.isEmpty()) {
            all.addAll(names(queue.take(AT_ONCE)));
        }
        return all;
    }

    private static List<String> names(List<News> taken) {
        return taken.stream().map(SiteQueueTest::name).toList();
    }

    private static String name(News news) {
        return switch (news) {
            case News.Past _ -> "past";
            case News.Entry(JournalEntry.Records records) -> records.gateway() + " " + records.position();
            case News.Entry(JournalEntry.Watched watched) -> watched.gateway() + " " + watched.position();
            case News.Entry(JournalEntry.Recounted recounted) -> "recounted " + recounted.position();
            case News.Entry(JournalEntry.Revised revised) -> "revised " + revised.position();
        };
    }
}
