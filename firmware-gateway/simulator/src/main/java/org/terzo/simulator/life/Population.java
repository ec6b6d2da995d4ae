package org.terzo.simulator.life;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.terzo.simulator.chance.Chance;
import org.terzo.simulator.site.SimulatedSite;
import org.terzo.simulator.site.SimulatedSite.Desk;
import org.terzo.simulator.site.SimulatedSite.Zone;

/// Who the members of a site are, and which seats they hold.
final class Population {
    private static final double MEMBERS_PER_SEAT = 1.1;
    private static final double UNWATCHED_SHARE = 0.5;
    private static final double WITHOUT_DESKS = 0.8;

    private record Held(Seat seat, Instant until) {}

    private final List<Seat> seats = new ArrayList<>();
    private final List<Member> members = new ArrayList<>();
    private final Map<Integer, List<Seat>> favourites = new HashMap<>();
    private final List<Held> held = new ArrayList<>();
    private final long seed;

    Population(SimulatedSite site, Habits habits, long seed) {
        this.seed = seed;
        for (Zone zone : site.halls()) {
            List<Desk> desks = site.desks().stream().filter(desk -> desk.zone().equals(zone.id())).toList();
            int others = desks.isEmpty() ? (int) (zone.capacity() * WITHOUT_DESKS) : (int) (Math.max(0, zone.capacity() - desks.size()) * UNWATCHED_SHARE);
            desks.forEach(desk -> seats.add(new Seat(zone.id(), Optional.of(desk), 0)));
            for (int number = 1; number <= others; number++) {
                seats.add(new Seat(zone.id(), Optional.empty(), number));
            }
            List<Desk> owned = desks.stream().filter(Desk::assigned).toList();
            for (int i = 0; i < MEMBERS_PER_SEAT * (desks.size() + others); i++) {
                int number = members.size() + 1;
                Optional<Desk> own = i < owned.size() ? Optional.of(owned.get(i)) : Optional.empty();
                members.add(Member.of(number, zone.id(), own, habits.desks(), site.hours(), Chance.of(seed, "member", number)));
            }
        }
    }

    List<Member> members() {
        return List.copyOf(members);
    }

    /// The seat a member takes, theirs until they go; empty when all are taken. Asked in order of `from`.
    Optional<Seat> take(Member member, Instant from, Instant until) {
        held.removeIf(each -> !each.until().isAfter(from));
        Optional<Seat> seat = favourites.computeIfAbsent(member.number(), _ -> favouritesOf(member)).stream()
                .filter(each -> held.stream().noneMatch(taken -> taken.seat().equals(each)))
                .findFirst();
        seat.ifPresent(taken -> held.add(new Held(taken, until)));
        return seat;
    }

    /// Nearly always the same few.
    private List<Seat> favouritesOf(Member member) {
        List<Seat> free = Chance.of(seed, "favourites", member.number()).shuffled(seats).stream()
                .filter(seat -> seat.desk().filter(Desk::assigned).isEmpty())
                .toList();
        List<Seat> inOrder = new ArrayList<>(seats.stream().filter(seat -> seat.desk().isPresent() && seat.desk().equals(member.own())).toList());
        free.stream().filter(seat -> seat.zone().equals(member.zone())).forEach(inOrder::add);
        free.stream().filter(seat -> !seat.zone().equals(member.zone())).forEach(inOrder::add);
        return inOrder;
    }
}
