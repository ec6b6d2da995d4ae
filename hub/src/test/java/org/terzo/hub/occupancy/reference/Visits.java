package org.terzo.hub.occupancy.reference;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.terzo.hub.ingest.journal.JournalEntry;
import org.terzo.hub.occupancy.Headcount;
import org.terzo.hub.occupancy.OccupancyChange.OfHeadcount;
import org.terzo.hub.occupancy.SiteTracker;
import org.terzo.hub.occupancy.reference.Story.Span;
import org.terzo.hub.site.Site;
import org.terzo.wire.LogId;
import org.terzo.wire.LogRecord;
import org.terzo.wire.Observation;
import org.terzo.wire.Reading;
import org.terzo.wire.SensorId;

/// Some weeks at one place with the truth beside them: people who come, stay, go out for a while and leave, and what a door and some desks
/// make of them.
final class Visits {
    static final long MINUTE = 60_000;
    static final long DAY = 24 * 60 * MINUTE;
    static final Instant START = Instant.parse("2026-03-02T00:00:00Z");
    /// People are inside when the counting begins.
    private static final int BEFORE_DAYS = 3;
    private static final double IN_PAIRS = 0.15;
    private static final double LOST_OF_A_PAIR = 0.2;
    private static final double REVERSED = 0.005;
    private static final double COMES_BACK = 0.6;

    private final Random random;
    private final Kind kind;
    private final List<LogRecord> records = new ArrayList<>();
    /// How many more are inside from an instant on.
    private final TreeMap<Long, Integer> changes = new TreeMap<>();
    private final List<Span> sittings = new ArrayList<>();
    private final List<Long> freeAt = new ArrayList<>();

    /// @param visitors a day
    /// @param opensAt minutes after midnight; `closesAt` too; a place that never closes has 0 and 1440
    /// @param missIn the share of entries lost, `missOut` of exits, a part of them with somebody else in the same second
    /// @param desks with a seat sensor each, taken by `atDesks` of the people
    record Kind(int days, int visitors, int capacity, int opensAt, int closesAt, double missIn, double missOut, int desks, double atDesks) {
        boolean isClosedAtNight() {
            return closesAt - opensAt < DAY / MINUTE;
        }
    }

    /// How far the count was off.
    record Score(double error, double covered, double width) {}

    Visits(Kind kind, long seed) {
        this.kind = kind;
        random = new Random(seed);
        for (int desk = 0; desk < kind.desks(); desk++) {
            freeAt.add(-BEFORE_DAYS * DAY);
        }
        long end = kind.days() * DAY;
        List<Long> arrivals = new ArrayList<>();
        for (int visit = -BEFORE_DAYS * kind.visitors(); visit < kind.days() * kind.visitors(); visit++) {
            arrivals.add(StrictMath.floorDiv(visit, kind.visitors()) * DAY + (long) (MINUTE * timeOfArrival()));
        }
        arrivals.sort(Comparator.naturalOrder());
        arrivals.forEach(this::visit);
        sittings.sort(Comparator.comparingLong(Span::from));
        sittings.forEach(this::sit);
        for (int each = 0; each < 2 * kind.days(); each++) {
            pass(random.nextLong(end), each % 2 == 0);
        }
        for (long hour = DAY / 24; hour <= end; hour += DAY / 24) {
            records.add(new LogRecord.Alive(START.plusMillis(hour), Duration.ofHours(1)));
        }
        records.removeIf(each -> timeOf(each) < 0 || timeOf(each) > end);
        records.sort(Comparator.comparingLong(Visits::timeOf));
    }

    private static long timeOf(LogRecord record) {
        return switch (record) {
            case Observation observation -> observation.at().toEpochMilli() - START.toEpochMilli();
            case LogRecord.Alive alive -> alive.at().toEpochMilli() - START.toEpochMilli();
            case LogRecord.Unreadable _ -> 0;
        };
    }

    /// Mostly in the morning; where it never closes, some at any time.
    private double timeOfArrival() {
        double middle = kind.isClosedAtNight() ? kind.opensAt() + 0.25 * (kind.closesAt() - kind.opensAt()) : 11 * 60;
        double spread = kind.isClosedAtNight() ? 0.2 * (kind.closesAt() - kind.opensAt()) : 4 * 60;
        double at = random.nextInt(4) == 0 ? kind.opensAt() + random.nextDouble() * (kind.closesAt() - kind.opensAt()) : middle + spread * random.nextGaussian();
        return StrictMath.clamp(at, kind.opensAt(), kind.closesAt() - 45);
    }

    /// Stays of two hours on average, with breaks between; a place that closes sends the last out in the quarter hour before.
    private void visit(long arrival) {
        long closing = StrictMath.floorDiv(arrival, DAY) * DAY + kind.closesAt() * MINUTE - random.nextInt(15) * MINUTE;
        long last = kind.isClosedAtNight() ? closing : Long.MAX_VALUE;
        boolean hasCompany = random.nextDouble() < IN_PAIRS;
        boolean sits = random.nextDouble() < kind.atDesks();
        boolean companySits = random.nextDouble() < kind.atDesks();
        boolean comesBack = true;
        for (long in = arrival; comesBack && in < last - 2 * MINUTE; ) {
            long out = StrictMath.min(last, in + (long) (MINUTE * (20 - 100 * StrictMath.log(1 - random.nextDouble()))));
            stay(in, out, sits, 0);
            if (hasCompany) {
                stay(in + 300, out + 300, companySits, LOST_OF_A_PAIR);
            }
            comesBack = random.nextDouble() < COMES_BACK;
            in = out + (long) (MINUTE * (3 - 12 * StrictMath.log(1 - random.nextDouble())));
        }
    }

