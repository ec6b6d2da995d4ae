package org.terzo.hub.accuracy;

import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.terzo.hub.occupancy.Headcount;
import org.terzo.simulator.day.Scenario;

/// The gates of inference.md section 7, each on days of its own.
final class Gates {
    private static final LocalDate MONDAY = LocalDate.of(2026, 3, 2);
    private static final long SEED = 11;

    private final List<Gate> gates = new ArrayList<>();

    static List<Gate> all() throws IOException {
        Gates gates = new Gates();
        gates.goodPir();
        gates.desks();
        gates.fleet();
        gates.headcounts();
        return List.copyOf(gates.gates);
    }

    static String asCsv(List<Gate> gates) {
        return gates.stream().map(gate -> gate.row() + "\n").collect(Collectors.joining("", "gate,must,aim,seen,verdict\n", ""));
    }

    private void add(String name, double must, double aim, double seen) {
        gates.add(new Gate(name, must, aim, seen));
    }

    private void goodPir() throws IOException {
        Day day = RecordedRoom.day();
        DeskScore live = score(day, day.live(), _ -> true);
        add("one good PIR: live F1", 0.960, 0.975, live.f1());
        add("one good PIR: live changes a day", 9, 5, live.changesADay());
        DeskScore smoothed = score(day, day.smoothed(), _ -> true);
        add("one good PIR: smoothed F1", 0.990, 0.996, smoothed.f1());
        add("one good PIR: smoothed hours bias", 0.02, 0.005, Math.abs(smoothed.hoursBias()));
    }

    private void desks() {
        Day day = Day.simulated(Offices.mixed(20), Scenario.ORDINARY, SEED, MONDAY, 7);
        add("seat: live F1", 0.90, 0.93, score(day, day.live(), of("seat")).f1());
        add("radar: live F1", 0.90, 0.93, score(day, day.live(), of("radar")).f1());
        add("false free at +3 min", 0.03, 0.01, score(day, day.live(), _ -> true).falseFree());
        HeldScore held = new HeldScore();
        day.site().desks().forEach(desk -> held.add(day.live().desk(desk.id().value()), day.truth().desk(desk.id().value()), day.until()));
        add("held: worst gap up to 30 min", 0.15, 0.06, held.worstGap());
        add("room with door contact: accuracy", 0.94, 0.98, presence(day, "booth"));
    }

    private void fleet() {
        Day day = Day.simulated(Offices.mixed(40), Scenario.FLEET, SEED, MONDAY, 7);
        DeskScore score = score(day, day.live(), _ -> true);
        add("fleet with faults: right when stated", 0.93, 0.97, score.accuracy());
        add("fleet with faults: false occupied", 0.04, 0.02, score.falseOccupied());
    }

    private void headcounts() {
        headcount("closes at night; doors only", Offices.withoutSensors(Offices.mixed(20)), 0.75, 0.5, 0.80, 0.90);
        headcount("closes at night; doors and desks", Offices.mixed(20), 0.45, 0.25, 0.82, 0.90);
        headcount("24/7; doors only", Offices.withoutSensors(Offices.open(60)), 4.0, 3.0, 0.85, 0.90);
        headcount("24/7; doors and desks", Offices.open(60), 2.2, 1.3, 0.88, 0.92);
    }

    private void headcount(String name, String office, double error, double errorAim, double coverage, double coverageAim) {
        Day day = Day.simulated(office, Scenario.COUNTER_5_5, SEED, MONDAY, 14);
        CountScore score = new CountScore();
        score.add(day.live().headcount(Answered.SITE), day.truth().zone(Answered.SITE), day.from(), day.until(), Integer.MAX_VALUE);
        add("headcount; " + name + ": mean error", error, errorAim, score.meanError());
        add("headcount; " + name + ": coverage", coverage, coverageAim, score.coverage());
    }

    private static Predicate<String> of(String kind) {
        return sensor -> sensor.startsWith(kind);
    }

    private static DeskScore score(Day day, Answered answer, Predicate<String> sensors) {
        return DeskScore.of(day, answer, day.site().desks().stream().filter(desk -> sensors.test(desk.sensors().getFirst().value())).toList());
    }

    /// How often it is right that somebody is in the zone.
    private static double presence(Day day, String zone) {
        long right = 0;
        long looks = 0;
        for (Instant at = day.from(); at.isBefore(day.until()); at = at.plusSeconds(30)) {
            boolean isSomebody = day.truth().zone(zone).at(at).orElse(0) > 0;
            boolean isSaid = day.live().headcount(zone).at(at).flatMap(each -> each).map(Headcount::best).orElse(0) > 0;
            looks++;
            right += isSomebody == isSaid ? 1 : 0;
        }
        return (double) right / looks;
    }
}
