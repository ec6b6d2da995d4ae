package org.terzo.hub.occupancy.reference;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.terzo.hub.ingest.journal.JournalEntry;
import org.terzo.hub.site.Site;
import org.terzo.hub.site.Site.SensorKind;
import org.terzo.wire.DeskId;
import org.terzo.wire.DoorId;
import org.terzo.wire.GatewayId;
import org.terzo.wire.LogId;
import org.terzo.wire.LogRecord;
import org.terzo.wire.Observation;
import org.terzo.wire.Reading;
import org.terzo.wire.SensorId;
import org.terzo.wire.SiteId;
import org.terzo.wire.ZoneId;

/// A site with one desk and two doors, and some hours there: people who come and go, gateways that look away, sensors that break.
public final class RandomDay {
    public static final SiteId SITE = new SiteId("loft");
    public static final ZoneId HALL = new ZoneId("hall");
    /// A room with door contacts, of its own and at its door.
    public static final ZoneId BOOTH = new ZoneId("booth");
    private static final LogId LOG = new LogId("log-1");
    private static final Instant START = Instant.parse("2026-03-10T07:13:21.500Z");
    private static final long MINUTE = 60_000;

    private final Random random;
    private final List<Site.Sensor> deskSensors = new ArrayList<>();
    private final List<Site.Sensor> counters = new ArrayList<>();
    private final List<Site.Sensor> roomSensors = new ArrayList<>();
    private final List<Site.Sensor> contacts = new ArrayList<>();
    private final Map<GatewayId, List<LogRecord>> logs = new TreeMap<>();
    private final long length;
    private final Site site;

    public RandomDay(long seed) {
        this(seed, 1);
    }

    /// @param times as long as another one
    public RandomDay(long seed, int times) {
        random = new Random(seed);
        length = times * MINUTE * (120 + random.nextInt(300));
        List<GatewayId> gateways = List.of(new GatewayId("gw-a"), new GatewayId("gw-b")).subList(0, 1 + random.nextInt(2));
        List<SensorKind> kinds = List.of(SensorKind.PIR, SensorKind.PIR, SensorKind.RADAR, SensorKind.MAT);
        List<Optional<Integer>> periods =
                List.of(Optional.empty(), Optional.empty(), Optional.of(31), Optional.of(45), Optional.of(60), Optional.of(300));
        for (int i = 0; i <= random.nextInt(3); i++) {
            deskSensors.add(new Site.Sensor(new SensorId("s-" + i), pick(gateways), pick(kinds), pick(periods)));
        }
        for (int i = 0; i <= random.nextInt(2); i++) {
            counters.add(new Site.Sensor(new SensorId("door-" + i), pick(gateways), SensorKind.BEAM_PAIR, Optional.empty()));
        }
        for (int i = 0; i <= random.nextInt(2); i++) {
            roomSensors.add(new Site.Sensor(new SensorId("r-" + i), pick(gateways), pick(kinds), pick(periods)));
            contacts.add(new Site.Sensor(new SensorId("reed-" + i), pick(gateways), SensorKind.REED, pick(periods)));
        }
        site = build();
        gateways.forEach(gateway -> logs.put(gateway, log(gateway)));
    }

