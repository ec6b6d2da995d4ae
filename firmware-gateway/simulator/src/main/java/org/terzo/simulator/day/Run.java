package org.terzo.simulator.day;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.terzo.simulator.fault.Fault;
import org.terzo.simulator.life.DayPlan;
import org.terzo.simulator.life.Planner;
import org.terzo.simulator.scene.Census;
import org.terzo.simulator.scene.Fact;
import org.terzo.simulator.scene.Felt;
import org.terzo.simulator.scene.Narrator;
import org.terzo.simulator.scene.Story;
import org.terzo.simulator.sensing.Instruments;
import org.terzo.simulator.sensing.Told;
import org.terzo.simulator.site.SimulatedSite;

/// One simulation under way.
final class Run {
    private static final Comparator<Fact> IN_ORDER = Comparator.comparing(Fact::at);

    private final SimulatedSite site;
    private final Planner planner;
    private final Story story = new Story();
    private final Narrator narrator;
    private final Census census;
    private final Instruments instruments;
    private final List<Fact> later = new ArrayList<>();
    private LocalDate date;

    /// @param from the first day; the one before is lived through as well, and nobody hears of it
    Run(SimulatedSite site, Scenario scenario, long seed, LocalDate from) {
        this.site = site;
        this.planner = new Planner(site, scenario.habits(), seed);
        this.narrator = new Narrator(site, scenario.habits(), seed, story);
        this.census = new Census(site);
        List<Fault> faults = scenario.faults(site, from);
        this.instruments = new Instruments(site, scenario.counting(), faults, seed);
        this.date = from.minusDays(1);
        next();
        instruments.beginAnew();
        Instant begin = site.hours().midnight(from);
        List<Fact> beginning = new ArrayList<>(census.state(begin));
        for (Fault fault : faults) {
            fault.subjects().forEach(subject -> beginning.add(new Fact(latest(fault.from(), begin), Fact.Kind.FAULT, subject, fault.name())));
            fault.subjects().forEach(subject -> beginning.add(new Fact(fault.to(), Fact.Kind.FAULT, subject, Fact.NONE)));
        }
        later.addAll(0, beginning);
    }

    private static Instant latest(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    SimulatedDay next() {
        Instant begin = site.hours().midnight(date);
        Instant end = site.hours().midnight(date.plusDays(1));
        DayPlan plan = planner.plan(date);
        plan.visits().forEach(visit -> narrator.tell(visit, date));
        plan.bookings().forEach(booking -> later.addAll(Census.of(booking)));
        List<Felt> felt = story.takeUntil(end);
        felt.forEach(each -> later.addAll(census.observe(each)));
        List<Fact> truth = new ArrayList<>(later.stream().filter(fact -> fact.at().isBefore(end)).toList());
        later.removeIf(fact -> fact.at().isBefore(end));
        truth.sort(IN_ORDER);
        SimulatedDay day = new SimulatedDay(date, begin, end, instruments.sense(felt, begin, end), truth);
        date = date.plusDays(1);
        return day;
    }

    /// The last day: gateways say what they watched to its end.
    SimulatedDay last() {
        SimulatedDay day = next();
        List<Told> told = new ArrayList<>(day.told());
        told.addAll(instruments.close(day.end()));
        return new SimulatedDay(day.date(), day.begin(), day.end(), told, day.truth());
    }
}
