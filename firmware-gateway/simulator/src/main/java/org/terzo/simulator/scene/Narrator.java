package org.terzo.simulator.scene;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.terzo.gateway.sensor.SensorKind;
import org.terzo.simulator.chance.Chance;
import org.terzo.simulator.life.Habits;
import org.terzo.simulator.life.Seat;
import org.terzo.simulator.life.Stint;
import org.terzo.simulator.life.Temperament;
import org.terzo.simulator.life.Visit;
import org.terzo.simulator.life.Where;
import org.terzo.simulator.scene.Place.AtDesk;
import org.terzo.simulator.scene.Place.InZone;
import org.terzo.simulator.scene.Stimulus.Bustled;
import org.terzo.simulator.scene.Stimulus.Came;
import org.terzo.simulator.scene.Stimulus.LaidDown;
import org.terzo.simulator.scene.Stimulus.Spot;
import org.terzo.simulator.scene.Stimulus.TakenAway;
import org.terzo.simulator.scene.Stimulus.Went;
import org.terzo.simulator.site.SimulatedSite;
import org.terzo.simulator.site.SimulatedSite.Desk;
import org.terzo.wire.DeskId;
import org.terzo.wire.SensorId;
import org.terzo.wire.ZoneId;

/// Turns what people have in mind into what happens at desks, in rooms and at doors.
public final class Narrator {
    private static final Where OUTSIDE = new Where.Outside();
    private static final Duration WORTH_LEAVING_THINGS = Duration.ofMinutes(4);
    private static final double THINGS_ON_SEAT = 0.4;
    private static final double SEEN_NEXT_DOOR = 0.002;

    private final SimulatedSite site;
    private final Habits habits;
    private final long seed;
    private final Story story;
    private final Aisles aisles;
    private final Ways ways;
    private final Set<ZoneId> watched = new HashSet<>();

    public Narrator(SimulatedSite site, Habits habits, long seed, Story story) {
        this.site = site;
        this.habits = habits;
        this.seed = seed;
        this.story = story;
        this.aisles = new Aisles(site, seed);
        this.ways = new Ways(site, habits, aisles, story);
        Set<SensorId> motion = new HashSet<>();
        site.sensorsOf(SensorKind.PIR).forEach(sensor -> motion.add(sensor.id()));
        site.sensorsOf(SensorKind.RADAR).forEach(sensor -> motion.add(sensor.id()));
        site.zones().stream().filter(zone -> zone.sensors().stream().anyMatch(motion::contains)).forEach(zone -> watched.add(zone.id()));
    }

    /// @param day the local day for which the visit was planned
    public void tell(Visit visit, LocalDate day) {
        Chance chance = Chance.of(seed, "ways", visit.person(), day);
        Chance moves = Chance.of(seed, "moves", visit.person(), day);
        List<Stint> stints = visit.stints();
        Optional<TakenAway> things = Optional.empty();
        Where before = OUTSIDE;
        Ways.Walk walk = ways.walk(visit.person(), before, stints.getFirst().where(), visit.comes(), chance);
        for (int i = 0; i < stints.size(); i++) {
            Where here = stints.get(i).where();
            Where next = i + 1 < stints.size() ? stints.get(i + 1).where() : OUTSIDE;
            Ways.Walk on = ways.walk(visit.person(), here, next, stints.get(i).to(), chance);
            if (walk.arrives().isBefore(on.leaves())) {
                things = here.equals(visit.usual()) ? fetched(things, visit, walk.arrives()) : things;
                dwell(visit, here, walk.arrives(), on.leaves(), moves);
                boolean leavesThings = here.equals(visit.usual()) && things.isEmpty() && i + 1 < stints.size()
                        && stints.get(i + 1).lasts().compareTo(WORTH_LEAVING_THINGS) > 0 && chance.in(habits.desks().belongings());
                things = leavesThings ? left(visit, on.leaves(), chance) : things;
            }
            walk = on;
        }
        Optional<TakenAway> _ = fetched(things, visit, visit.goes());
    }

