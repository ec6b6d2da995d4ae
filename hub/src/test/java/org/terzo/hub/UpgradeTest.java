package org.terzo.hub;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
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
import java.time.InstantSource;
import java.time.Period;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.terzo.hub.history.History.Range;
import org.terzo.hub.history.HistoryException;
import org.terzo.hub.history.Horizon;
import org.terzo.hub.history.duckdb.DuckDbHistory;
import org.terzo.hub.ingest.Retention;
import org.terzo.hub.ingest.journal.Journal;
import org.terzo.hub.ingest.journal.JournalAnswers.LogAnswer;
import org.terzo.hub.ingest.journal.JournalEntry;
import org.terzo.hub.ingest.journal.Rejection;
import org.terzo.hub.ingest.journal.TimeRange;
import org.terzo.hub.ingest.ledger.Counts;
import org.terzo.hub.ingest.ledger.Gap;
import org.terzo.hub.ingest.ledger.LogLedger;
import org.terzo.hub.occupancy.Answer;
import org.terzo.hub.site.Site;
import org.terzo.hub.site.SiteRegistry;
import org.terzo.wire.SiteId;
import org.terzo.wire.ZoneId;

/// Files that earlier hubs left, each kept as it was, and files of hubs to come.
final class UpgradeTest {
    private static final SiteId RIVA = new SiteId("riva");
    private static final Instant START = Instant.parse("2026-03-10T09:00:00Z");
    private static final Horizon HORIZON =
            new Horizon(new Retention(Period.ofDays(30), Duration.ofHours(24), Period.ofMonths(13), Period.ofMonths(36)), InstantSource.fixed(START));

    @TempDir
    Path folder;

    private Path kept(String name) throws IOException {
        Path file = folder.resolve(name);
        String resource = "/kept/" + name + ".gz";
        try (InputStream copy = new GZIPInputStream(
                Optional.ofNullable(UpgradeTest.class.getResourceAsStream(resource)).orElseThrow(() -> new IOException("no " + resource)))) {
            Files.copy(copy, file);
        }
        return file;
    }

    /// It had taken 1 to 3, 6 and 7, then 4, refused 8, and heard 1 to 3 once more; its first entry was shipped and pruned.
    @Test
    void aJournalOfTheFirstSchemaKeepsItsEntriesAndItsLedger() throws IOException {
        Path file = kept("journal-schema-1.sqlite");
        for (int start = 1; start <= 2; start++) {
            try (Journal journal = Journal.open(file)) {
                assertEquals(5, journal.head());
                assertEquals(List.of(2L, 3L, 4L, 5L), journal.after(0, 10).stream().map(JournalEntry::position).toList());
                assertEquals(Optional.of("1"), journal.mark("history"));
                LogAnswer log = journal.answers().logs(RIVA, TimeRange.ALWAYS, 10).getFirst();
                assertEquals(4, log.through());
                assertEquals(new Counts(6, 3, 1, 0), log.counts());
                assertEquals(
                        List.of(
                                new Gap(4, 4, START.plusSeconds(1), Optional.of(START.plusSeconds(2))),
                                new Gap(5, 5, START.plusSeconds(1), Optional.empty())),
                        log.gaps());
                Rejection letter = journal.answers().letter(1).orElseThrow();
                assertEquals("unclaimed 8", letter.reason() + " " + letter.sequence().orElseThrow());
                LogLedger ledger = journal.ledgers().values().iterator().next();
                ledger.expect(1, 7, 8, START);
                assertEquals(LogLedger.Arrival.DUPLICATE, ledger.enter(7, START));
            }
        }
    }

    @Test
    void aJournalOfTheFirstSchemaIsPrunedAsEver() throws IOException {
        Path file = kept("journal-schema-1.sqlite");
        try (Journal journal = Journal.open(file)) {
            journal.prune(4);
            assertEquals(List.of(5L), journal.after(0, 10).stream().map(JournalEntry::position).toList());
            assertEquals(5, journal.head());
        }
    }

