package org.terzo.hub.history.correction;

import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.terzo.hub.history.Horizon;
import org.terzo.hub.ingest.journal.Journal;
import org.terzo.hub.occupancy.Recompute.Checkpoint;
import org.terzo.hub.occupancy.Recompute.Doubt;
import org.terzo.hub.occupancy.Recompute.Start;
import org.terzo.hub.occupancy.saved.CheckpointRule;
import org.terzo.wire.SiteId;

/// Desks and zones as they stood at earlier times, to begin from again. They are kept in the journal and become durable with the
/// shipper's mark, so that no checkpoint is of a later time than the trackers that go on after a restart.
///
/// Of a desk or room at most 41 are kept, of a count 51; those of desks and zones that are gone go with the revision.
public final class Checkpoints {
    private final Journal journal;
    private final Horizon horizon;
    /// By name; not durable yet.
    private final SortedMap<String, String> unsaved = new TreeMap<>();
    /// From a name up to another: no longer of use, unless it is written again.
    private final Map<String, String> forgotten = new HashMap<>();

    public Checkpoints(Journal journal, Horizon horizon) {
        this.journal = journal;
        this.horizon = horizon;
    }

    /// What is to become durable together with a mark: first what is forgotten goes, then the states are written.
    public record Unsaved(Map<String, String> states, Map<String, String> forgotten) {
        public Unsaved {
            states = Map.copyOf(states);
            forgotten = Map.copyOf(forgotten);
        }
    }

    public synchronized void add(SiteId site, Checkpoint checkpoint) {
        unsaved.put(name(site, checkpoint.track(), checkpoint.at()), checkpoint.state());
        forget(site, checkpoint.track(), name(site, checkpoint.track(), checkpoint.at() - checkpoint.rule().kept().toMillis()));
    }

    /// The desk or zone is gone.
    public synchronized void remove(SiteId site, String track) {
        forget(site, track, end(site, track));
    }

    private void forget(SiteId site, String track, String to) {
        String from = name(site, track, 0);
        unsaved.subMap(from, to).clear();
        forgotten.merge(from, to, (left, right) -> left.compareTo(right) > 0 ? left : right);
    }

    public synchronized Unsaved unsaved() {
        return new Unsaved(unsaved, forgotten);
    }

    public synchronized void saved(Unsaved saved) {
        unsaved.entrySet().removeAll(saved.states().entrySet());
        forgotten.entrySet().removeAll(saved.forgotten().entrySet());
    }

    /// Where to begin anew: at the last checkpoint before the doubt, or from nothing where nothing was decided before it. Where that is no
    /// longer kept, or the observations behind it are not, at the first behind which they are: what lies before stays as it is. Empty:
    /// nothing of the doubt can be worked out any more.
    Optional<Start> start(SiteId site, Doubt doubt) throws IOException {
        SortedMap<Long, String> known = of(site, doubt.track());
        SortedMap<Long, String> before = known.headMap(doubt.from());
        long oldest = oldest(doubt.rule()).toEpochMilli();
        if (before.isEmpty() && isWhole(known, doubt.rule())) {
            return Optional.of(new Start(doubt, Optional.empty()));
        }
        if (!before.isEmpty() && before.lastKey() >= oldest) {
            return Optional.of(new Start(doubt, Optional.of(checkpoint(doubt, before.lastKey(), known))));
        }
        SortedMap<Long, String> after = known.tailMap(oldest).headMap(doubt.line());
        return after.isEmpty()
                ? Optional.empty()
                : Optional.of(new Start(doubt.since(after.firstKey() + 1), Optional.of(checkpoint(doubt, after.firstKey(), known))));
    }

    /// Whether an earlier one would still be kept, had there ever been one.
    private static boolean isWhole(SortedMap<Long, String> known, CheckpointRule rule) {
        return known.isEmpty() || known.firstKey() - rule.everyMillis() >= known.lastKey() - rule.kept().toMillis();
    }

    private static Checkpoint checkpoint(Doubt doubt, long at, SortedMap<Long, String> known) {
        return new Checkpoint(doubt.track(), doubt.rule(), at, String.valueOf(known.get(at)));
    }

    private Instant oldest(CheckpointRule rule) {
        return switch (rule) {
            case DAILY -> horizon.observations();
            case HOURLY -> horizon.passages();
        };
    }

    private synchronized SortedMap<Long, String> of(SiteId site, String track) throws IOException {
        String from = name(site, track, 0);
        String to = end(site, track);
        SortedMap<Long, String> states = new TreeMap<>();
        journal.marks(forgotten.getOrDefault(from, from), to).forEach((name, state) -> states.put(at(name), state));
        unsaved.subMap(from, to).forEach((name, state) -> states.put(at(name), state));
        return states;
    }

    private static String prefix(SiteId site, String track) {
        return "checkpoint %s %s ".formatted(site, track);
    }

    /// In the order of time.
    private static String name(SiteId site, String track, long at) {
        return prefix(site, track) + String.format(Locale.ROOT, "%015d", Math.max(0, at));
    }

    /// Behind all of its names.
    private static String end(SiteId site, String track) {
        return prefix(site, track) + "~";
    }

    private static long at(String name) {
        return Long.parseLong(name.substring(name.lastIndexOf(' ') + 1));
    }
}
