package org.terzo.simulator.day;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.terzo.simulator.fault.Fault;
import org.terzo.simulator.scene.Fact;
import org.terzo.simulator.site.SimulatedSite;
import org.terzo.simulator.site.Sites;
import org.terzo.wire.LogRecord;
import org.terzo.wire.Observation;
import org.terzo.wire.Reading;
import org.terzo.wire.Reading.Direction;

class ScenarioTest {
    private static final LocalDate MONDAY = LocalDate.of(2026, 3, 2);
    private static final ZoneId ROME = ZoneId.of("Europe/Rome");
    private static final SimulatedSite OFFICE = Sites.office(20);

    private static List<SimulatedDay> week(Scenario scenario) {
        return Simulation.of(OFFICE, scenario, 5).days(MONDAY, 5).toList();
    }

    private static Stream<Observation> observed(List<SimulatedDay> days) {
        return days.stream().flatMap(day -> day.told().stream()).flatMap(told -> told.record() instanceof Observation seen ? Stream.of(seen) : Stream.empty());
    }

    private static long count(Scenario scenario, Predicate<Observation> which) {
        return observed(week(scenario)).filter(which).count();
    }

    private static Stream<Fact> facts(Scenario scenario, Fact.Kind kind) {
        return week(scenario).stream().flatMap(day -> day.truth().stream()).filter(fact -> fact.kind() == kind);
    }

    static List<Scenario> all() {
        return Scenario.ALL;
    }

    @ParameterizedTest
    @MethodSource("all")
    void everyScenarioIsFoundByItsNameAndRuns(Scenario scenario) {
        List<SimulatedDay> days = Simulation.of(OFFICE, scenario, 5).days(MONDAY, 2).toList();

        assertEquals(Optional.of(scenario), Scenario.parse(scenario.name()));
        assertTrue(observed(days).count() > 1_000);
    }

