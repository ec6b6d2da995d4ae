package org.terzo.hub.occupancy.reference;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.Stream;
import org.terzo.hub.ingest.journal.JournalEntry;
import org.terzo.hub.occupancy.Answer;
import org.terzo.hub.occupancy.OccupancyChange;
import org.terzo.hub.occupancy.SiteTracker;
import org.terzo.hub.site.Site;
import org.terzo.hub.site.SiteFile;
import org.terzo.wire.GatewayId;
import org.terzo.wire.LogId;
import org.terzo.wire.LogRecord;
import org.terzo.wire.Observation;
import org.terzo.wire.RecordCodec;

/// A recorded file and a site it fits: what the pure core says of it, without gateway, broker, hub or store.
///
/// A file that does not say when it was watched counts as watched from its first to its last row.
public record RecordedDay(Site site, List<LogRecord> records) {
    /// What the demo plays, wherever the tests are started.
    public static final Path DEMO = Stream.of("hub/src/demo", "src/demo").map(Path::of).filter(Files::isDirectory).findFirst().orElseThrow();

    public static final Path ROOM = DEMO.resolve("recorded/room-pir-2017-12-22.csv");

    private static final LogId LOG = new LogId("recorded");

    /// @param csv with the header `at,sensor,reading,value`
    public static RecordedDay of(Site site, Path csv) throws IOException {
        List<LogRecord> records = new ArrayList<>();
        for (String row : Files.readAllLines(csv).stream().skip(1).toList()) {
            String[] cells = row.split(",", -1);
            String sensor = cells[1].isEmpty() ? "" : "\"sensor\":\"" + cells[1] + "\",";
            String value = cells[3].matches("true|false|-?[0-9.]+") ? cells[3] : "\"" + cells[3] + "\"";
            records.add(RecordCodec.decode("{\"at\":\"" + cells[0] + "\"," + sensor + "\"" + cells[2] + "\":" + value + "}"));
        }
        if (records.stream().noneMatch(LogRecord.Alive.class::isInstance)) {
            Instant first = timeOf(records.getFirst());
            Instant last = timeOf(records.getLast());
            records.add(new LogRecord.Alive(last, Duration.between(first, last)));
        }
        return new RecordedDay(site, records);
    }

    public static Site site(String yaml) {
        return switch (SiteFile.read(yaml)) {
            case SiteFile.Result.Read(Site site) -> site;
            case SiteFile.Result.Refused(List<SiteFile.Mistake> mistakes) -> throw new IllegalArgumentException(mistakes.toString());
        };
    }

    private static Instant timeOf(LogRecord row) {
        return switch (row) {
            case Observation observation -> observation.at();
            case LogRecord.Alive alive -> alive.at();
            case LogRecord.Unreadable unreadable -> throw new IllegalArgumentException(unreadable.toString());
        };
    }

    /// The whole file as one log of the site's only gateway.
    public List<JournalEntry> entries() {
        GatewayId gateway = site.sensors().getFirst().gateway();
        List<JournalEntry.Numbered> numbered = new ArrayList<>();
        records.forEach(each -> numbered.add(new JournalEntry.Numbered(numbered.size() + 1, each)));
        return List.of(new JournalEntry.Records(1, site.id(), gateway, LOG, Instant.EPOCH, numbered.size(), numbered));
    }

    /// Every change of desks and headcounts up to `until`, of both answers, in order of time for each of them: what `history/states` must give.
    public List<OccupancyChange> changes(Instant until) {
        List<OccupancyChange> changes = new ArrayList<>();
        SiteTracker tracker = new SiteTracker(site, EnumSet.allOf(Answer.class), changes::add);
        entries().forEach(tracker::take);
        changes.addAll(tracker.provisional(until));
        return changes;
    }
}
