package org.terzo.hub;

import java.io.IOException;
import org.terzo.hub.backup.Backup;
import org.terzo.hub.history.History;
import org.terzo.hub.history.HistoryException;
import org.terzo.hub.history.Horizon;
import org.terzo.hub.history.duckdb.DuckDbHistory;
import org.terzo.hub.history.influx.InfluxHistory;
import org.terzo.hub.history.influx.InfluxServer;
import org.terzo.hub.ingest.journal.Journal;
import org.terzo.hub.site.SiteRegistry;

/// What the hub keeps on disk, opened before anything is served.
record HubStores(SiteRegistry sites, Journal journal, History history) implements AutoCloseable {
    static HubStores open(HubOptions options) throws IOException {
        try {
            return new HubStores(
                    SiteRegistry.open(options.data().resolve(Backup.REGISTRY)),
                    Journal.open(options.data().resolve(Backup.JOURNAL)),
                    history(options));
        } catch (HistoryException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private static History history(HubOptions options) throws HistoryException {
        Horizon horizon = new Horizon(options.retention(), options.clock());
        return switch (options.history()) {
            case HubOptions.HistoryChoice.Embedded _ -> DuckDbHistory.open(options.data().resolve(Backup.HISTORY), horizon);
            case HubOptions.HistoryChoice.Influx influx ->
                new InfluxHistory(
                        new InfluxServer(influx.url().toString(), influx.org(), influx.bucket(), influx.token(), influx.version()),
                        horizon,
                        InfluxHistory.PATIENCE);
        };
    }

    @Override
    public void close() throws IOException {
        history.close();
        journal.close();
    }
}
