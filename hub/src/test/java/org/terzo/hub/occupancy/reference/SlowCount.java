package org.terzo.hub.occupancy.reference;

import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.terzo.hub.ingest.journal.JournalEntry;
import org.terzo.hub.occupancy.Headcount;
import org.terzo.hub.occupancy.OccupancyChange.Quality;
import org.terzo.hub.occupancy.reference.Story.Seen;
import org.terzo.hub.occupancy.reference.Story.Span;
import org.terzo.hub.site.OpeningHours;
import org.terzo.hub.site.Site;
import org.terzo.wire.Reading;
import org.terzo.wire.SensorId;
import org.terzo.wire.ZoneId;

/// The headcount of one place through a story, straight from inference.md 5.2.
public final class SlowCount {
    private static final long MINUTE = 60_000;
    private static final long DAY = 24 * 60 * MINUTE;
    private static final long LONGEST_HALF = 20 * DAY / MINUTE;
    private static final long NEVER = Long.MIN_VALUE / 4;

    private final Site site;
    private final OpeningHours hours;
    private final List<Eye> eyes = new ArrayList<>();
    private final Set<SensorId> outward;
    private final List<Change> changes = new ArrayList<>();
    private final SlowCrowd crowd;
    private final List<JournalEntry.Recounted> recounts;
    private final List<Map<Long, SlowQuarter>> desks = new ArrayList<>();
    private long begunAt = NEVER;
    private long anchoredAt = NEVER;
    private long countedTo;
    private long heardAt = NEVER;
    private Optional<Headcount> said = Optional.empty();
    private Quality saidQuality = Quality.LOW;

    /// A change to what is said.
    public record Change(long at, Optional<Headcount> headcount, Quality quality) {}

    private SlowCount(Site site, Optional<ZoneId> zone, Story story, List<Site.Sensor> counters, Set<SensorId> outward, int capacity) {
        this.site = site;
        this.hours = OpeningHours.of(site).orElseThrow();
        counters.forEach(sensor -> eyes.add(Eye.of(sensor, story)));
        this.outward = outward;
        recounts = story.recounts().stream().filter(each -> each.zone().equals(zone)).toList();
        crowd = new SlowCrowd(capacity, eyes.size());
    }

    /// @param zone empty: the site as a whole
    public static List<Change> changes(
            Site site, Optional<ZoneId> zone, Story story, List<Site.Sensor> counters, Set<SensorId> outward, long until) {
        int capacity = zone.flatMap(site::zone).flatMap(Site.Zone::capacity).orElse(site.capacity());
        SlowCount count = new SlowCount(site, zone, story, counters, outward, capacity);
        TreeSet<Long> instants = new TreeSet<>();
        for (Eye eye : count.eyes) {
            eye.readings().forEach(seen -> instants.add(seen.at()));
            story.watched(eye.sensor()).stream().map(Span::to).forEach(to -> instants.add(to + Eye.GONE_MILLIS));
        }
        count.recounts.forEach(each -> instants.add(each.at().toEpochMilli()));
        site.desks().stream().filter(each -> zone.isEmpty() || zone.get().equals(each.zone())).forEach(desk -> {
            List<Site.Sensor> own = desk.sensors().stream().map(id -> site.sensor(id).orElseThrow()).toList();
            count.desks.add(SlowDesk.quarters(story, own, until));
        });
        for (long minute = StrictMath.floorDiv(story.start(), MINUTE) * MINUTE; minute <= until; minute += MINUTE) {
            instants.add(minute);
        }
        instants.headSet(until, true).forEach(count::live);
        return count.changes;
    }

    private List<Seen> readings(long t) {
        List<Seen> now = new ArrayList<>();
        eyes.forEach(eye -> eye.readings().stream().filter(seen -> seen.at() == t).forEach(now::add));
        now.sort(Story.ORDER);
        return now;
    }

    private void live(long t) {
        boolean isMinute = t % MINUTE == 0;
        List<Seen> now = readings(t);
        loseIfGone(t, false);
        List<JournalEntry.Recounted> counted = recounts.stream().filter(each -> each.at().toEpochMilli() == t).toList();
        if (isMinute || !now.isEmpty() || !counted.isEmpty()) {
            pass(t, !now.isEmpty() || !counted.isEmpty());
        }
        if (isMinute) {
            turn(t);
        }
        if (isMinute && begunAt != NEVER && begunAt < t) {
            say(t, false);
        }
        if (isMinute && isForgotten(t)) {
            begunAt = NEVER;
            anchoredAt = NEVER;
            crowd.breakOff();
        }
        for (JournalEntry.Recounted each : counted) {
            pass(t, true);
            heardAt = t;
            crowd.counted(each.people());
            anchoredAt = t;
            crowd.anchored();
            say(t, false);
        }
        for (Seen seen : now) {
            pass(t, true);
            heardAt = t;
            if (seen.observation().reading() instanceof Reading.Passage(Reading.Direction direction) && direction != Reading.Direction.ABORTED) {
                SensorId sensor = seen.observation().sensor();
                boolean isIn = (direction == Reading.Direction.IN) != outward.contains(sensor);
                int door = IntStream.range(0, eyes.size()).filter(i -> eyes.get(i).sensor().id().equals(sensor)).findFirst().orElseThrow();
                crowd.pass(door, isIn, hour(t));
                say(t, true);
            }
        }
        loseIfGone(t, true);
    }

