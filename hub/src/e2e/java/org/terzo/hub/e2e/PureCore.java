package org.terzo.hub.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.terzo.hub.ingest.journal.JournalEntry;
import org.terzo.hub.occupancy.Answer;
import org.terzo.hub.occupancy.Headcount;
import org.terzo.hub.occupancy.OccupancyChange;
import org.terzo.hub.occupancy.OccupancyChange.OfDesk;
import org.terzo.hub.occupancy.OccupancyChange.OfHeadcount;
import org.terzo.hub.occupancy.OccupancyChange.Smoothed;
import org.terzo.hub.occupancy.SiteTracker;
import org.terzo.hub.site.Site;
import org.terzo.hub.site.SiteFile;
import org.terzo.wire.GatewayId;
import org.terzo.wire.LogId;
import org.terzo.wire.LogRecord;
import org.terzo.wire.Observation;
import org.terzo.wire.Reading;
import org.terzo.wire.SensorId;

/// What the inference alone, in this process, makes of a recorded file. The only class here that knows the hub's own types.
final class PureCore {
    private static final int AT_ONCE = 500;
    private static final Duration LONGEST_CLAIM = Duration.ofMinutes(5);

    private final List<OccupancyChange> changes;

    private PureCore(List<OccupancyChange> changes) {
        this.changes = changes;
    }

    /// @param until how far time passes after the last row
    static PureCore of(String siteFile, String gateway, Path recording, Instant until) throws IOException {
        if (!(SiteFile.read(siteFile) instanceof SiteFile.Result.Read(Site site))) {
            throw new AssertionError("the site file is not valid");
        }
        List<OccupancyChange> changes = new ArrayList<>();
        SiteTracker tracker = new SiteTracker(site, EnumSet.allOf(Answer.class), changes::add);
        List<JournalEntry.Numbered> numbered = numbered(records(recording));
        for (int from = 0; from < numbered.size(); from += AT_ONCE) {
            List<JournalEntry.Numbered> some = numbered.subList(from, Math.min(from + AT_ONCE, numbered.size()));
            long through = some.getLast().sequence();
            tracker.take(new JournalEntry.Records(from / AT_ONCE + 1, site.id(), new GatewayId(gateway), new LogId("log"), until, through, some));
        }
        changes.addAll(tracker.provisional(until));
        return new PureCore(lastOfEachInstant(changes.stream().filter(change -> change.at().isBefore(until)).toList()));
    }

    /// Of two changes to one desk or zone at one instant the later one stands: nobody could have seen the other.
    private static List<OccupancyChange> lastOfEachInstant(List<OccupancyChange> changes) {
        Map<List<Object>, OccupancyChange> last = new LinkedHashMap<>();
        for (OccupancyChange change : changes) {
            switch (change) {
                case OfDesk desk -> last.put(List.of(desk.at(), desk.desk()), desk);
                case OfHeadcount count -> last.put(List.of(count.at(), count.zone()), count);
                case Smoothed(OfDesk desk) -> last.put(List.of(desk.at(), desk.desk(), Answer.SMOOTHED), change);
                case Smoothed(OfHeadcount count) -> last.put(List.of(count.at(), count.zone(), Answer.SMOOTHED), change);
            }
        }
        return last.values().stream().sorted(Comparator.comparing(OccupancyChange::at)).toList();
    }

    /// Each change of a desk as `at desk state confidence reason`.
    List<String> states() {
        return lines(changes.stream().flatMap(change -> change instanceof OfDesk desk ? Stream.of(desk) : Stream.empty()));
    }

    /// The same of the smoothed answer.
    List<String> smoothedStates() {
        return lines(changes.stream().flatMap(change -> change instanceof Smoothed(OfDesk desk) ? Stream.of(desk) : Stream.empty()));
    }

    private static List<String> lines(Stream<OfDesk> states) {
        return states.sorted(Comparator.comparing(OfDesk::at).thenComparing(OfDesk::desk))
                .map(desk -> "%s %s %s %s %s".formatted(desk.at(), desk.desk(), desk.state().text(), Double.toString(desk.confidence()), desk.reason()))
                .toList();
    }

    /// Each change of one zone's headcount as `at low best high quality`.
    List<String> headcounts(String zone) {
        return changes.stream()
                .flatMap(change -> change instanceof OfHeadcount count && count.zone().isPresent() && count.zone().get().value().equals(zone) ? Stream.of(count) : Stream.empty())
                .map(count -> "%s %s %s".formatted(count.at(), people(count.headcount()), count.quality().text()))
                .toList();
    }

    private static String people(Optional<Headcount> headcount) {
        return headcount.map(people -> "%d %d %d".formatted(people.low(), people.best(), people.high())).orElse("null null null");
    }

    /// The rows, and before each that all inputs were watched since the one before, as a gateway says it at the latest every 5 min.
    private static List<LogRecord> records(Path recording) throws IOException {
        List<LogRecord> records = new ArrayList<>();
        Optional<Instant> covered = Optional.empty();
        for (String row : Files.readAllLines(recording).stream().skip(1).toList()) {
            String[] cells = row.split(",", -1);
            Instant at = Instant.parse(cells[0]);
            records.addAll(watched(covered.orElse(at), at));
            covered = Optional.of(at);
            records.add(new Observation(at, new SensorId(cells[1]), reading(cells[2], cells[3])));
        }
        return records;
    }

    private static List<LogRecord> watched(Instant from, Instant to) {
        List<LogRecord> records = new ArrayList<>();
        Instant covered = from;
        while (covered.isBefore(to)) {
            Duration left = Duration.between(covered, to);
            Duration step = left.compareTo(LONGEST_CLAIM) < 0 ? left : LONGEST_CLAIM;
            covered = covered.plus(step);
            records.add(new LogRecord.Alive(covered, step));
        }
        return records;
    }

    private static Reading reading(String kind, String value) {
        return switch (kind) {
            case "motion" -> new Reading.Motion(Boolean.parseBoolean(value));
            case "passage" -> new Reading.Passage(value.equals("in") ? Reading.Direction.IN : Reading.Direction.OUT);
            case "co2_ppm" -> new Reading.Air(OptionalDouble.of(Double.parseDouble(value)), OptionalDouble.empty(), OptionalDouble.empty());
            case "temperature_c" -> new Reading.Air(OptionalDouble.empty(), OptionalDouble.of(Double.parseDouble(value)), OptionalDouble.empty());
            default -> throw new AssertionError("no reading of the recordings: " + kind);
        };
    }

    private static List<JournalEntry.Numbered> numbered(List<LogRecord> records) {
        List<JournalEntry.Numbered> numbered = new ArrayList<>();
        records.forEach(each -> numbered.add(new JournalEntry.Numbered(numbered.size() + 1L, each)));
        return numbered;
    }
}
