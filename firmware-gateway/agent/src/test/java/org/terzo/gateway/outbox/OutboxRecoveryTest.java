package org.terzo.gateway.outbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.terzo.gateway.Said;
import org.terzo.gateway.outbox.file.HeldLog;
import org.terzo.gateway.outbox.file.StoredRecord;
import org.terzo.wire.LogId;
import org.terzo.wire.Receipt;

/// Outboxes that lost something, or that are not the one that was used last: what is left keeps its numbers, and no number is
/// given twice for two things.
class OutboxRecoveryTest {
    private static final long ROOMY = 50_000_000;
    private static final Instant START = Instant.parse("2026-03-10T09:00:00Z");

    @TempDir
    Path folder;
    private final Sensed sensed = new Sensed();

    @Test
    void afterAnOrderlyEndTheLogGoesOnAndAfterAnyOtherANewOneBegins() throws Exception {
        Path live = folder.resolve("live");
        LogId log;
        try (Outbox outbox = Outbox.open(live, ROOMY)) {
            sensed.append(outbox, 5);
            log = outbox.state().log();
        }
        try (Outbox again = Outbox.open(live, ROOMY)) {
            assertEquals(log, again.state().log());
            sensed.append(again, 1);
            Sensed.copy(live, folder.resolve("killed"));
        }
        try (Said said = new Said();
                Outbox killed = Outbox.open(folder.resolve("killed"), ROOMY)) {
            assertEquals(List.of(new HeldLog(log, 0, 6, 0), new HeldLog(killed.state().log(), 6, 0, 0)), killed.state().logs());
            assertEquals(1, said.with("log " + log + " ends here at 6, 6 of it wait for a receipt; going on as log " + killed.state().log()).size());
            sensed.append(killed, 1);
            assertEquals(killed.state().log() + " 1", Sensed.numberOf(killed, killed.read(7, 1, 1).getFirst()));
            assertEquals(6, killed.read(1, 500, Integer.MAX_VALUE).size(), "a batch is of one log");
        }
    }

    /// Not even if the seal of an orderly end was copied with it, and whatever the copy was made of.
    @Test
    void anOlderCopyNeverGivesANumberASecondTime() throws Exception {
        Path live = folder.resolve("live");
        Map<String, String> given;
        try (Outbox outbox = Outbox.open(live, ROOMY)) {
            sensed.append(outbox, 5);
        }
        Sensed.copy(live, folder.resolve("sealed"));
        try (Outbox outbox = Outbox.open(live, ROOMY)) {
            sensed.append(outbox, 5);
            Sensed.copy(live, folder.resolve("running"));
            sensed.append(outbox, 5);
            given = Sensed.sendable(outbox);
        }
        assertEquals(15, given.size());
        for (String copied : List.of("sealed", "running")) {
            Sensed.copy(folder.resolve(copied), live);
            try (Outbox put = Outbox.open(live, ROOMY)) {
                sensed.append(put, 20);
                Map<String, String> sent = Sensed.sendable(put);
                assertTrue(sent.size() >= 25, copied + ": " + sent.size());
                sent.forEach((number, json) -> assertEquals(given.getOrDefault(number, json), json, copied + ": " + number));
                given.putAll(sent);
            }
        }
    }

    @Test
    void aRecordedFileGivesItsRowsTheNumbersTheyHadSoThatAnOlderCopyOfItsOutboxGoesOnAsTheSameLog() throws Exception {
        Path live = folder.resolve("live");
        Predicate<String> sameFile = mark -> mark.startsWith("seen");
        LogId log;
        try (Outbox outbox = Outbox.open(live, ROOMY, sameFile)) {
            sensed.append(outbox, 5);
            Sensed.copy(live, folder.resolve("older"));
            sensed.append(outbox, 5);
            log = outbox.state().log();
        }
        Sensed.copy(folder.resolve("older"), live);
        try (Outbox put = Outbox.open(live, ROOMY, sameFile)) {
            assertEquals(log, put.state().log());
            assertEquals(5, put.settle(new Receipt(log, 10, START, false)).settled(), "the hub has more than the copy");
            sensed.append(put, 5);
            assertEquals(List.of(new HeldLog(log, 0, 10, 5)), put.state().logs());
        }
        try (Outbox another = Outbox.open(folder.resolve("older"), ROOMY, mark -> mark.startsWith("another file"))) {
            assertNotEquals(log, another.state().log());
        }
    }

