package org.terzo.hub.history;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.terzo.hub.ingest.journal.Journal;
import org.terzo.wire.RecordCodec;
import org.terzo.wire.SiteId;

/// What the store refused for good: how much, why, and the latest of it as text, so that somebody can look at it. Kept in the journal.
public final class SetAside {
    /// The latest that are kept; older ones stay counted.
    private static final int MOST_KEPT = 100;

    private static final String READER = "history-set-aside";

    private final Journal journal;
    private long count;
    private List<String> latest;

    private SetAside(Journal journal, long count, List<String> latest) {
        this.journal = journal;
        this.count = count;
        this.latest = latest;
    }

    static SetAside load(Journal journal) throws IOException {
        List<String> lines = journal.mark(READER).map(text -> text.lines().toList()).orElse(List.of("0"));
        return new SetAside(journal, Long.parseLong(lines.getFirst()), List.copyOf(lines.subList(1, lines.size())));
    }

    /// @param lines one for each point
    synchronized void add(List<String> lines) throws IOException {
        if (lines.isEmpty()) {
            return;
        }
        List<String> all = new ArrayList<>(latest);
        all.addAll(lines);
        latest = List.copyOf(all.subList(Math.max(0, all.size() - MOST_KEPT), all.size()));
        count += lines.size();
        journal.saveMark(READER, count + "\n" + String.join("\n", latest));
    }

    public synchronized long count() {
        return count;
    }

    /// The site, the point and the reason of the latest.
    public synchronized Optional<String> last() {
        return latest.isEmpty() ? Optional.empty() : Optional.of(latest.getLast());
    }

    /// A batch of a single point as a line.
    static String line(History.Batch batch, String reason) {
        String point = batch.observations().isEmpty()
                ? batch.watches() + " " + batch.changes()
                : observation(batch.observations().getFirst());
        return line(batch.site(), point, reason);
    }

    static String line(SiteId site, String what, String reason) {
        return "%s: %s: %s".formatted(site, what, reason).replaceAll("\\R", " ");
    }

    private static String observation(History.StoredObservation stored) {
        return "%s %s %s %s"
                .formatted(stored.gateway(), stored.log(), Long.toString(stored.sequence()), RecordCodec.encode(stored.observation()));
    }
}
