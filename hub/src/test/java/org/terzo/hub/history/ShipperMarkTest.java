package org.terzo.hub.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.terzo.hub.history.correction.Checkpoints;
import org.terzo.hub.history.correction.Corrector;
import org.terzo.hub.history.duckdb.DuckDbHistory;
import org.terzo.hub.ingest.journal.Commit;
import org.terzo.hub.ingest.journal.Journal;
import org.terzo.hub.ingest.journal.JournalEntry;
import org.terzo.hub.ingest.journal.Row;
import org.terzo.hub.site.SiteRegistry;
import org.terzo.wire.SiteId;

/// What the shipper keeps in the journal, and what becomes of it when memory runs out.
@Timeout(60)
final class ShipperMarkTest {
    private static final String TRACKER = "terzo-tracker-2\n" + "'pir 1795581510677 caffè\n".repeat(20_000);

    @TempDir
    Path folder;

    @Test
    void whatWasSavedIsLoadedAndTakesATenth() throws IOException {
        try (Journal journal = Journal.open(folder.resolve("journal.sqlite"))) {
            Map<SiteId, String> trackers = Map.of(new SiteId("loft"), TRACKER, new SiteId("riva"), "");

            ShipperMark.save(journal, 7, trackers, new Checkpoints.Unsaved(Map.of(), Map.of()));

            assertEquals(new ShipperMark(7, trackers), ShipperMark.load(journal));
            assertTrue(journal.mark("history").orElseThrow().length() < TRACKER.length() / 10);
        }
    }

    @Test
    void aMarkFromBeforeMarksWerePackedIsLoaded() throws IOException {
        try (Journal journal = Journal.open(folder.resolve("journal.sqlite"))) {
            journal.saveMark("history", "7\nloft " + Base64.getEncoder().encodeToString(TRACKER.getBytes(StandardCharsets.UTF_8)));

            assertEquals(new ShipperMark(7, Map.of(new SiteId("loft"), TRACKER)), ShipperMark.load(journal));
        }
    }

    @Test
    void anErrorThatEndsTheShipperIsTold() throws IOException, InterruptedException, HistoryException {
        SiteRegistry sites = SiteRegistry.open(folder.resolve("registry.sqlite"));
        Journal journal = Journal.open(folder.resolve("journal.sqlite"));
        Horizon horizon = new Horizon(HistoryContract.RETENTION, InstantSource.system());
        try (History store = DuckDbHistory.open(folder.resolve("history.duckdb"), horizon);
                HistoryShipper shipper = new HistoryShipper(journal, store, sites, horizon, _ -> {
                    throw new OutOfMemoryError("by a test");
                }, Corrector.Pace.USUAL)) {
            JournalEntry entry = new JournalEntry.Revised(1, new SiteId("loft"), 1);
            journal.commit(new Commit(Instant.EPOCH, List.of(new Row(entry, new byte[0], "")), Map.of(), List.of(), Map.of(), List.of()));
            journal.close();
            shipper.start();
            while (!shipper.failure().orElse("").startsWith("stopped by a bug behind entry 0: java.lang.OutOfMemoryError")) {
                Thread.sleep(5);
            }
        }
    }
}
