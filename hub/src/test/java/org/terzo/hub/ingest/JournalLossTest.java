package org.terzo.hub.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.terzo.hub.ingest.TakenIn.SEEN;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.terzo.hub.ingest.journal.JournalAnswers;
import org.terzo.hub.ingest.journal.TimeRange;
import org.terzo.hub.ingest.ledger.Gap;

/// A journal that went back behind what it had promised: the hub starts, asks for what the gateways still hold, and shows the rest as a gap.
final class JournalLossTest {
    private static final String HELD_FROM_3 = "\"log\":\"a\",\"oldest\":3,";

    @AutoClose
    private final TakenIn hub = new TakenIn();

    JournalLossTest() throws IOException {}

    @Test
    void aJournalThatIsWholeAsksForNothing() throws IOException, InterruptedException {
        hub.send(1, SEEN);

        hub.restart();
        hub.settle();

        assertEquals(Optional.empty(), hub.receipt());
        hub.send(2, SEEN);
        assertFalse(hub.receipt().orElse("").contains("restored"), hub.receipt().toString());
    }

    @Test
    void anOlderCopyAsksForWhatIsHeldAndShowsTheRestAsAGap() throws IOException, InterruptedException {
        Path copy = hub.file.resolveSibling("copy");
        hub.send(1, SEEN);
        hub.restartAfter(() -> Files.copy(hub.file, copy));
        hub.send(2, SEEN);
        hub.send(3, SEEN);

        hub.restartAfter(() -> Files.move(copy, hub.file, StandardCopyOption.REPLACE_EXISTING));
        hub.settle();
        assertEquals(List.of(1L), hub.stored());
        assertTrue(isRestored(1), hub.receipt().toString());

        hub.send(HELD_FROM_3, 3, SEEN);
        assertEquals(List.of(1L, 3L), hub.stored());
        assertTrue(hub.receipt().orElse("").contains("\"through\":3,"), hub.receipt().toString());
        assertFalse(hub.receipt().orElse("").contains("restored"), hub.receipt().toString());
        Gap gap = hub.log().gaps().getFirst();
        assertEquals("2 2 Optional.empty", "%s %s %s".formatted(Long.toString(gap.from()), Long.toString(gap.to()), gap.closed()));
    }

    @Test
    void pruningAfterACutGivesNoPositionOfTheLostEntriesAgain() throws IOException, InterruptedException {
        fill();
        long head = hub.journal.head();
        hub.restartAfter(() -> cutTo(Files.size(hub.file) / 2 + 100));

        hub.journal.prune(hub.journal.head());
        hub.journal.prune(1);
        hub.restart();

        assertEquals(head, hub.journal.head());
    }

    @Test
    void aGatewayThatHeardNothingIsAskedAgainAfterTheNextStart() throws IOException, InterruptedException {
        hub.send(1, SEEN);
        hub.restartAfter(() -> Files.delete(headFile()));

        hub.restart();
        hub.settle();

        assertTrue(isRestored(1), hub.receipt().toString());
    }

    @Test
    void whatComesInsteadOfWhatWasAskedForIsAnsweredWithTheQuestion() throws IOException, InterruptedException {
        hub.send(1, SEEN);
        hub.restartAfter(() -> Files.delete(headFile()));

        hub.send(5, SEEN);

        assertTrue(isRestored(1), hub.receipt().toString());
    }

    @Test
    void aJournalThatIsGoneBeginsAnewAndAnswersWithTheQuestion() throws IOException, InterruptedException {
        hub.send(1, SEEN);
        hub.restartAfter(() -> Files.delete(hub.file));

        hub.send(2, SEEN);

        assertTrue(isRestored(0), hub.receipt().toString());
        assertEquals(List.of(2L), hub.stored());
    }

    @Test
    void aFileThatWasCutKeepsWhatCanBeReadAndTheDamagedOneStaysBesideIt() throws IOException, InterruptedException {
        fill();
        hub.restartAfter(() -> cutTo(Files.size(hub.file) / 2 + 100));
        hub.settle();

        assertTrue(Files.exists(Path.of(hub.file + "-damaged-1")));
        assertClaimsWhatItHolds();
        assertTakesTheRest();
    }