    /// As a card does that was copied bit by bit after an orderly end: only the hub can tell.
    @Test
    void aCopyThatOnlyTheReceiptTellsGivesWhatItTookSinceUnderANewLog() throws Exception {
        try (Outbox outbox = Outbox.open(folder, ROOMY)) {
            sensed.append(outbox, 10);
        }
        try (Outbox copy = Outbox.open(folder, ROOMY)) {
            LogId log = copy.state().log();
            sensed.append(copy, 3);
            OutboxState state = copy.settle(new Receipt(log, 500, START, false));
            assertNotEquals(log, state.log());
            assertEquals(List.of(new HeldLog(state.log(), 10, 3, 0)), state.logs(), "what it had when it was copied, the hub has");
            assertEquals(List.of(11L, 12L, 13L), copy.read(state.first(), 500, Integer.MAX_VALUE).stream().map(StoredRecord::position).toList());
        }
    }

    @Test
    void aReceiptForMoreThanALogThatBeganHereCanHaveGivenIsIgnored() throws Exception {
        try (Outbox outbox = Outbox.open(folder, ROOMY)) {
            sensed.append(outbox, 3);
            LogId log = outbox.state().log();
            OutboxState state = outbox.settle(new Receipt(log, 500, START, false));
            assertEquals(List.of(new HeldLog(log, 0, 3, 0)), state.logs());
        }
    }

    @Test
    void aLostWriteAheadLogCostsWhatItHeldAndNoNumberIsGivenAgain() throws Exception {
        Path live = folder.resolve("live");
        LogId log;
        try (Outbox outbox = Outbox.open(live, ROOMY)) {
            sensed.append(outbox, 5);
            log = outbox.state().log();
        }
        try (Outbox outbox = Outbox.open(live, ROOMY)) {
            sensed.append(outbox, 5);
            Sensed.copy(live, folder.resolve("lost"));
        }
        Files.delete(folder.resolve("lost").resolve("outbox.db-wal"));
        try (Outbox lost = Outbox.open(folder.resolve("lost"), ROOMY)) {
            sensed.append(lost, 5);
            assertEquals(List.of(new HeldLog(log, 0, 5, 0), new HeldLog(lost.state().log(), 5, 5, 0)), lost.state().logs());
            assertNotEquals(log, lost.state().log());
        }
    }

    @Test
    void aLogWhoseReceiptComesBeforeThatOfAnEarlierOneKeepsItsNumbersUntilBothAreSettled() throws Exception {
        LogId first = killedAfterTwo("0", "1");
        LogId second = killedAfterTwo("1", "2");
        LogId third;
        try (Outbox outbox = Outbox.open(folder.resolve("2"), ROOMY)) {
            sensed.append(outbox, 2);
            third = outbox.state().log();
            outbox.settle(new Receipt(second, 2, START, false));
            assertEquals(Set.of(first + " 1", first + " 2", second + " 1", second + " 2", third + " 1", third + " 2"), Sensed.sendable(outbox).keySet());
            Sensed.copy(folder.resolve("2"), folder.resolve("3"));
        }
        try (Outbox outbox = Outbox.open(folder.resolve("3"), ROOMY)) {
            assertEquals(List.of(first, second, third, outbox.state().log()), outbox.state().logs().stream().map(HeldLog::id).toList());
            outbox.settle(new Receipt(second, 2, START, false));
            OutboxState state = outbox.settle(new Receipt(first, 2, START, false));
            assertEquals(List.of(third, state.log()), state.logs().stream().map(HeldLog::id).toList());
            assertEquals(5, state.first());
        }
    }

    private LogId killedAfterTwo(String from, String to) throws Exception {
        try (Outbox outbox = Outbox.open(folder.resolve(from), ROOMY)) {
            sensed.append(outbox, 2);
            Sensed.copy(folder.resolve(from), folder.resolve(to));
            return outbox.state().log();
        }
    }

    @Test
    void ofTooManyUncleanStartsTheOldestLogIsDroppedAndCounted() throws Exception {
        Path live = folder.resolve("0");
        for (int start = 0; start <= Opening.MOST_LOGS; start++) {
            Path next = folder.resolve(String.valueOf(start + 1));
            try (Outbox outbox = Outbox.open(live, ROOMY)) {
                sensed.append(outbox, 2);
                Sensed.copy(live, next);
            }
            live = next;
        }
        try (Outbox outbox = Outbox.open(live, ROOMY)) {
            assertEquals(Opening.MOST_LOGS, outbox.state().logs().size());
            assertEquals(4, outbox.state().dropped());
        }
    }
}
