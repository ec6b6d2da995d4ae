package org.terzo.hub.history;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.terzo.hub.ingest.journal.Journal;
import org.terzo.wire.SiteId;

/// Up to where the journal is in history, and what the trackers knew there. One mark, saved as a whole.
record ShipperMark(long position, Map<SiteId, String> trackers) {
    private static final String READER = "history";

    ShipperMark {
        trackers = Map.copyOf(trackers);
    }

    static ShipperMark load(Journal journal) throws IOException {
        String text = journal.mark(READER).orElse("0");
        Map<SiteId, String> trackers = new HashMap<>();
        String[] lines = text.split("\n", -1);
        for (int i = 1; i < lines.length; i++) {
            String[] cells = lines[i].split(" ", -1);
            trackers.put(new SiteId(cells[0]), new String(Base64.getDecoder().decode(cells[1]), StandardCharsets.UTF_8));
        }
        return new ShipperMark(Long.parseLong(lines[0]), trackers);
    }

    static void save(Journal journal, long position, Map<SiteId, String> trackers) throws IOException {
        StringBuilder text = new StringBuilder(Long.toString(position));
        trackers.forEach((site, saved) -> text.append('\n')
                .append(site)
                .append(' ')
                .append(Base64.getEncoder().encodeToString(saved.getBytes(StandardCharsets.UTF_8))));
        journal.saveMark(READER, text.toString());
    }
}
