package org.terzo.simulator.life;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.terzo.simulator.chance.Chance;
import org.terzo.simulator.site.Hours;
import org.terzo.simulator.site.SimulatedSite;
import org.terzo.simulator.site.SimulatedSite.Zone;
import org.terzo.simulator.site.SimulatedSite.ZoneKind;

/// Who is in a meeting room or a booth on one day.
final class Rooms {
    private static final int SMALLEST_MEETING_ROOM = 3;
    private static final double SLOT_MINUTES = 90;
    private static final int HOURS_A_DAY = 24;
    private static final List<Integer> LENGTHS_MIN = List.of(30, 45, 60, 60, 75);

    private record Taken(Zone room, Instant from, Instant to) {}

    private final List<Zone> rooms;
    private final Hours hours;
    private final Habits.Rooms habits;
    private final long seed;
    private final List<Taken> taken = new ArrayList<>();

    Rooms(SimulatedSite site, Habits.Rooms habits, long seed) {
        this.rooms = site.zones(ZoneKind.ROOM);
        this.hours = site.hours();
        this.habits = habits;
        this.seed = seed;
    }

    /// Lets those who are there meet.
    void meet(LocalDate day, List<Visit> visits) {
        taken.removeIf(each -> each.to().isBefore(hours.midnight(day)));
        for (Zone room : rooms.stream().filter(each -> each.capacity() >= SMALLEST_MEETING_ROOM).toList()) {
            Chance chance = Chance.of(seed, "meetings", room.id(), day);
            for (double minute = 9 * 60; minute < HOURS_A_DAY * 60 - SLOT_MINUTES; minute += SLOT_MINUTES) {
                Instant from = hours.at(day, minute + chance.between(-3, 25));
                Duration overrun = Chance.ofMinutes(Math.min(120, chance.exponential(habits.overrunMinutes())));
                Instant to = from.plus(Duration.ofMinutes(chance.pick(LENGTHS_MIN))).plus(overrun);
                int wanted = 2 + chance.below(room.capacity() - 1);
                if (chance.in(habits.meetings()) && isFree(room, from, to) && gather(room, from, to, wanted, visits, chance)) {
                    taken.add(new Taken(room, from, to));
                }
            }
        }
    }

    private static boolean gather(Zone room, Instant from, Instant to, int wanted, List<Visit> visits, Chance chance) {
        List<Visit> free = visits.stream().filter(visit -> visit.isFree(from.minus(Duration.ofMinutes(3)), to.plus(Duration.ofMinutes(2)))).toList();
        if (free.size() < 2) {
            return false;
        }
        for (Visit visit : chance.shuffled(free).subList(0, Math.min(wanted, free.size()))) {
            visit.insert(new Stint(from.plus(chance.minutes(-2.5, 2.5)), to.plus(chance.minutes(-0.2, 1)), new Where.InRoom(room.id())));
        }
        return true;
    }

    /// A booth or small room for one; empty when all are taken.
    Optional<Zone> call(Instant from, Instant to, Chance chance) {
        Optional<Zone> room = chance.shuffled(rooms).stream()
                .filter(each -> each.capacity() < SMALLEST_MEETING_ROOM && isFree(each, from, to))
                .findFirst();
        room.ifPresent(each -> taken.add(new Taken(each, from, to)));
        return room;
    }

    private boolean isFree(Zone room, Instant from, Instant to) {
        return taken.stream().noneMatch(each -> each.room().equals(room) && each.from().isBefore(to) && from.isBefore(each.to()));
    }
}