    @Test
    void aRegistryOfTheFirstSchemaKeepsEveryRevision() throws IOException {
        SiteRegistry sites = SiteRegistry.open(kept("registry-schema-1.sqlite"));

        assertEquals(List.of(9), sites.sites().stream().map(Site::revision).toList());
        assertEquals(List.of(4, 9), sites.revisions(RIVA).stream().map(Site::revision).toList());
    }

    @Test
    void aHistoryOfTheFirstSchemaIsReadAsEver() throws IOException, HistoryException {
        Path file = kept("history-schema-1.duckdb");
        for (int start = 1; start <= 2; start++) {
            try (DuckDbHistory history = DuckDbHistory.open(file, HORIZON)) {
                Instant end = START.plusSeconds(600);
                assertEquals(1, history.observations(RIVA, new Range<>(START, end, Optional.empty(), 10), Optional.empty()).items().getFirst().sequence());
                assertEquals(
                        "d-07",
                        history.states(RIVA, new Range<>(START, end, Optional.empty(), 10), Optional.empty(), Optional.empty())
                                .items().getFirst().change().desk().value());
                assertEquals(
                        2,
                        history.headcounts(RIVA, new Range<>(START, end, Optional.empty(), 10), Optional.of(new ZoneId("open-space")))
                                .items().getFirst().change().headcount().orElseThrow().best());
                assertEquals(START.plusSeconds(300), history.watching(RIVA, START, end).getFirst().to());
                assertEquals(
                        List.of(),
                        history.states(RIVA, Answer.SMOOTHED, new Range<>(START, end, Optional.empty(), 10), Optional.empty(), Optional.empty()).items());
            }
        }
    }

    @Test
    void aJournalOfANewerHubIsRefusedByItsVersionAndLeftAsItIs() throws IOException, SQLException {
        Path file = folder.resolve("journal.sqlite");
        Journal.open(file).close();
        isOfANewerHub(file);
        byte[] before = Files.readAllBytes(file);

        IOException refusal = assertThrows(IOException.class, () -> Journal.open(file));

        assertEquals(file + ": has schema version 99, written by a newer hub; this hub knows versions up to 2", refusal.getMessage());
        assertArrayEquals(before, Files.readAllBytes(file));
    }

    @Test
    void aRegistryOfANewerHubIsRefusedByItsVersionAndLeftAsItIs() throws IOException, SQLException {
        Path file = kept("registry-schema-1.sqlite");
        isOfANewerHub(file);
        byte[] before = Files.readAllBytes(file);

        IOException refusal = assertThrows(IOException.class, () -> SiteRegistry.open(file));

        assertEquals(file + ": has schema version 99, written by a newer hub; this hub knows versions up to 1", refusal.getMessage());
        assertArrayEquals(before, Files.readAllBytes(file));
    }

    private static void isOfANewerHub(Path file) throws SQLException {
        try (Connection newer = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = newer.createStatement()) {
            statement.execute("INSERT INTO flyway_schema_history SELECT 99, 99, 'later', 'SQL', 'V99__later.sql', 1, 'nobody', installed_on, 1, 1"
                    + " FROM flyway_schema_history LIMIT 1");
        }
    }

    @Test
    void aHistoryOfANewerHubIsRefusedByItsVersion() throws IOException, SQLException, HistoryException {
        Path file = folder.resolve("history.duckdb");
        DuckDbHistory.open(file, HORIZON).close();
        try (Connection newer = DriverManager.getConnection("jdbc:duckdb:" + file);
                Statement statement = newer.createStatement()) {
            statement.execute("UPDATE schema_version SET version = 99");
        }

        HistoryException refusal = assertThrows(HistoryException.class, () -> DuckDbHistory.open(file, HORIZON));

        assertEquals(file + ": has schema version 99, written by a newer hub; this hub knows versions up to 2", refusal.getMessage());
    }
}