    /// What lies at the desk from now on.
    private Optional<TakenAway> left(Visit visit, Instant at, Chance chance) {
        Spot spot = chance.in(THINGS_ON_SEAT) ? Spot.SEAT : Spot.TABLE;
        Optional<DeskId> desk = deskOf(visit.usual());
        desk.ifPresent(id -> story.add(new AtDesk(id), new LaidDown(at, spot)));
        return desk.map(_ -> new TakenAway(at, spot));
    }

    private Optional<TakenAway> fetched(Optional<TakenAway> things, Visit visit, Instant at) {
        things.ifPresent(thing -> deskOf(visit.usual()).ifPresent(desk -> story.add(new AtDesk(desk), new TakenAway(at, thing.spot()))));
        return Optional.empty();
    }

    private static Optional<DeskId> deskOf(Where where) {
        return where instanceof Where.AtSeat(Seat seat) ? seat.desk().map(Desk::id) : Optional.empty();
    }

    private void dwell(Visit visit, Where where, Instant from, Instant to, Chance moves) {
        where.within().ifPresent(zone -> {
            story.add(new InZone(zone), new Came(from, visit.person()));
            story.add(new InZone(zone), new Went(to, visit.person()));
        });
        switch (where) {
            case Where.AtSeat(Seat seat) -> seat.desk().ifPresent(desk -> sit(visit, desk, from, to, moves));
            case Where.Strolling(ZoneId zone) -> {
                stroll(zone, from, to, moves);
                moveIn(zone, from, to, Temperament.FIDGETY, moves);
            }
            case Where.InRoom(ZoneId room) -> moveIn(room, from, to, visit.temperament(), moves);
            case Where.Asleep(ZoneId room) -> moveIn(room, from, to, Temperament.ASLEEP, moves);
            case Where.Cleaning(ZoneId zone) -> {
                clean(zone, from, to, moves);
                moveIn(zone, from, to, Temperament.FIDGETY, moves);
            }
            case Where.Outside() -> {
                // nothing of it is seen
            }
        }
    }

    private void sit(Visit visit, Desk desk, Instant from, Instant to, Chance moves) {
        Place here = new AtDesk(desk.id());
        List<DeskId> next = aisles.neighbours(desk.id());
        story.add(here, new Came(from, visit.person()));
        story.add(here, new Went(to, visit.person()));
        Fidgets.within(from, to, visit.temperament(), moves, moved -> {
            story.add(here, moved);
            if (watched.contains(desk.zone())) {
                story.add(new InZone(desk.zone()), moved);
            }
            if (!next.isEmpty() && moves.in(SEEN_NEXT_DOOR)) {
                story.add(new AtDesk(moves.pick(next)), new Bustled(moved.at(), moved.lasts()));
            }
        });
    }

    private void moveIn(ZoneId zone, Instant from, Instant to, Temperament temperament, Chance moves) {
        if (watched.contains(zone)) {
            Fidgets.within(from, to, temperament, moves, moved -> story.add(new InZone(zone), moved));
        }
    }

    /// Comes by a few desks: those who stroll for long mostly stand.
    private void stroll(ZoneId zone, Instant from, Instant to, Chance chance) {
        List<Desk> desks = desksOf(zone);
        double seconds = Math.max(1, Duration.between(from, to).toSeconds());
        int passes = desks.isEmpty() ? 0 : (int) Math.min(5, 1 + seconds / 200);
        for (int i = 0; i < passes; i++) {
            Instant at = from.plus(chance.seconds(0, seconds * 0.95));
            story.add(new AtDesk(chance.pick(desks).id()), new Bustled(at, chance.seconds(0.5, 4)));
        }
    }

    private void clean(ZoneId zone, Instant from, Instant to, Chance chance) {
        List<Desk> desks = desksOf(zone);
        double each = Duration.between(from, to).toSeconds() / (desks.size() + 1.0);
        for (int i = 0; i < desks.size(); i++) {
            Instant at = from.plus(Chance.ofSeconds(each * (i + chance.between(0.1, 0.6))));
            story.add(new AtDesk(desks.get(i).id()), new Bustled(at, chance.seconds(6, Math.max(8, Math.min(40, each * 0.9)))));
        }
    }

    private List<Desk> desksOf(ZoneId zone) {
        return site.desks().stream().filter(desk -> desk.zone().equals(zone)).toList();
    }
}