    private void stay(long in, long out, boolean sits, double lost) {
        changes.merge(in, 1, Integer::sum);
        changes.merge(out, -1, Integer::sum);
        cross(in, true, lost);
        cross(out, false, lost);
        if (sits && out - in > 4 * MINUTE) {
            sittings.add(new Span(in + MINUTE, out - MINUTE));
        }
    }

    /// At the first desk that is free, found at random.
    private void sit(Span sitting) {
        long from = sitting.from();
        long to = sitting.to();
        int first = random.nextInt(StrictMath.max(1, kind.desks()));
        for (int i = 0; i < kind.desks(); i++) {
            int desk = (first + i) % kind.desks();
            if (freeAt.get(desk) < from) {
                freeAt.set(desk, to);
                say("seat-" + desk, from, new Reading.Presence(true));
                say("seat-" + desk, to, new Reading.Presence(false));
                return;
            }
        }
    }

    private void cross(long at, boolean isIn, double alsoLost) {
        double miss = (isIn ? kind.missIn() : kind.missOut()) - IN_PAIRS * LOST_OF_A_PAIR / (1 + IN_PAIRS);
        if (random.nextDouble() >= miss && random.nextDouble() >= alsoLost) {
            pass(at, isIn != random.nextDouble() < REVERSED);
        }
    }

    private void pass(long at, boolean isIn) {
        say("door", at, new Reading.Passage(isIn ? Reading.Direction.IN : Reading.Direction.OUT));
    }

    private void say(String sensor, long at, Reading reading) {
        records.add(new Observation(START.plusMillis(at), new SensorId(sensor), reading));
    }

    private Site site() {
        StringBuilder desks = new StringBuilder();
        StringBuilder sensors = new StringBuilder();
        for (int desk = 0; desk < kind.desks(); desk++) {
            desks.append("\n  - {desk: d-%1$d, zone: hall, label: \"%1$d\", at: [1, 1], sensors: [seat-%1$d]}".formatted(desk));
            sensors.append("\n  - {sensor: seat-%d, gateway: gw-1, kind: seat}".formatted(desk));
        }
        String hours = kind.isClosedAtNight()
                ? "Mo-Su %02d:%02d-%02d:%02d".formatted(kind.opensAt() / 60, kind.opensAt() % 60, kind.closesAt() / 60, kind.closesAt() % 60)
                : "24/7";
        return RecordedDay.site(
                """
                site: loft
                revision: 1
                name: Loft
                country: IT
                timeZone: UTC
                languages: [it]
                openingHours: "%s"
                capacity: %s
                plan: {width: 9, height: 9}
                zones:
                  - {zone: hall, name: Hall, kind: desks, public: true, outline: [[0, 0], [9, 0], [9, 9], [0, 9]]}
                desks: %s
                doors:
                  - {door: main, from: outside, to: hall, at: [0, 6], sensors: [door]}
                sensors:
                  - {sensor: door, gateway: gw-1, kind: beam-pair}%s
                """
                        .formatted(hours, Integer.toString(kind.capacity()), desks.isEmpty() ? "[]" : desks.toString(), sensors));
    }

    private List<OfHeadcount> counted() {
        List<OfHeadcount> counted = new ArrayList<>();
        Site site = site();
        SiteTracker tracker = new SiteTracker(site, change -> {
            if (change instanceof OfHeadcount count && count.zone().isEmpty()) {
                counted.add(count);
            }
        });
        for (int from = 0; from < records.size(); from += 500) {
            List<JournalEntry.Numbered> numbered = new ArrayList<>();
            for (int i = from; i < StrictMath.min(records.size(), from + 500); i++) {
                numbered.add(new JournalEntry.Numbered(i + 1L, records.get(i)));
            }
            tracker.take(new JournalEntry.Records(
                    1 + from, site.id(), site.sensors().getFirst().gateway(), new LogId("log-1"), START, from + numbered.size(), numbered));
        }
        return counted;
    }

    /// Every five minutes from the second day on; values outside 0..C are an error of the filter.
    Score score() {
        TreeMap<Long, OfHeadcount> counted = new TreeMap<>();
        counted().forEach(each -> counted.put(each.at().toEpochMilli() - START.toEpochMilli(), each));
        double error = 0;
        double covered = 0;
        double width = 0;
        int looks = 0;
        int truth = 0;
        long told = -BEFORE_DAYS * DAY - 1;
        for (long t = 0; t < (kind.days() - 1) * DAY; t += 5 * MINUTE) {
            for (Map.Entry<Long, Integer> each : changes.subMap(told, false, t, true).entrySet()) {
                truth += each.getValue();
            }
            told = t;
            if (t >= DAY) {
                Headcount count = counted.floorEntry(t).getValue().headcount().orElseThrow();
                error += StrictMath.abs(truth - count.best());
                covered += count.low() <= truth && truth <= count.high() ? 1 : 0;
                width += count.high() - count.low();
                looks++;
            }
        }
        return new Score(error / looks, covered / looks, width / looks);
    }
}
