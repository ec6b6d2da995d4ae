package org.terzo.hub.occupancy.reference;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.terzo.hub.ingest.journal.JournalEntry;
import org.terzo.hub.ingest.journal.JournalEntry.Numbered;
import org.terzo.hub.ingest.journal.JournalEntry.Records;
import org.terzo.hub.ingest.journal.JournalEntry.Recounted;
import org.terzo.hub.site.Site;
import org.terzo.wire.DeskId;
import org.terzo.wire.LogId;
import org.terzo.wire.LogRecord;
import org.terzo.wire.Observation;
import org.terzo.wire.SensorId;
import org.terzo.wire.ZoneId;

/// A random day whose gateways write two logs each, as it comes in time and as it comes when parcels are delayed by minutes to days.
public final class LateStory {
    private static final long LONGEST_PARCEL_MILLIS = 240_000;
    private static final long MINUTE = 60_000;
    private static final int MINUTES_OF_A_WEEK = 10_080;

    private final RandomDay day;
    private final List<Parcel> parcels = new ArrayList<>();

    /// Records of one log that travel together, or a recount.
    ///
    /// @param sent when its last record was made, in epoch milliseconds
    /// @param delayed when it comes in the disturbed run
    private record Parcel(long sent, long delayed, JournalEntry content) {}

    public LateStory(long seed, int times) {
        day = new RandomDay(seed, times);
        Random random = new Random(-seed);
        for (JournalEntry entry : day.entries()) {
            split((Records) entry, random);
        }
        recounts(random);
    }

    public RandomDay day() {
        return day;
    }

    /// The same site with one desk more, whose sensor never says a word.
    public Site revised() {
        Site site = day.site();
        List<Site.Sensor> sensors = new ArrayList<>(site.sensors());
        SensorId added = new SensorId("added");
        sensors.add(new Site.Sensor(added, site.sensors().getFirst().gateway(), Site.SensorKind.PIR, Optional.empty()));
        List<Site.Desk> desks = new ArrayList<>(site.desks());
        desks.add(new Site.Desk(
                new DeskId("d-2"), RandomDay.HALL, "2", Optional.empty(), List.of(), List.of(added), false, Optional.empty(), Optional.empty()));
        return new Site(
                site.id(), site.revision() + 1, site.name(), site.country(), site.nuts3(), site.degurba(), site.timeZone(), site.languages(),
                site.operator(), site.openingHours(), site.closures(), site.openings(), site.capacity(), site.publication(), site.plan(),
                site.zones(), desks, site.doors(), sensors);
    }

    private void recounts(Random random) {
        long end = day.end().toEpochMilli();
        long start = parcels.stream().mapToLong(Parcel::sent).min().orElse(end);
        for (int left = random.nextInt(4); left > 0; left--) {
            long at = start + (long) (random.nextDouble() * (end - start));
            Optional<ZoneId> zone = random.nextBoolean() ? Optional.of(RandomDay.HALL) : Optional.empty();
            Recounted recounted = new Recounted(0, RandomDay.SITE, zone, Instant.ofEpochMilli(at), random.nextInt(12), "ana");
            parcels.add(new Parcel(at, at + delay(random), recounted));
        }
    }

    public List<JournalEntry> inTime() {
        return numbered(parcels.stream().sorted(Comparator.comparingLong(Parcel::sent)).toList());
    }

    public List<JournalEntry> disturbed() {
        return numbered(parcels.stream().sorted(Comparator.comparingLong(Parcel::delayed)).toList());
    }

    /// Positions from 1 on; what was overtaken is taken for lost until it comes.
    private static List<JournalEntry> numbered(List<Parcel> order) {
        List<JournalEntry> entries = new ArrayList<>();
        TreeMap<String, Long> through = new TreeMap<>();
        for (Parcel parcel : order) {
            if (parcel.content() instanceof Records content) {
                String log = content.gateway() + " " + content.log();
                long settled = through.merge(log, content.records().getLast().sequence(), StrictMath::max);
                entries.add(new Records(0, content.site(), content.gateway(), content.log(), content.arrivedAt(), settled, content.records()));
            } else {
                entries.add(parcel.content());
            }
            entries.add(moved(entries.removeLast(), entries.size() + 1L));
        }
        return entries;
    }

    /// The same at another place of the journal.
    public static JournalEntry moved(JournalEntry entry, long position) {
        return switch (entry) {
            case Records each -> new Records(position, each.site(), each.gateway(), each.log(), each.arrivedAt(), each.through(), each.records());
            case Recounted each -> new Recounted(position, each.site(), each.zone(), each.at(), each.people(), each.by());
            case JournalEntry.Watched each -> new JournalEntry.Watched(position, each.site(), each.gateway(), each.since(), each.until(), each.heldBack());
            case JournalEntry.Revised each -> new JournalEntry.Revised(position, each.site(), each.revision());
        };
    }

    private void split(Records whole, Random random) {
        List<List<Numbered>> logs = List.of(new ArrayList<>(), new ArrayList<>());
        int which = 0;
        for (Numbered each : whole.records()) {
            which = random.nextInt(25) == 0 ? 1 - which : which;
            List<Numbered> log = logs.get(which);
            log.add(new Numbered(log.size() + 1L, each.content()));
        }
        for (int log = 0; log < logs.size(); log++) {
            parcels(whole, new LogId("log-" + (log + 1)), logs.get(log), random);
        }
    }

    private void parcels(Records whole, LogId log, List<Numbered> records, Random random) {
        int from = 0;
        for (int to = 1; to <= records.size(); to++) {
            boolean isEnd = to == records.size() || timeOf(records.get(to)) - timeOf(records.get(from)) > LONGEST_PARCEL_MILLIS;
            if (isEnd) {
                List<Numbered> own = records.subList(from, to);
                long sent = timeOf(own.getLast());
                Records content = new Records(0, whole.site(), whole.gateway(), log, Instant.ofEpochMilli(sent), 0, own);
                parcels.add(new Parcel(sent, sent + delay(random), content));
                from = to;
            }
        }
    }

    private static long delay(Random random) {
        return switch (random.nextInt(12)) {
            case 0 -> MINUTE * random.nextInt(100);
            case 1 -> MINUTE * random.nextInt(1_000);
            case 2 -> MINUTE * random.nextInt(MINUTES_OF_A_WEEK);
            default -> random.nextInt(2_000);
        };
    }

    private static long timeOf(Numbered record) {
        return switch (record.content()) {
            case Observation observation -> observation.at().toEpochMilli();
            case LogRecord.Alive alive -> alive.at().toEpochMilli();
            case LogRecord.Unreadable _ -> 0;
        };
    }
}