    private boolean isForgotten(long t) {
        long observed = eyes.stream().mapToLong(eye -> eye.observedUntil(t, eye.readBy(t, false))).max().orElseThrow();
        return t - StrictMath.max(heardAt, observed) > 2 * DAY;
    }

    private LocalDateTime local(long t) {
        return Instant.ofEpochMilli(t).atZone(site.timeZone()).toLocalDateTime();
    }

    private int hour(long t) {
        return (local(t).getDayOfWeek().getValue() - 1) * 24 + local(t).getHour();
    }

    private void turn(long t) {
        if (begunAt == NEVER) {
            return;
        }
        if (isMiddleOfClosed(t)) {
            crowd.closed();
            anchoredAt = t;
            crowd.anchored();
        }
        if (t % (15 * MINUTE) == 0) {
            lookAtDesks(t);
        }
        if (local(t).getHour() == 4 && local(t).getMinute() == 0) {
            crowd.turnDay();
        }
    }

    private void lookAtDesks(long t) {
        List<SlowQuarter> known = desks.stream().map(each -> each.get(t)).filter(each -> each != null && each.hasShown()).toList();
        List<SlowQuarter> observed = known.stream().filter(each -> !each.isGone()).toList();
        long on = observed.stream().filter(SlowQuarter::isOn).count();
        double others = observed.stream().filter(each -> !each.hasLevel()).mapToDouble(SlowQuarter::occupied).sum();
        int used = (int) (on + StrictMath.round(others));
        if (!observed.isEmpty() && crowd.look(known.size(), observed.size(), used)) {
            anchoredAt = t;
            crowd.anchored();
        }
        if (t % (120 * MINUTE) == 0) {
            crowd.turnDesks(known.size(), observed.size(), used);
        }
    }

    /// Closed for as long before as after, to the minute, and for two hours or more.
    private boolean isMiddleOfClosed(long t) {
        long edge = 1;
        while (edge < LONGEST_HALF && !isOpen(t - edge * MINUTE) && !isOpen(t + (edge - 1) * MINUTE)) {
            edge++;
        }
        boolean beganThere = isOpen(t - edge * MINUTE) && !isOpen(t - (edge - 1) * MINUTE);
        boolean endsThere = isOpen(t + (edge - 1) * MINUTE);
        boolean endsLater = isOpen(t + edge * MINUTE) && !endsThere;
        boolean isEven = beganThere && endsThere;
        return edge < LONGEST_HALF && (isEven || (beganThere && endsLater)) && 2 * (edge - 1) + (isEven ? 0 : 1) >= 120;
    }

    private boolean isOpen(long t) {
        return hours.isOpen(Instant.ofEpochMilli(t));
    }

    private void loseIfGone(long t, boolean withReadingsAtT) {
        if (eyes.stream().allMatch(eye -> eye.isGone(t, eye.readBy(t, withReadingsAtT)))) {
            publish(t, Optional.empty(), Quality.LOW);
        }
    }

    /// The first look decides where to begin.
    private void pass(long t, boolean isTold) {
        if (begunAt == NEVER) {
            long first = eyes.stream().mapToLong(eye -> eye.nextObserved(t - MINUTE, eye.readBy(t, false))).min().orElseThrow();
            if (first > t && !isTold) {
                return;
            }
            begunAt = StrictMath.min(first, t);
            countedTo = begunAt;
            crowd.flat();
            if (!isOpen(begunAt)) {
                crowd.empty();
                anchoredAt = begunAt;
                crowd.anchored();
            }
        }
        long start = countedTo;
        List<Integer> away = away(t, false);
        boolean isWatched = eyes.stream()
                .allMatch(eye -> eye.faultSince(eye.readBy(t, false)).isEmpty() && eye.story().covers(eye.sensor(), start, t));
        if (!away.isEmpty()) {
            crowd.drift(hour(start), (t - start) / (double) MINUTE, away);
        } else if (isWatched) {
            crowd.silence(hour(start), (t - start) / (double) MINUTE);
        }
        countedTo = t;
    }

    private List<Integer> away(long t, boolean withReadingsAtT) {
        return IntStream.range(0, eyes.size())
                .filter(i -> eyes.get(i).isGone(t, eyes.get(i).readBy(t, withReadingsAtT)))
                .boxed()
                .toList();
    }

    private void say(long t, boolean withReadingsAtT) {
        List<Integer> away = away(t, withReadingsAtT);
        if (away.size() < eyes.size()) {
            Headcount count = crowd.headcount();
            long age = t - anchoredAt;
            boolean isPoor = !away.isEmpty() || t - StrictMath.max(begunAt, anchoredAt) > 7 * DAY;
            boolean isGood = age < DAY && count.high() - count.low() <= StrictMath.max(2, 0.1 * count.best());
            publish(t, Optional.of(count), isPoor ? Quality.LOW : isGood ? Quality.HIGH : Quality.MEDIUM);
        }
    }

    private void publish(long t, Optional<Headcount> headcount, Quality quality) {
        if (!headcount.equals(said) || quality != saidQuality) {
            changes.add(new Change(t, headcount, quality));
            said = headcount;
            saidQuality = quality;
        }
    }
}