    private Site build() {
        List<Site.Door> doors = new ArrayList<>();
        for (int i = 0; i < counters.size(); i++) {
            Optional<ZoneId> hall = Optional.of(HALL);
            List<SensorId> own = List.of(counters.get(i).id());
            boolean isInward = i == 0;
            doors.add(new Site.Door(
                    new DoorId("door-" + i), isInward ? Optional.empty() : hall, isInward ? hall : Optional.empty(), Optional.empty(), own));
        }
        List<Site.Sensor> sensors = new ArrayList<>(deskSensors);
        sensors.addAll(counters);
        sensors.addAll(roomSensors);
        sensors.addAll(contacts);
        List<SensorId> ofRoom = Stream.concat(roomSensors.stream(), contacts.stream().limit(1)).map(Site.Sensor::id).toList();
        List<SensorId> atDoor = contacts.stream().skip(1).map(Site.Sensor::id).toList();
        doors.add(new Site.Door(new DoorId("booth-door"), Optional.of(HALL), Optional.of(BOOTH), Optional.empty(), atDoor));
        List<SensorId> own = deskSensors.stream().map(Site.Sensor::id).toList();
        return new Site(
                SITE, 1, "Loft", "IT", Optional.empty(), Optional.empty(), java.time.ZoneId.of("UTC"), List.of("it"), Optional.empty(),
                Optional.of("Mo-Su 08:00-19:00"), List.of(), List.of(), 12, Optional.empty(), Optional.empty(),
                List.of(
                        new Site.Zone(HALL, "Hall", Site.ZoneKind.DESKS, Optional.of(9), true, List.of(), List.of()),
                        new Site.Zone(BOOTH, "Booth", Site.ZoneKind.ROOM, Optional.of(4), true, ofRoom, List.of())),
                List.of(new Site.Desk(
                        new DeskId("d-1"), HALL, "1", Optional.empty(), List.of(), own, false, Optional.empty(), Optional.empty())),
                doors, sensors);
    }

    public Site site() {
        return site;
    }

    public List<Site.Sensor> deskSensors() {
        return deskSensors;
    }

    public List<Site.Sensor> roomSensors() {
        return roomSensors;
    }

    public List<Site.Sensor> contacts() {
        return contacts;
    }

    public List<Site.Sensor> counters() {
        return counters;
    }

    public Instant end() {
        return START.plusMillis(length);
    }

    private <T> T pick(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }

    /// Each gateway's log as one entry, all of it settled.
    public List<JournalEntry> entries() {
        List<JournalEntry> entries = new ArrayList<>();
        logs.forEach((gateway, records) -> entries.add(entry(gateway, 1, records, records.size())));
        return entries;
    }

    /// The same logs in pieces that arrive in any order, some of them twice over the edge.
    public List<JournalEntry> pieces(Random order) {
        List<JournalEntry> pieces = new ArrayList<>();
        Map<GatewayId, Integer> next = new TreeMap<>();
        List<GatewayId> open = new ArrayList<>(logs.keySet());
        while (!open.isEmpty()) {
            GatewayId gateway = open.get(order.nextInt(open.size()));
            List<LogRecord> records = logs.getOrDefault(gateway, List.of());
            int from = next.getOrDefault(gateway, 0);
            int to = StrictMath.min(records.size(), from + 1 + order.nextInt(60));
            int middle = from + order.nextInt(to - from);
            pieces.add(entry(gateway, middle + 1, records.subList(middle, to), from));
            pieces.add(entry(gateway, from + 1, records.subList(from, middle), to));
            next.put(gateway, to);
            if (to == records.size()) {
                open.remove(gateway);
            }
        }
        return pieces;
    }

    private static JournalEntry entry(GatewayId gateway, int first, List<LogRecord> records, long through) {
        List<JournalEntry.Numbered> numbered = new ArrayList<>();
        for (int i = 0; i < records.size(); i++) {
            numbered.add(new JournalEntry.Numbered(first + i, records.get(i)));
        }
        return new JournalEntry.Records(first, SITE, gateway, LOG, START, through, numbered);
    }

    private List<LogRecord> log(GatewayId gateway) {
        List<LogRecord> records = new ArrayList<>();
        List<long[]> gaps = gaps();
        deskSensors.stream().filter(sensor -> sensor.gateway().equals(gateway)).forEach(sensor -> desk(sensor, records));
        counters.stream().filter(sensor -> sensor.gateway().equals(gateway)).forEach(sensor -> door(sensor, records));
        roomSensors.stream().filter(sensor -> sensor.gateway().equals(gateway)).forEach(sensor -> desk(sensor, records));
        contacts.stream().filter(sensor -> sensor.gateway().equals(gateway)).forEach(sensor -> contact(sensor, records));
        records.removeIf(record -> gaps.stream().anyMatch(gap -> gap[0] < timeOf(record) && timeOf(record) < gap[1]));
        claims(records, gaps);
        records.sort(Comparator.comparingLong(RandomDay::timeOf));
        return records;
    }

