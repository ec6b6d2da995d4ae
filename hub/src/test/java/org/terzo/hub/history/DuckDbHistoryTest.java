package org.terzo.hub.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.terzo.hub.history.History.Batch;
import org.terzo.hub.history.History.Range;
import org.terzo.hub.history.History.StoredObservation;
import org.terzo.hub.history.duckdb.DuckDbHistory;
import org.terzo.wire.GatewayId;
import org.terzo.wire.LogId;
import org.terzo.wire.SiteId;

/// The embedded store.
final class DuckDbHistoryTest extends HistoryContract {
    @TempDir
    Path folder;

    @Override
    History open(Horizon horizon) throws HistoryException {
        return DuckDbHistory.open(folder.resolve("history.duckdb"), horizon);
    }

    @Test
    void afterClosingOneFileHoldsAll() throws HistoryException, IOException {
        SiteId site = Kept.newSite();
        StoredObservation kept = Kept.motion(new GatewayId("gw-1"), new LogId("log-1"), 1, Kept.at("08:00"), true);
        History history = DuckDbHistory.open(folder.resolve("a.duckdb"), NOW);
        history.write(new Batch(site, List.of(kept), List.of(), List.of()));
        history.close();

        assertFalse(Files.exists(folder.resolve("a.duckdb.wal")));
        Files.copy(folder.resolve("a.duckdb"), folder.resolve("b.duckdb"));
        try (History copy = DuckDbHistory.open(folder.resolve("b.duckdb"), NOW)) {
            assertEquals(
                    List.of(kept),
                    copy.observations(site, new Range<>(Kept.DAY, Kept.at("23:00"), Optional.empty(), 10), Optional.empty()).items());
        }
    }

    @Test
    void aFileThatIsNoDatabaseIsRefusedInOneLine() throws IOException {
        Path file = Files.write(folder.resolve("broken.duckdb"), new byte[64 * 1024]);

        HistoryException refusal = assertThrows(HistoryException.class, () -> DuckDbHistory.open(file, NOW));

        String message = String.valueOf(refusal.getMessage());
        assertTrue(message.startsWith(file + ": cannot be opened: "), message);
        assertEquals(1, message.lines().count(), message);
    }

    @Test
    void aFolderThatIsMissingIsNamed() {
        Path file = folder.resolve("no/such/history.duckdb");

        HistoryException refusal = assertThrows(HistoryException.class, () -> DuckDbHistory.open(file, NOW));

        assertTrue(String.valueOf(refusal.getMessage()).startsWith(file.toString()), refusal.getMessage());
    }
}