    @Test
    void aFaultIsInTheTruthFromItsFirstMoment() {
        for (Scenario scenario : Scenario.ALL) {
            for (Fault fault : scenario.faults(OFFICE, MONDAY)) {
                for (String subject : fault.subjects()) {
                    assertTrue(facts(scenario, Fact.Kind.FAULT).anyMatch(fact -> fact.equals(new Fact(fault.from(), Fact.Kind.FAULT, subject, fault.name()))), fault.toString());
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "counter-dead-four-hours, blocked, door-main", "radar-ghost, ghost, radar-2", "pir-in-the-sun, sun, pir-1", "mat-stuck, stuck, mat-3",
        "inverted-contact, inverted, booth-reed", "deaf-sensor, deaf, pir-1", "swapped-pins, swapped-pins, pir-1", "swapped-direction, swapped-direction, door-main",
        "gateway-off, off, gw-1", "wrong-clock, wrong-clock, gw-1", "fleet, stuck, seat-5", "fleet, deaf, pir-11", "fleet, dead, mat-18", "dead-sensor, dead, pir-1"
    })
    void aScenarioOfAFaultBreaksWhatItSays(String scenario, String fault, String subject) {
        assertTrue(facts(Scenario.parse(scenario).orElseThrow(), Fact.Kind.FAULT).anyMatch(fact -> fact.value().equals(fault) && fact.subject().equals(subject)));
    }

    @Test
    void aDeafSensorSaysNothingAfterItsFirstLevel() {
        assertEquals(1, count(Scenario.DEAF_SENSOR, seen -> seen.sensor().value().equals("pir-1")));
        assertTrue(count(Scenario.ORDINARY, seen -> seen.sensor().value().equals("pir-1")) > 100);
    }

    @Test
    void swappedPinsChangeNamesAndNothingElse() {
        Map<String, Long> before = perSensor(Scenario.ORDINARY);
        Map<String, Long> after = perSensor(Scenario.SWAPPED_PINS);

        assertEquals(before.get("pir-1"), after.get("pir-9"));
        assertEquals(before.get("pir-9"), after.get("pir-1"));
        assertEquals(before.get("radar-2"), after.get("radar-2"));
    }

    private static Map<String, Long> perSensor(Scenario scenario) {
        return observed(week(scenario)).collect(Collectors.groupingBy(seen -> seen.sensor().value(), TreeMap::new, Collectors.counting()));
    }

    @Test
    void whileAGatewayIsOffItClaimsNothing() {
        Instant off = MONDAY.atTime(10, 40).atZone(ROME).toInstant();
        Instant on = off.plus(Duration.ofMinutes(150));
        for (SimulatedDay day : week(Scenario.GATEWAY_OFF)) {
            for (LogRecord record : day.log(OFFICE.gateways().getFirst())) {
                if (record instanceof LogRecord.Alive(Instant at, Duration watched)) {
                    assertTrue(!at.isAfter(off) || !at.minus(watched).isBefore(on), record.toString());
                }
            }
        }
    }

    @Test
    void moreAreLostWherePeopleWalkSideBySide() {
        assertTrue(lost(Scenario.SIDE_BY_SIDE) > lost(Scenario.FOLLOWER_IN_THE_SAME_SECOND) + 0.05, lost(Scenario.SIDE_BY_SIDE) + " lost");
        assertTrue(lost(Scenario.TAILGATING_PAIR) > lost(Scenario.FOLLOWER_IN_THE_SAME_SECOND) + 0.02, lost(Scenario.TAILGATING_PAIR) + " lost");
    }

    /// The share of true passages that the main door did not count.
    private static double lost(Scenario scenario) {
        double counted = count(scenario, seen -> seen.sensor().value().equals("door-main") && seen.reading() instanceof Reading.Passage(Direction way) && way != Direction.ABORTED);
        long truly = facts(scenario, Fact.Kind.SITE).count() - 1;
        return 1 - counted / truly;
    }

    @Test
    void turnBacksAreAborted() {
        Predicate<Observation> aborted = seen -> seen.reading().equals(new Reading.Passage(Direction.ABORTED));

        assertTrue(count(Scenario.TURN_BACK, aborted) > 10 * count(Scenario.ORDINARY, aborted));
    }

    @Test
    void aCleanerMovesAtDesksWhenAllAreGone() {
        Predicate<Observation> late = seen -> seen.at().atZone(ROME).toLocalTime().isAfter(LocalTime.of(20, 5)) && seen.reading().equals(new Reading.Motion(true));

        assertTrue(count(Scenario.CLEANER_AT_NIGHT, late) > 15);
    }

    @Test
    void belongingsAreLeftInEveryBreak() {
        assertTrue(facts(Scenario.BELONGINGS_LEFT, Fact.Kind.BELONGINGS).count() > 1.5 * facts(Scenario.ORDINARY, Fact.Kind.BELONGINGS).count());
    }

    @Test
    void manyBookAndDoNotCome() {
        assertTrue(unclaimed(Scenario.NO_SHOW) > 3 * unclaimed(Scenario.ORDINARY) + 10, unclaimed(Scenario.NO_SHOW) + " unclaimed");
    }

    /// Bookings whose person never sits down.
    private static long unclaimed(Scenario scenario) {
        return week(scenario).stream().mapToLong(day -> {
            List<String> seated = day.truth().stream().filter(fact -> fact.kind() == Fact.Kind.DESK)
                    .flatMap(fact -> Stream.of(fact.value().split("\\+", -1))).toList();
            return day.truth().stream()
                    .filter(fact -> fact.kind() == Fact.Kind.BOOKED && !fact.value().equals(Fact.NONE) && !seated.contains(fact.value())).count();
        }).sum();
    }

    @Test
    void twoSitAtOneDesk() {
        Predicate<Fact> two = fact -> fact.value().contains("+");

        assertTrue(facts(Scenario.TWO_AT_ONE_DESK, Fact.Kind.DESK).filter(two).count() > 10);
    }

    @Test
    void doorsThatAreLeftOpenStayOpen() {
        assertTrue(openHours(Scenario.DOOR_LEFT_OPEN) > 4 * openHours(Scenario.SLEEPER_BEHIND_CLOSED_DOOR), openHours(Scenario.DOOR_LEFT_OPEN) + " h");
    }

    private static double openHours(Scenario scenario) {
        double hours = 0;
        Optional<Instant> since = Optional.empty();
        for (Observation seen : observed(week(scenario)).filter(each -> each.sensor().value().equals("meet-reed")).toList()) {
            boolean open = seen.reading().equals(new Reading.Contact(true));
            hours += since.filter(_ -> !open).map(from -> Duration.between(from, seen.at()).toMillis() / 3.6e6).orElse(0.0);
            since = open ? Optional.of(seen.at()) : Optional.empty();
        }
        return hours;
    }

    @Test
    void guestsOfAnEveningFillTheHallAfterWork() {
        long ordinary = inside(Scenario.ORDINARY);

        assertTrue(inside(Scenario.EVENT) >= ordinary + 5, inside(Scenario.EVENT) + " at an event, " + ordinary + " otherwise");
    }

    /// How many are inside on Monday at 19:40.
    private static long inside(Scenario scenario) {
        Instant then = MONDAY.atTime(19, 40).atZone(ROME).toInstant();
        return facts(scenario, Fact.Kind.SITE).filter(fact -> !fact.at().isAfter(then)).mapToLong(fact -> Long.parseLong(fact.value())).reduce(0, (_, last) -> last);
    }

    @Test
    void nobodyComesInAugustWhereTheSiteIsClosedAndFewOtherwise() {
        LocalDate august = LocalDate.of(2026, 8, 3);
        long closed = arrivals(Scenario.CLOSED_IN_AUGUST, august);
        long open = arrivals(Scenario.ORDINARY, august);

        assertEquals(0, closed);
        assertTrue(open > 0 && open < arrivals(Scenario.ORDINARY, LocalDate.of(2026, 6, 8)) * 0.6, open + " sit down in a week of August");
    }

    private static long arrivals(Scenario scenario, LocalDate from) {
        return Simulation.of(OFFICE, scenario, 5).days(from, 5).flatMap(day -> day.truth().stream())
                .filter(fact -> fact.kind() == Fact.Kind.DESK && !fact.value().equals(Fact.FREE)).count();
    }

    @ParameterizedTest
    @CsvSource({"clock-change-spring, 2026-03-28, 23", "clock-change-autumn, 2026-10-24, 25"})
    void peopleStayThroughTheNightInWhichTheClocksChange(String name, LocalDate saturday, int hours) {
        List<SimulatedDay> days = Simulation.of(Sites.office(60), Scenario.parse(name).orElseThrow(), 5).days(saturday, 2).toList();
        SimulatedDay sunday = days.getLast();
        Instant change = sunday.begin().plus(Duration.ofHours(2));

        assertEquals(Duration.ofHours(hours), Duration.between(sunday.begin(), sunday.end()));
        assertTrue(days.stream().flatMap(day -> day.truth().stream())
                .filter(fact -> fact.kind() == Fact.Kind.SITE && fact.at().isBefore(change))
                .mapToInt(fact -> Integer.parseInt(fact.value())).reduce(0, (_, last) -> last) > 0);
    }
}
