package org.terzo.simulator.day;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.terzo.simulator.scene.Fact;
import org.terzo.simulator.sensing.Told;
import org.terzo.simulator.site.SimulatedSite;
import org.terzo.simulator.site.Sites;
import org.terzo.wire.Observation;

class SimulationTest {
    private static final LocalDate MONDAY = LocalDate.of(2026, 3, 2);

    private static List<SimulatedDay> days(SimulatedSite site, Scenario scenario, long seed, int count) {
        return Simulation.of(site, scenario, seed).days(MONDAY, count).toList();
    }

    private static List<Fact> truth(List<SimulatedDay> days) {
        return days.stream().flatMap(day -> day.truth().stream()).toList();
    }

    @Test
    void theSameSeedGivesTheSameAndAnotherDoesNot() {
        SimulatedSite site = Sites.office(12);

        assertEquals(days(site, Scenario.ORDINARY, 7, 2), days(site, Scenario.ORDINARY, 7, 2));
        assertNotEquals(days(site, Scenario.ORDINARY, 7, 2), days(site, Scenario.ORDINARY, 8, 2));
    }

    @Test
    void aSensorMoreChangesNothingElse() {
        List<SimulatedDay> before = days(Sites.office(12), Scenario.ORDINARY, 7, 2);
        List<SimulatedDay> after = days(Sites.officeAnd(12, ", booth-radar", "  - {sensor: booth-radar, gateway: gw-1, kind: radar}\n"), Scenario.ORDINARY, 7, 2);

        assertEquals(truth(before), truth(after));
        assertEquals(observed(before), observed(after).stream().filter(each -> !each.sensor().value().equals("booth-radar")).toList());
        assertTrue(observed(after).size() > observed(before).size());
    }

