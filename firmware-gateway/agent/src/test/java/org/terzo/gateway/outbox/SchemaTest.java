package org.terzo.gateway.outbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.terzo.gateway.outbox.file.HeldLog;
import org.terzo.gateway.outbox.file.OutboxFile;
import org.terzo.gateway.outbox.file.StoredRecord;
import org.terzo.wire.LogId;

/// Files that earlier versions left, each kept as it was. In all of them log 0b5c… has given 42 numbers or 43, and 40 are settled.
class SchemaTest {
    private static final LogId LOG = new LogId("0b5c2c0e-6f0a-4b0e-9a53-5b1d2f6f3a11");
    private static final Instant START = Instant.parse("2026-03-10T09:00:00Z");

    @TempDir
    Path folder;

    private Path outbox;

    @BeforeEach
    void nameTheFile() {
        outbox = folder.resolve("outbox.db");
    }

    private void keptCopy(int version) throws IOException {
        String name = "file/outbox-schema-" + version + ".db";
        try (InputStream kept = Optional.ofNullable(SchemaTest.class.getResourceAsStream(name)).orElseThrow(() -> new IOException("no " + name))) {
            Files.copy(kept, outbox);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void whatAnEarlierVersionHeldGoesToTheHubUnderTheSameNumbers(int version) throws Exception {
        keptCopy(version);
        try (Outbox opened = Outbox.open(folder, 1_000_000)) {
            HeldLog log = opened.state().logs().getFirst();
            assertEquals(new HeldLog(LOG, 0, version == 2 ? 43 : 42, 40), log);
            assertEquals(41, opened.state().first());
            assertEquals(7, opened.state().dropped());
            assertEquals(Optional.of("row 42"), opened.bookmark());
            List<StoredRecord> held = opened.read(1, 500, Integer.MAX_VALUE);
            assertEquals(List.of(41L, 42L), held.stream().map(StoredRecord::position).toList());
            assertEquals(List.of(START, START.plusSeconds(1)), held.stream().map(StoredRecord::at).toList());
            assertEquals(version == 2 ? 1 : 0, opened.state().untrusted());
        }
    }

    @Test
    void whatTheSecondVersionTookBeforeTheTimeWasKnownIsRepaired() throws Exception {
        keptCopy(2);
        try (Outbox opened = Outbox.open(folder, 1_000_000)) {
            opened.repair("boot-1", Duration.between(Instant.EPOCH, START)).get();
            assertEquals(START.plusSeconds(60), opened.read(43, 1, 1).getFirst().at());
        }
    }

    @Test
    void aFileOfANewerVersionIsRefusedByNumberAndLeftAsItIs() throws Exception {
        try (Connection newer = DriverManager.getConnection("jdbc:sqlite:" + outbox);
                Statement statement = newer.createStatement()) {
            statement.execute("CREATE TABLE anything (more INTEGER)");
            statement.execute("PRAGMA user_version = 9");
        }
        IOException refused = assertThrows(IOException.class, () -> Outbox.open(folder, 1_000_000));
        assertEquals(outbox + ": has schema 9 of a newer gateway, and this one knows up to 3: start the newer one, or move the file away", refused.getMessage());
        IOException again = assertThrows(IOException.class, () -> Outbox.open(folder, 1_000_000));
        assertEquals(refused.getMessage(), again.getMessage(), "the folder is free again");
    }

    @Test
    void aMigrationThatStopsInTheMiddleHasNotBegun() throws Exception {
        keptCopy(1);
        try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + outbox);
                Statement statement = other.createStatement()) {
            statement.execute("CREATE TABLE log (in_the_way INTEGER)");
        }
        assertThrows(SQLException.class, () -> OutboxFile.open(outbox));
        try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + outbox);
                Statement statement = other.createStatement()) {
            statement.execute("DROP TABLE log");
        }
        try (OutboxFile opened = OutboxFile.open(outbox)) {
            assertEquals(List.of(new HeldLog(LOG, 0, 42, 40)), opened.logs());
        }
    }
}
