package org.terzo.hub.accuracy;

import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.terzo.simulator.day.Scenario;

/// Simulated days that are scored.
///
/// @param office the site file
record Scene(String name, String office, Scenario scenario, long seed, LocalDate from, int days) {
    private static final long SEED = 7;
    private static final LocalDate MONDAY = LocalDate.of(2026, 3, 2);
    private static final LocalDate AUGUST = LocalDate.of(2026, 7, 27);
    private static final LocalDate SPRING = LocalDate.of(2026, 3, 27);
    private static final LocalDate AUTUMN = LocalDate.of(2026, 10, 23);
    private static final Set<Scenario> NEVER_CLOSED =
            Set.of(Scenario.OPEN_ALL_HOURS, Scenario.CLOCK_CHANGE_SPRING, Scenario.CLOCK_CHANGE_AUTUMN);

    /// Every scenario, for as long as a working week and its end.
    static List<Scene> all() {
        return Scenario.ALL.stream().map(scenario -> of(scenario, 20, 7)).toList();
    }

    /// What is quick enough to be run with every change.
    static List<Scene> few() {
        return Stream.of(Scenario.ORDINARY, Scenario.STILL_SITTER, Scenario.COUNTER_3_8, Scenario.FLEET, Scenario.CLOCK_CHANGE_SPRING)
                .map(scenario -> of(scenario, 10, 3))
                .toList();
    }

    private static Scene of(Scenario scenario, int desks, int days) {
        String office = NEVER_CLOSED.contains(scenario) ? Offices.open(desks) : Offices.mixed(desks);
        if (scenario == Scenario.CLOSED_IN_AUGUST) {
            return new Scene(scenario.name(), Offices.closedInAugust(desks), scenario, SEED, AUGUST, days);
        }
        LocalDate from = scenario == Scenario.CLOCK_CHANGE_SPRING ? SPRING : scenario == Scenario.CLOCK_CHANGE_AUTUMN ? AUTUMN : MONDAY;
        return new Scene(scenario.name(), office, scenario, SEED, from, days);
    }

    Day play() {
        return Day.simulated(office, scenario, seed, from, days);
    }
}
