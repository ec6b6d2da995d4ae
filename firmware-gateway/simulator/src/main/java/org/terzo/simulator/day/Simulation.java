package org.terzo.simulator.day;

import java.time.LocalDate;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.terzo.simulator.fault.Fault;
import org.terzo.simulator.site.SimulatedSite;

/// A site with people in it and sensors that watch them; the same seed gives the same.
///
/// ```java
/// Simulation.of(site, Scenario.ORDINARY, 7).days(LocalDate.of(2026, 3, 2), 5).forEach(day -> score(day.told(), day.truth()));
/// ```
public final class Simulation {
    private final SimulatedSite site;
    private final Scenario scenario;
    private final long seed;

    private Simulation(SimulatedSite site, Scenario scenario, long seed) {
        this.site = site;
        this.scenario = scenario;
        this.seed = seed;
    }

    public static Simulation of(SimulatedSite site, Scenario scenario, long seed) {
        return new Simulation(site, scenario, seed);
    }

    /// Local days, one after the other; each is made when it is asked for, and none is kept. Gateways start with the first: they say
    /// the levels they find. Whoever came the night before is there.
    public Stream<SimulatedDay> days(LocalDate from, int count) {
        Run run = new Run(scenario.at(site, from), scenario, seed, from);
        return IntStream.range(0, count).mapToObj(i -> i + 1 < count ? run.next() : run.last());
    }

    /// What is broken in the days from `from` on.
    public List<Fault> faults(LocalDate from) {
        return scenario.faults(scenario.at(site, from), from);
    }
}
