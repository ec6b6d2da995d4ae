package org.terzo.hub.accuracy;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.terzo.hub.occupancy.DeskState;
import org.terzo.hub.occupancy.Headcount;
import org.terzo.hub.site.Site;
import org.terzo.wire.Observation;
import org.terzo.wire.Reading;
import org.terzo.wire.SensorId;

/// What simple rules make of the same signals.
final class Baselines {
    private static final Said TAKEN = new Said(DeskState.OCCUPIED, 1);
    private static final Said FREE = new Said(DeskState.FREE, 1);
    private static final LocalTime NIGHT = LocalTime.of(4, 0);

    private Baselines() {}

    /// Occupied while a level is on, and for so long after it went.
    static Answered hold(Day day, Duration hold) {
        Answered answer = new Answered();
        for (Site.Desk desk : day.site().desks()) {
            Set<SensorId> own = Set.copyOf(desk.sensors());
            Set<SensorId> on = new HashSet<>();
            Steps<Said> said = answer.desk(desk.id().value());
            Instant until = Instant.MIN;
            said.put(day.from(), FREE);
            for (Observation each : day.seen()) {
                Optional<Boolean> level = own.contains(each.sensor()) ? level(each) : Optional.empty();
                if (level.isEmpty()) {
                    continue;
                }
                if (on.isEmpty() && until.isAfter(day.from()) && each.at().isAfter(until)) {
                    said.put(until, FREE);
                }
                boolean wasOn = level.get() ? on.add(each.sensor()) : on.remove(each.sensor());
                if (level.get() || wasOn) {
                    said.put(each.at(), TAKEN);
                    until = each.at().plus(hold);
                }
            }
            if (on.isEmpty() && until.isAfter(day.from())) {
                said.put(until, FREE);
            }
        }
        return answer;
    }

    private static Optional<Boolean> level(Observation seen) {
        return switch (seen.reading()) {
            case Reading.Motion(boolean motion) -> Optional.of(motion);
            case Reading.Presence(boolean presence) -> Optional.of(presence);
            case Reading.Contact _, Reading.Passage _, Reading.Distance _, Reading.Air _, Reading.Fault _ -> Optional.empty();
        };
    }

    /// In minus out at every door.
    ///
    /// @param nightly from 04:00 on nobody is inside, and never fewer than nobody
    static Answered inMinusOut(Day day, boolean nightly) {
        Answered answer = new Answered();
        Map<String, Integer> people = new HashMap<>();
        Instant night = nextNight(day, day.from());
        for (Observation each : day.seen()) {
            if (nightly && each.at().isAfter(night)) {
                Instant zero = night;
                people.replaceAll((zone, _) -> said(answer, zone, zero, 0));
                night = nextNight(day, each.at());
            }
            if (each.reading() instanceof Reading.Passage(Reading.Direction direction) && direction != Reading.Direction.ABORTED) {
                int sign = direction == Reading.Direction.IN ? 1 : -1;
                for (Site.Door door : doors(day.site(), each.sensor())) {
                    door.from().ifPresent(zone -> move(zone.value(), -sign, each.at(), people, answer, nightly));
                    door.to().ifPresent(zone -> move(zone.value(), sign, each.at(), people, answer, nightly));
                    if (door.from().isEmpty() || door.to().isEmpty()) {
                        move(Answered.SITE, sign, each.at(), people, answer, nightly);
                    }
                }
            }
        }
        return answer;
    }

    private static void move(String zone, int by, Instant at, Map<String, Integer> people, Answered answer, boolean clamped) {
        int count = people.getOrDefault(zone, 0) + by;
        people.put(zone, said(answer, zone, at, clamped ? Math.max(0, count) : count));
    }

    private static int said(Answered answer, String zone, Instant at, int count) {
        int shown = Math.max(0, count);
        answer.headcount(zone).put(at, Optional.of(new Headcount(shown, shown, shown)));
        return count;
    }

    private static List<Site.Door> doors(Site site, SensorId sensor) {
        return site.doors().stream().filter(door -> door.sensors().contains(sensor)).toList();
    }

    private static Instant nextNight(Day day, Instant after) {
        Instant night = after.atZone(day.site().timeZone()).toLocalDate().atTime(NIGHT).atZone(day.site().timeZone()).toInstant();
        return night.isAfter(after) ? night : night.plus(Duration.ofDays(1));
    }

    /// Of a room with a contact: a door event clears, the next motion sets.
    static Answered doorRule(Day day) {
        Answered answer = new Answered();
        for (Site.Zone zone : day.site().zones()) {
            for (Observation each : day.seen()) {
                if (zone.sensors().contains(each.sensor())) {
                    if (each.reading() instanceof Reading.Contact) {
                        answer.headcount(zone.id().value()).put(each.at(), Optional.of(new Headcount(0, 0, 0)));
                    } else if (level(each).orElse(false)) {
                        answer.headcount(zone.id().value()).put(each.at(), Optional.of(new Headcount(1, 1, 1)));
                    }
                }
            }
        }
        return answer;
    }
}