    private static List<Observation> observed(List<SimulatedDay> days) {
        return days.stream().flatMap(day -> day.told().stream()).map(Told::record)
                .filter(Observation.class::isInstance).map(Observation.class::cast).toList();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void everythingComesInOrderOfTime(boolean isOpenAllHours) {
        Instant last = Instant.MIN;
        Instant lastFact = Instant.MIN;
        for (SimulatedDay day : days(isOpenAllHours ? Sites.openAllHours(12) : Sites.office(12), Scenario.ORDINARY, 7, 3)) {
            for (Told told : day.told()) {
                assertFalse(told.truly().isBefore(last), told + " comes after " + last);
                last = told.truly();
            }
            for (Fact fact : day.truth()) {
                assertFalse(fact.at().isBefore(lastFact), fact + " comes after " + lastFact);
                lastFact = fact.at();
            }
        }
        assertTrue(last.isAfter(Instant.EPOCH) && lastFact.isAfter(Instant.EPOCH));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void nobodyLeavesWhoHasNotEnteredAndWhoClosesIsEmptyAtNight(long seed) {
        for (SimulatedDay day : days(Sites.office(20), Scenario.ORDINARY, seed, 5)) {
            Map<String, Integer> counts = new TreeMap<>();
            for (Fact fact : day.truth()) {
                if (fact.kind() == Fact.Kind.ZONE || fact.kind() == Fact.Kind.SITE) {
                    counts.put(fact.subject(), Integer.parseInt(fact.value()));
                    assertTrue(Integer.parseInt(fact.value()) >= 0, fact.toString());
                }
            }
            assertTrue(counts.containsKey("test") && counts.values().stream().allMatch(count -> count == 0), day.date() + ": " + counts);
        }
    }

    @Test
    void peopleStayRatherThanBeingDrawnAnew() {
        List<Duration> sittings = sittings(days(Sites.office(20), Scenario.ORDINARY, 5, 5));
        List<Duration> sorted = sittings.stream().sorted().toList();

        assertTrue(sittings.size() > 100, sittings.size() + " sittings");
        assertTrue(sorted.get(sorted.size() / 2).compareTo(Duration.ofMinutes(15)) > 0, "half of the sittings last less than " + sorted.get(sorted.size() / 2));
        assertTrue(sorted.getLast().compareTo(Duration.ofHours(2)) > 0, "the longest lasts " + sorted.getLast());
    }

    /// From occupied to free, whoever sits there.
    private static List<Duration> sittings(List<SimulatedDay> days) {
        List<Duration> sittings = new ArrayList<>();
        Map<String, Instant> since = new TreeMap<>();
        for (Fact fact : truth(days)) {
            if (fact.kind() == Fact.Kind.DESK && fact.value().equals(Fact.FREE) && since.containsKey(fact.subject())) {
                sittings.add(Duration.between(since.remove(fact.subject()), fact.at()));
            } else if (fact.kind() == Fact.Kind.DESK && !fact.value().equals(Fact.FREE)) {
                since.putIfAbsent(fact.subject(), fact.at());
            }
        }
        return sittings;
    }

    @Test
    void nobodySitsAtTwoDesks() {
        Map<String, String> sitting = new TreeMap<>();
        for (Fact fact : truth(days(Sites.office(20), Scenario.TWO_AT_ONE_DESK, 5, 5))) {
            if (fact.kind() == Fact.Kind.DESK) {
                sitting.put(fact.subject(), fact.value());
                Set<String> seen = new HashSet<>();
                for (String persons : sitting.values()) {
                    for (String person : persons.split("\\+", -1)) {
                        assertTrue(person.equals(Fact.FREE) || seen.add(person), person + " sits twice: " + sitting);
                    }
                }
            }
        }
        assertFalse(sitting.isEmpty());
    }

    @Test
    void theFirstDayBeginsWithHowAllIs() {
        SimulatedSite site = Sites.openAllHours(40);
        SimulatedDay first = days(site, Scenario.ORDINARY, 5, 1).getFirst();
        List<Fact> beginning = first.truth().stream().filter(fact -> fact.at().equals(first.begin())).toList();

        assertEquals(site.desks().size(), beginning.stream().filter(fact -> fact.kind() == Fact.Kind.DESK).count());
        assertTrue(beginning.stream().anyMatch(fact -> fact.kind() == Fact.Kind.DESK && !fact.value().equals(Fact.FREE)), "somebody works at night");
    }

    @Test
    void aSiteThatNeverClosesIsNotEmptyAtFive() {
        SimulatedSite site = Sites.openAllHours(60);
        int nights = 0;
        for (SimulatedDay day : days(site, Scenario.ORDINARY, 5, 5)) {
            Instant five = site.hours().at(day.date(), 5 * 60);
            int inside = day.truth().stream().filter(fact -> fact.kind() == Fact.Kind.SITE && !fact.at().isAfter(five))
                    .mapToInt(fact -> Integer.parseInt(fact.value())).reduce(0, (_, last) -> last);
            nights += inside > 0 ? 1 : 0;
        }
        assertTrue(nights >= 3, nights + " nights of 5 with people inside");
    }

    @Test
    void whereThereIsNoDeskPeopleAreInTheLobby() {
        SimulatedSite site = Sites.read(
                """
                site: campus
                timeZone: Europe/Rome
                openingHours: "Mo-Fr 07:00-20:00"
                capacity: 60
                zones:
                  - {zone: hall, kind: lobby, capacity: 50}
                doors:
                  - {door: main, from: outside, to: hall, sensors: [door-main]}
                sensors:
                  - {sensor: door-main, gateway: gw-1, kind: beam-pair}
                """);
        int peak = truth(days(site, Scenario.ORDINARY, 5, 2)).stream().filter(fact -> fact.kind() == Fact.Kind.ZONE)
                .mapToInt(fact -> Integer.parseInt(fact.value())).max().orElseThrow();

        assertTrue(peak > 15 && peak <= 50, peak + " at most in the hall");
    }

    @Test
    void aYearIsMadeDayByDay() {
        long[] count = new long[1];
        Simulation.of(Sites.office(3), Scenario.ORDINARY, 5).days(MONDAY, 365).forEach(day -> count[0] += day.told().size());

        assertTrue(count[0] > 100_000, count[0] + " records");
    }
}