    private static long timeOf(LogRecord record) {
        return switch (record) {
            case Observation observation -> observation.at().toEpochMilli() - START.toEpochMilli();
            case LogRecord.Alive alive -> alive.at().toEpochMilli() - START.toEpochMilli();
            case LogRecord.Unreadable _ -> 0;
        };
    }

    private List<long[]> gaps() {
        List<long[]> gaps = new ArrayList<>();
        long t = random.nextInt(100) * MINUTE;
        while (t < length && random.nextInt(4) > 0) {
            long lasts = random.nextBoolean() ? 1 + random.nextInt(150_000) : MINUTE * random.nextInt(80);
            gaps.add(new long[] {t, t + lasts});
            t += lasts + random.nextInt(120) * MINUTE + 1 + random.nextInt(60_000);
        }
        return gaps;
    }

    private void claims(List<LogRecord> records, List<long[]> gaps) {
        long period = List.of(60_000L, 300_000L, 3_600_000L).get(random.nextInt(3));
        long from = 0;
        List<long[]> all = new ArrayList<>(gaps);
        all.add(new long[] {length, length});
        for (long[] gap : all) {
            long end = StrictMath.min(gap[0], length);
            while (from < end) {
                long to = StrictMath.min(end, from + period);
                records.add(new LogRecord.Alive(START.plusMillis(to), Duration.ofMillis(to - from)));
                from = to;
            }
            from = StrictMath.max(from, gap[1]);
        }
    }

    private void desk(Site.Sensor sensor, List<LogRecord> records) {
        Random own = new Random(random.nextLong());
        long phaseEnds = 0;
        boolean isThere = false;
        boolean isGrid = own.nextInt(4) == 0;
        for (long t = own.nextInt(60_000); t < length; ) {
            if (t >= phaseEnds) {
                isThere = !isThere && own.nextInt(5) > 0;
                phaseEnds = t + MINUTE * (1 + own.nextInt(60));
            }
            boolean on = own.nextDouble() < (isThere ? 0.5 : 0.01);
            long at = isGrid ? t - StrictMath.floorMod(START.toEpochMilli() + t, 30_000L) : t;
            boolean isMotion = sensor.kind() == SensorKind.PIR;
            Reading reading = own.nextInt(150) == 0
                    ? new Reading.Fault("line-open")
                    : isMotion ? new Reading.Motion(on) : new Reading.Presence(isThere != (own.nextInt(20) == 0));
            if (at >= 0) {
                records.add(new Observation(START.plusMillis(at), sensor.id(), reading));
            }
            t += sensor.reportSeconds().map(seconds -> seconds * 1_000L + own.nextInt(700)).orElse(1L + own.nextInt(90_000));
        }
    }

    private void door(Site.Sensor sensor, List<LogRecord> records) {
        Random own = new Random(random.nextLong());
        for (long t = own.nextInt(600_000); t < length; t += 1 + own.nextInt(own.nextInt(5) == 0 ? 2_400_000 : 240_000)) {
            int what = own.nextInt(40);
            Reading reading = what == 0
                    ? new Reading.Fault("blocked")
                    : new Reading.Passage(what == 1 ? Reading.Direction.ABORTED : what % 2 == 0 ? Reading.Direction.IN : Reading.Direction.OUT);
            records.add(new Observation(START.plusMillis(t), sensor.id(), reading));
        }
    }

    /// Open and shut at random, sometimes for long; one that reports repeats what it said.
    private void contact(Site.Sensor sensor, List<LogRecord> records) {
        Random own = new Random(random.nextLong());
        boolean isOpen = own.nextBoolean();
        long turns = 0;
        for (long t = own.nextInt(60_000); t < length; ) {
            if (t >= turns) {
                isOpen = !isOpen;
                turns = t + 1 + own.nextInt(own.nextInt(3) == 0 ? 3_000_000 : 60_000);
            }
            Reading reading = own.nextInt(60) == 0 ? new Reading.Fault("line-open") : new Reading.Contact(isOpen);
            records.add(new Observation(START.plusMillis(t), sensor.id(), reading));
            t += sensor.reportSeconds().map(seconds -> seconds * 1_000L + own.nextInt(700)).orElse(1L + own.nextInt(600_000));
        }
    }
}
