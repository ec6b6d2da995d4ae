package org.terzo.simulator.life;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.terzo.simulator.chance.Chance;
import org.terzo.simulator.life.DayPlan.Booking;
import org.terzo.simulator.life.Intents.Intent;
import org.terzo.simulator.site.SimulatedSite;
import org.terzo.simulator.site.SimulatedSite.Desk;

/// Plans one local day after the other. What each person draws is theirs alone; what they share is seats and rooms, in order of coming.
public final class Planner {
    private static final double BOOKS = 0.3;

    private final Population population;
    private final Intents intents;
    private final Rooms rooms;
    private final Breaks breaks;
    private final Guests guests;
    private final Habits habits;
    private final long seed;

    public Planner(SimulatedSite site, Habits habits, long seed) {
        this.population = new Population(site, habits, seed);
        this.intents = new Intents(site.hours(), habits, seed);
        this.rooms = new Rooms(site, habits.rooms(), seed);
        this.breaks = new Breaks(site.hours(), habits, rooms, seed);
        this.guests = new Guests(site, habits, seed);
        this.habits = habits;
        this.seed = seed;
    }

    public int members() {
        return population.members().size();
    }

    public DayPlan plan(LocalDate day) {
        List<Visit> visits = new ArrayList<>();
        List<Booking> bookings = new ArrayList<>();
        for (Intent intent : intents.on(day, population.members())) {
            Chance chance = Chance.of(seed, "booking", intent.member().number(), day);
            boolean staysAway = chance.in(habits.desks().noShow());
            boolean books = staysAway || chance.in(BOOKS);
            Optional<Seat> seat = population.take(intent.member(), intent.comes(), intent.goes());
            seat.flatMap(Seat::desk).filter(_ -> books).ifPresent(desk -> bookings.add(booking(desk, intent)));
            seat.filter(_ -> !staysAway).ifPresent(taken -> visits.add(visit(intent, taken)));
        }
        if (!visits.isEmpty()) {
            breaks.lunch(day, visits);
            breaks.besides(day, visits);
        }
        rooms.meet(day, visits);
        visits.forEach(visit -> breaks.others(day, visit));
        visits.addAll(guests.on(day));
        visits.sort(Comparator.comparing(Visit::comes).thenComparingInt(Visit::person));
        return new DayPlan(day, visits, bookings);
    }

    private static Visit visit(Intent intent, Seat seat) {
        return new Visit(intent.member().number(), intent.member().temperament(), new Where.AtSeat(seat), intent.comes(), intent.goes());
    }

    private static Booking booking(Desk desk, Intent intent) {
        return new Booking(desk.id(), intent.member().number(), intent.comes(), intent.goes());
    }
}
