package org.terzo.hub.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.terzo.hub.ingest.TakenIn.SEEN;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.terzo.hub.ingest.journal.JournalAnswers.LogAnswer;
import org.terzo.hub.ingest.journal.JournalEntry;
import org.terzo.hub.ingest.journal.TimeRange;
import org.terzo.hub.ingest.ledger.Counts;
import org.terzo.hub.ingest.ledger.Gap;

/// After any entries were lost the ledger says what a slow count over the entries that are left says, and what was shipped before.
final class LedgerAfterDamageTest {
    private static final String REFUSED = SEEN.replace("desk-07-pir", "nobody-knows-it");
    private static final int MESSAGES = 40;

    @AutoClose
    private final TakenIn hub = new TakenIn();

    /// By position, what each entry of the journal brought.
    private final TreeMap<Long, Sent> entries = new TreeMap<>();
    private final Map<String, Long> next = new TreeMap<>(Map.of("a", 1L, "b", 1L));

    LedgerAfterDamageTest() throws IOException {}

    /// @param brought the numbers that came with it and were not held before
    /// @param refused those of them that no sensor is known for
    private record Sent(String log, long oldest, Set<Long> brought, Set<Long> refused) {}

    /// The slow count of one log.
    private record Claim(long through, long received, long dropped, Set<Long> open) {}

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void theLedgerClaimsWhatIsHeldAndNoMore(long seed) throws IOException, InterruptedException {
        Random random = new Random(seed);
        for (int i = 0; i < MESSAGES; i++) {
            send(random);
            if (random.nextInt(8) == 0) {
                hub.journal.prune(hub.journal.head() - random.nextInt(5));
            }
        }
        for (int accident = 1; accident <= 2; accident++) {
            while (hub.journal.after(0, 1).isEmpty()) {
                send(random);
            }
            Set<Long> lost = lost(random);
            hub.restartAfter(() -> lose(lost));
            hub.settle();
            lost.forEach(entries::remove);
            assertClaims("seed %d, accident %d, lost %s".formatted(seed, accident, lost));
            send(random);
            assertClaims("seed %d, after accident %d".formatted(seed, accident));
        }
    }

    /// Some logs skip numbers, some send again, some say that they have lost what is old.
    private void send(Random random) throws InterruptedException {
        String log = random.nextBoolean() ? "a" : "b";
        long ahead = next.getOrDefault(log, 1L);
        long first = Math.max(1, ahead + List.of(0, 0, 0, 3, -4, -9).get(random.nextInt(6)));
        long last = first + random.nextInt(6);
        boolean saysWhatIsLost = first >= ahead && random.nextInt(5) == 0;
        long oldest = saysWhatIsLost ? Math.max(1, first - random.nextInt(4)) : 1;
        Set<Long> refused = new HashSet<>();
        LongStream.rangeClosed(first, last).filter(_ -> random.nextInt(5) == 0).forEach(refused::add);
        String[] records = LongStream.rangeClosed(first, last).mapToObj(each -> refused.contains(each) ? REFUSED : SEEN).toArray(String[]::new);
        long before = hub.journal.head();
        hub.send("\"log\":\"%s\",\"oldest\":%d,".formatted(log, oldest), first, records);
        if (hub.journal.head() > before) {
            Set<Long> brought = new TreeSet<>(LongStream.rangeClosed(first, last).boxed().toList());
            entries.values().stream().filter(each -> each.log().equals(log)).forEach(each -> brought.removeAll(each.brought()));
            entries.put(hub.journal.head(), new Sent(log, Math.min(oldest, first), brought, refused));
        }
        next.put(log, Math.max(ahead, last + 1));
    }

    /// Some of the entries that are still in the journal, and its last.
    private Set<Long> lost(Random random) throws IOException {
        List<Long> there = hub.journal.after(0, 10_000).stream().map(JournalEntry::position).toList();
        Set<Long> lost = new TreeSet<>(there.stream().filter(_ -> random.nextInt(3) == 0).toList());
        lost.add(there.getLast());
        return lost;
    }

    /// Takes entries away, and makes the file one that SQLite takes for damaged: its header counts a free page too many.
    private void lose(Set<Long> positions) throws IOException {
        try (Connection file = DriverManager.getConnection("jdbc:sqlite:" + hub.file);
                Statement statement = file.createStatement()) {
            for (long position : positions) {
                assertEquals(1, statement.executeUpdate("DELETE FROM journal WHERE position = " + position));
            }
        } catch (SQLException e) {
            throw new IOException(e);
        }
        try (FileChannel channel = FileChannel.open(hub.file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            ByteBuffer count = ByteBuffer.allocate(4);
            int _ = channel.read(count, 36);
            count.putInt(0, count.getInt(0) + 1).rewind();
            int _ = channel.write(count, 36);
        }
    }

    private void assertClaims(String when) throws IOException {
        for (LogAnswer log : hub.journal.answers().logs(TakenIn.RIVA, TimeRange.ALWAYS, 20_000)) {
            Counts counts = log.counts();
            Claim claimed = new Claim(log.through(), counts.received(), counts.dropped(), open(log.gaps()));
            assertEquals(slowly(log.log().log().value()), claimed, when + ", log " + log.log().log());
        }
    }

    private static Set<Long> open(List<Gap> gaps) {
        Set<Long> open = new TreeSet<>();
        gaps.stream().filter(gap -> gap.closed().isEmpty()).forEach(gap -> LongStream.rangeClosed(gap.from(), gap.to()).forEach(open::add));
        return open;
    }

    private Claim slowly(String log) {
        List<Sent> held = new ArrayList<>(entries.values().stream().filter(each -> each.log().equals(log)).toList());
        long lostBelow = held.stream().mapToLong(Sent::oldest).max().orElse(1);
        long highest = Math.max(lostBelow - 1, held.stream().flatMap(each -> each.brought().stream()).mapToLong(each -> each).max().orElse(0));
        Set<Long> open = new TreeSet<>(LongStream.rangeClosed(1, highest).boxed().toList());
        held.forEach(each -> open.removeAll(each.brought()));
        long received = held.stream().flatMap(each -> each.brought().stream().filter(number -> !each.refused().contains(number))).count();
        long through = open.stream().mapToLong(each -> each).filter(each -> each >= lostBelow).min().orElse(highest + 1) - 1;
        return new Claim(through, received, open.stream().filter(each -> each < lostBelow).count(), open);
    }
}