    @Test
    void aPageThatWasTornInTheMiddleIsAGapThatItsGatewayCloses() throws IOException, InterruptedException {
        fill();
        hub.restartAfter(() -> tear(Files.size(hub.file) / 2));
        hub.settle();

        assertClaimsWhatItHolds();
        assertTakesTheRest();
    }

    @Test
    void whatNoGatewayHoldsAnyMoreStaysAGap() throws IOException, InterruptedException {
        fill();
        hub.restartAfter(() -> tear(Files.size(hub.file) / 2));
        hub.settle();
        long held = hub.stored().size();

        hub.send("\"log\":\"a\",\"oldest\":5001,", 5_001, SEEN);

        assertEquals(held + 1, hub.counts().received());
        assertEquals(5_000 - held, hub.counts().dropped());
        assertTrue(hub.receipt().orElse("").contains("\"through\":5001,"), hub.receipt().toString());
    }

    /// Every page in turn: whichever it is, the hub starts and its ledger is true.
    @Test
    void whateverPageIsTornNothingIsClaimedThatIsGone() throws IOException, InterruptedException {
        fill();
        hub.restartAfter(() -> Files.copy(hub.file, hub.file.resolveSibling("copy")));
        long pages = Files.size(hub.file) / 4_096;
        for (long page = 0; page < pages; page += 1) {
            long at = page * 4_096;
            hub.restartAfter(() -> {
                Files.copy(hub.file.resolveSibling("copy"), hub.file, StandardCopyOption.REPLACE_EXISTING);
                tear(at);
            });
            hub.settle();
            assertClaimsWhatItHolds();
        }
    }

    @Test
    void aFileThatIsNoDatabaseIsKeptAsideAndANewOneBegun() throws IOException, InterruptedException {
        hub.send(1, SEEN);
        hub.restartAfter(() -> Files.write(hub.file, new byte[] {'n', 'o', 'n', 'e'}));

        hub.send(2, SEEN);

        assertEquals(4, Files.size(Path.of(hub.file + "-damaged-1")));
        assertEquals(List.of(2L), hub.stored());
    }

    private void fill() throws InterruptedException {
        String[] many = LongStream.range(0, 100).mapToObj(_ -> SEEN).toArray(String[]::new);
        for (int i = 0; i < 30; i++) {
            hub.send(1 + i * 100L, many);
        }
    }

    private void assertClaimsWhatItHolds() throws IOException {
        List<Long> held = hub.stored();
        List<JournalAnswers.LogAnswer> logs = hub.journal.answers().logs(TakenIn.RIVA, TimeRange.ALWAYS, 20_000);
        assertEquals(held.size(), logs.stream().mapToLong(log -> log.counts().received()).sum());
        if (!held.isEmpty()) {
            long missing = held.getLast() - held.size();
            long open = hub.log().gaps().stream().filter(gap -> gap.closed().isEmpty()).mapToLong(gap -> gap.to() - gap.from() + 1).sum();
            assertEquals(missing, open);
        }
    }

    /// A gateway that still holds all of it sends it again.
    private void assertTakesTheRest() throws IOException, InterruptedException {
        long held = hub.stored().size();
        assertTrue(held < 3_000, "nothing was lost");
        assertTrue(isRestored(hub.log().through()), hub.receipt().toString());
        fill();
        assertEquals(3_000, hub.stored().stream().distinct().count());
        assertEquals(3_000, hub.stored().size());
        assertEquals(3_000, hub.counts().received());
        assertEquals(held, hub.counts().duplicates());
        assertTrue(hub.log().gaps().stream().allMatch(gap -> gap.closed().isPresent()));
    }

    private Path headFile() {
        return Path.of(hub.file + "-head");
    }

    private boolean isRestored(long through) {
        String receipt = hub.receipt().orElse("");
        return receipt.contains("\"through\":" + through + ",") && receipt.contains("\"restored\":true");
    }

    private void cutTo(long length) throws IOException {
        try (FileChannel channel = FileChannel.open(hub.file, StandardOpenOption.WRITE)) {
            channel.truncate(length);
        }
    }

    /// Overwrites the page that holds this byte.
    private void tear(long at) throws IOException {
        try (FileChannel channel = FileChannel.open(hub.file, StandardOpenOption.WRITE)) {
            int _ = channel.write(ByteBuffer.allocate(4_096), at - at % 4_096);
        }
    }
}
