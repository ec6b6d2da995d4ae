package org.terzo.simulator.life;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.terzo.simulator.chance.Chance;
import org.terzo.simulator.site.Hours.Open;
import org.terzo.simulator.site.SimulatedSite;
import org.terzo.simulator.site.SimulatedSite.Zone;

/// Who comes without being a member: people who look round, guests of an evening, the cleaner.
final class Guests {
    private static final int FIRST_PASSER = 20_001;
    private static final int FIRST_GUEST = 30_001;
    private static final int CLEANER = 10_001;
    private static final double GUESTS_PER_PLACE = 0.4;

    private final SimulatedSite site;
    private final Habits habits;
    private final long seed;

    Guests(SimulatedSite site, Habits habits, long seed) {
        this.site = site;
        this.habits = habits;
        this.seed = seed;
    }

    List<Visit> on(LocalDate day) {
        List<Visit> visits = new ArrayList<>();
        List<Open> open = site.hours().on(day);
        if (!open.isEmpty() && !site.halls().isEmpty()) {
            passers(day, open, visits);
            guests(day, visits);
            cleaner(day, open).ifPresent(visits::add);
        }
        return visits;
    }

    private void passers(LocalDate day, List<Open> open, List<Visit> visits) {
        Chance chance = Chance.of(seed, "passers", day);
        int number = FIRST_PASSER;
        for (Open hours : open) {
            Instant at = hours.from();
            while (habits.others().passersPerHour() > 0) {
                at = at.plus(Chance.ofMinutes(chance.exponential(60 / habits.others().passersPerHour())));
                Instant goes = at.plus(chance.minutes(2, 9));
                if (goes.isAfter(hours.to())) {
                    break;
                }
                Zone zone = chance.pick(site.halls());
                visits.add(new Visit(number++, Temperament.USUAL, new Where.Strolling(zone.id()), at, goes));
            }
        }
    }

    /// They come within 25 minutes, in small groups, and go within 35.
    private void guests(LocalDate day, List<Visit> visits) {
        Chance chance = Chance.of(seed, "event", day);
        if (!chance.in(habits.others().events())) {
            return;
        }
        Zone hall = site.halls().stream().max(Comparator.comparingInt(Zone::capacity)).orElseThrow();
        Instant begins = site.hours().at(day, 18.6 * 60);
        Instant ends = begins.plus(chance.minutes(80, 150));
        int guests = (int) (hall.capacity() * GUESTS_PER_PLACE * chance.between(0.7, 1));
        Instant comes = begins;
        Instant goes = ends;
        for (int guest = 0; guest < guests; guest++) {
            boolean isWithTheOneBefore = chance.in(0.4);
            comes = isWithTheOneBefore ? comes.plus(chance.seconds(0.6, 2)) : begins.plus(chance.minutes(-15, 10));
            goes = isWithTheOneBefore ? goes.plus(chance.seconds(0.6, 2)) : ends.plus(chance.minutes(0, 35));
            visits.add(new Visit(FIRST_GUEST + guest, Temperament.USUAL, new Where.Strolling(hall.id()), comes, goes));
        }
    }

    private Optional<Visit> cleaner(LocalDate day, List<Open> open) {
        Chance chance = Chance.of(seed, "cleaner", day);
        Instant from = site.hours().isAlways() ? site.hours().at(day, chance.between(22 * 60, 23 * 60)) : open.getLast().to().plus(chance.minutes(40, 110));
        if (!chance.in(habits.others().cleaned())) {
            return Optional.empty();
        }
        Optional<Visit> visit = Optional.empty();
        for (Zone zone : site.zones()) {
            long desks = site.desks().stream().filter(desk -> desk.zone().equals(zone.id())).count();
            Duration lasts = Chance.ofMinutes(chance.between(3, 6) + 0.8 * desks);
            Instant end = visit.map(Visit::goes).orElse(from).plus(lasts);
            visit.ifPresent(before -> before.then(end, new Where.Cleaning(zone.id())));
            visit = visit.or(() -> Optional.of(new Visit(CLEANER, Temperament.USUAL, new Where.Cleaning(zone.id()), from, end)));
        }
        return visit;
    }
}
