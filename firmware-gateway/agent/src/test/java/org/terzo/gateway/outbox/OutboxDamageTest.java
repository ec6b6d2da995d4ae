package org.terzo.gateway.outbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.terzo.gateway.Said;
import org.terzo.gateway.outbox.file.HeldLog;
import org.terzo.gateway.outbox.file.Seal;
import org.terzo.gateway.outbox.file.StoredRecord;
import org.terzo.wire.LogId;

/// Files that are torn, cut or overwritten: what can be read is kept under its numbers, and what is cut is said.
class OutboxDamageTest {
    private static final long ROOMY = 50_000_000;

    @TempDir
    Path folder;

    private final Sensed sensed = new Sensed();

    @Test
    void theTornEndOfTheWriteAheadLogIsCutAndSaidInOneLine() throws Exception {
        Path torn = folder.resolve("torn");
        try (Outbox outbox = Outbox.open(folder.resolve("live"), ROOMY)) {
            for (int commit = 0; commit < 10; commit++) {
                sensed.append(outbox, 5);
            }
            Sensed.copy(folder.resolve("live"), torn);
        }
        Path writeAhead = torn.resolve("outbox.db-wal");
        byte[] bytes = Files.readAllBytes(writeAhead);
        Files.write(writeAhead, Arrays.copyOf(bytes, bytes.length - 1_000));
        try (Said said = new Said();
                Outbox opened = Outbox.open(torn, ROOMY)) {
            assertEquals(45, opened.state().pending());
            assertEquals(1, said.with("the end of the write-ahead log was torn: ").size());
        }
        Sensed.copy(folder.resolve("torn"), folder.resolve("whole"));
        try (Said said = new Said();
                Outbox _ = Outbox.open(folder.resolve("whole"), ROOMY)) {
            assertEquals(List.of(), said.with("was torn"));
        }
    }

    @Test
    void ofATruncatedFileWhatCanBeReadIsKeptUnderItsNumbersAndTheRestIsSaidInOneLine() throws Exception {
        LogId log;
        Map<String, String> before;
        try (Outbox outbox = Outbox.open(folder, ROOMY)) {
            sensed.append(outbox, 2_000);
            log = outbox.state().log();
            before = Sensed.sendable(outbox);
        }
        Path file = folder.resolve("outbox.db");
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(channel.size() / 2);
        }
        try (Said said = new Said();
                Outbox opened = Outbox.open(folder, ROOMY)) {
            Map<String, String> kept = Sensed.sendable(opened);
            assertTrue(kept.size() > 500 && kept.size() < 2_000, kept.size() + " kept");
            kept.forEach((number, json) -> assertEquals(before.get(number), json));
            assertEquals(new HeldLog(log, 0, 2_000, 0), opened.state().logs().getFirst(), "so that the hub can be told of the rest");
            assertNotEquals(log, opened.state().log());
            assertEquals(1, said.with("kept %s records, cut %s that waited".formatted(kept.size() + "", 2_000 - kept.size() + "")).size(), said.with("damaged").toString());
            assertTrue(Files.exists(folder.resolve("outbox.db.damaged")));
            sensed.append(opened, 1);
        }
    }

    /// A card may rot where nobody writes: the seal cannot tell.
    @Test
    void aFileThatRottedUnderItsSealIsSetAsideAndTheOutboxGoesOn() throws Exception {
        Path file = folder.resolve("outbox.db");
        LogId log;
        try (Outbox outbox = Outbox.open(folder, ROOMY)) {
            sensed.append(outbox, 20);
            log = outbox.state().log();
        }
        byte[] bytes = Files.readAllBytes(file);
        Arrays.fill(bytes, 0, 100, (byte) 'x');
        Files.write(file, bytes);
        new Seal(file).put();

        try (Outbox opened = Outbox.open(folder, ROOMY)) {
            long _ = opened.append(sensed.sense(1), Optional.empty(), Optional.empty()).get(60, TimeUnit.SECONDS);
            assertNotEquals(log, opened.state().log());
            assertTrue(Files.exists(folder.resolve("outbox.db.damaged")));
        }
    }

    @Test
    void aKillBetweenTheRenamingsLeavesWhatWasSalvagedAndNothingOfTheOldWriteAheadLog() throws Exception {
        Path cut = folder.resolve("cut");
        Map<String, String> salvaged;
        try (Outbox damaged = Outbox.open(folder.resolve("damaged"), ROOMY);
                Outbox fresh = Outbox.open(folder.resolve("fresh"), ROOMY)) {
            sensed.append(damaged, 5);
            Sensed.copy(folder.resolve("damaged"), cut);
            sensed.append(fresh, 3);
            salvaged = Sensed.sendable(fresh);
        }
        Files.delete(cut.resolve("outbox.db"));
        Files.copy(folder.resolve("fresh").resolve("outbox.db"), cut.resolve("outbox.db.salvaged"));
        try (Outbox opened = Outbox.open(cut, ROOMY)) {
            assertEquals(salvaged, Sensed.sendable(opened));
        }
    }

    @Test
    void aFileThatIsNoOutboxAnyMoreIsSetAsideAndANewLogBegins() throws Exception {
        Path file = folder.resolve("outbox.db");
        for (String content : List.of("", "half a page of nothing")) {
            Files.writeString(file, content);
            try (Outbox opened = Outbox.open(folder, ROOMY)) {
                sensed.append(opened, 1);
                assertEquals(1, opened.state().pending());
            }
        }
    }

    @Test
    void aFileThatIsDamagedWhileItIsUsedIsOpenedAnewAndWhatComesIsKept() throws Exception {
        try (Said said = new Said();
                Outbox outbox = Outbox.open(folder, ROOMY)) {
            sensed.append(outbox, 2_000);
            LogId log = outbox.state().log();
            overwrite(folder.resolve("outbox.db-wal"));
            overwrite(folder.resolve("outbox.db"));
            assertThrows(IOException.class, () -> outbox.read(1, 500, Integer.MAX_VALUE));
            sensed.append(outbox, 1);
            assertEquals(1, said.with("damaged:").size());
            assertNotEquals(log, outbox.state().log());
            long before = outbox.state().last();
            sensed.append(outbox, 10);
            List<StoredRecord> held = outbox.read(before + 1, 500, Integer.MAX_VALUE);
            assertEquals(10, held.size());
        }
    }

    private static void overwrite(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        for (int at = 4_096; at < bytes.length; at++) {
            bytes[at] = 1;
        }
        Files.write(file, bytes, StandardOpenOption.WRITE);
    }
}
