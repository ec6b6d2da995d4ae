package org.terzo.simulator.life;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.terzo.simulator.chance.Chance;
import org.terzo.simulator.site.Hours;

/// When and why members leave their desks for a while.
final class Breaks {
    private static final int PARTY = 3;
    private static final double STROLL = 0.45;
    private static final double STREET = 0.72;

    private final Hours hours;
    private final Habits habits;
    private final Rooms rooms;
    private final long seed;

    Breaks(Hours hours, Habits habits, Rooms rooms, long seed) {
        this.hours = hours;
        this.habits = habits;
        this.rooms = rooms;
        this.seed = seed;
    }

    /// Three go out for lunch together: close behind each other, both ways.
    void lunch(LocalDate day, List<Visit> visits) {
        for (Visit visit : visits) {
            int party = visit.person() / PARTY;
            Chance shared = Chance.of(seed, "lunch", party, day);
            Instant from = hours.at(day, shared.between(12 * 60, 13.3 * 60));
            Instant to = from.plus(shared.minutes(25, 65));
            Chance own = Chance.of(seed, "lunch of", visit.person(), day);
            Duration behind = Chance.ofSeconds(visit.person() % PARTY * own.between(0.9, 2.2));
            if (own.in(habits.desks().lunch())) {
                visit.insert(new Stint(from.plus(behind), to.plus(behind), new Where.Outside()));
            }
        }
    }

    /// Coffee, the street, a call, a sleep: after each while at the desk.
    void others(LocalDate day, Visit visit) {
        Chance chance = Chance.of(seed, "breaks", visit.person(), day);
        nap(visit, chance);
        longErrand(visit, chance);
        Instant at = visit.comes();
        while (at.isBefore(visit.goes())) {
            at = at.plus(Chance.ofMinutes(Math.clamp(chance.logNormal(110, 0.6), 15, 300)));
            Stint away = away(visit, at, chance);
            if (visit.isFree(away.from(), away.to())) {
                visit.insert(away);
            }
            at = away.to();
        }
    }

    private Stint away(Visit visit, Instant at, Chance chance) {
        double why = chance.next();
        if (why < STROLL) {
            return new Stint(at, at.plus(chance.minutes(3, 15)), new Where.Strolling(visit.usual().within().orElseThrow()));
        }
        Instant to = at.plus(chance.minutes(6, 35));
        if (why < STREET || !visit.isFree(at, to)) {
            return new Stint(at, to, new Where.Outside());
        }
        return rooms.call(at, to, chance).map(room -> new Stint(at, to, new Where.InRoom(room.id()))).orElse(new Stint(at, to, new Where.Outside()));
    }

    private void nap(Visit visit, Chance chance) {
        Instant from = visit.comes().plus(chance.minutes(40, 240));
        Instant to = from.plus(chance.minutes(45, 130));
        if (chance.in(habits.rooms().naps()) && visit.isFree(from, to)) {
            rooms.call(from, to, chance).ifPresent(room -> visit.insert(new Stint(from, to, new Where.Asleep(room.id()))));
        }
    }

    /// Those who leave their things behind also leave them for long.
    private void longErrand(Visit visit, Chance chance) {
        Instant from = visit.comes().plus(chance.minutes(60, 260));
        if (chance.in(habits.desks().belongings() * 0.15)) {
            visit.insert(new Stint(from, from.plus(chance.minutes(60, 170)), new Where.Outside()));
        }
    }

    /// Sits down beside somebody who is there.
    void besides(LocalDate day, List<Visit> visits) {
        for (Visit visit : visits) {
            Chance chance = Chance.of(seed, "beside", visit.person(), day);
            Visit other = chance.pick(visits);
            Instant from = visit.comes().plus(chance.minutes(20, 200));
            Instant to = from.plus(chance.minutes(12, 70));
            boolean isSeated = other.person() != visit.person() && other.usual() instanceof Where.AtSeat && other.isFree(from, to);
            if (chance.in(habits.desks().second()) && isSeated) {
                visit.insert(new Stint(from, to, other.usual()));
            }
        }
    }
}
