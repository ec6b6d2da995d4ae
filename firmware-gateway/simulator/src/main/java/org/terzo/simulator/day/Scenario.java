package org.terzo.simulator.day;

import java.time.Duration;
import java.time.LocalDate;
import java.time.Month;
import java.util.List;
import java.util.Optional;
import org.terzo.gateway.sensor.SensorKind;
import org.terzo.simulator.fault.Fault;
import org.terzo.simulator.fault.Fault.Ailment;
import org.terzo.simulator.life.Habits;
import org.terzo.simulator.sensing.Counting;
import org.terzo.simulator.site.Hours;
import org.terzo.simulator.site.SimulatedSite;

/// What is special about the days that are simulated; everything else is as on ordinary days.
public final class Scenario {
    private static final Habits BUSY = Habits.USUAL.attendedBy(3);

    public static final Scenario ORDINARY = new Scenario("ordinary", "nothing is special");

    public static final Scenario STILL_SITTER =
            new Scenario("still-sitter", "everybody sits very still", Habits.USUAL.sitting(1, 0));

    public static final Scenario FIDGETER =
            new Scenario("fidgeter", "nobody sits still", Habits.USUAL.sitting(0, 1));

    public static final Scenario PASSER_BY =
            new Scenario("passer-by", "people come in, walk past desks and go, 14 an hour", Habits.USUAL.passedBy(14));

    public static final Scenario CLEANER_AT_NIGHT =
            new Scenario("cleaner-at-night", "a cleaner wipes every desk after each day", Habits.USUAL.cleaned(1));

    public static final Scenario BELONGINGS_LEFT =
            new Scenario("belongings-left", "things stay at the desk in every break, and breaks are long", Habits.USUAL.leavingThings(1));

    public static final Scenario LUNCH_BREAK =
            new Scenario("lunch-break", "everybody goes out for lunch", Habits.USUAL.lunching(1));

    public static final Scenario TWO_AT_ONE_DESK =
            new Scenario("two-at-one-desk", "everybody sits down beside somebody", Habits.USUAL.sittingTogether(1));

    public static final Scenario NO_SHOW =
            new Scenario("no-show", "a third of the members book and do not come", Habits.USUAL.stayingAway(0.35));

    public static final Scenario MEETING_OVERRUN =
            new Scenario("meeting-overrun", "rooms are full and meetings go on for long", Habits.USUAL.meeting(0.9, 35));

    public static final Scenario DOOR_LEFT_OPEN =
            new Scenario("door-left-open", "doors of rooms stay open behind most who enter", Habits.USUAL.leavingDoorsOpen(0.6));

    public static final Scenario SLEEPER_BEHIND_CLOSED_DOOR =
            new Scenario("sleeper-behind-closed-door", "people sleep in booths behind a closed door", Habits.USUAL.sleeping(0.5).leavingDoorsOpen(0));

    public static final Scenario TAILGATING_PAIR =
            new Scenario("tailgating-pair", "half come and go close behind another", Habits.USUAL.inPairs(1, 0.36, 0.54));

    public static final Scenario TURN_BACK =
            new Scenario("turn-back", "for two passages one person turns back in the door", Habits.USUAL.turningBack(0.5));

    public static final Scenario SIDE_BY_SIDE =
            new Scenario("side-by-side", "half come and go beside another", Habits.USUAL.inPairs(1, 0.05, 0.3));

    public static final Scenario FOLLOWER_IN_THE_SAME_SECOND =
            new Scenario("follower-in-the-same-second", "half follow another within a second, both are counted", Habits.USUAL.inPairs(1, 0.56, 0.95));

    public static final Scenario COUNTER_5_5 =
            new Scenario("counter-5-5", "counters miss 5 % in and 5 % out", Habits.USUAL.inPairs(0, 1, 2), Counting.USUAL.missing(0.05, 0.05));

    public static final Scenario COUNTER_3_8 =
            new Scenario("counter-3-8", "counters miss 3 % in and 8 % out", Habits.USUAL.inPairs(0, 1, 2), Counting.USUAL.missing(0.03, 0.08));

    public static final Scenario COUNTER_DEAD_FOUR_HOURS =
            new Scenario("counter-dead-four-hours", "a counter is blocked on the first open day from 11:00 to 15:00", FaultPlan.once(Ailment.BLOCKED, 11 * 60, Duration.ofHours(4), SensorKind.BEAM_PAIR, SensorKind.TOF_COUNTER));

    public static final Scenario RADAR_GHOST =
            new Scenario("radar-ghost", "radars see a fan", FaultPlan.always(Ailment.GHOST, SensorKind.RADAR));

    public static final Scenario PIR_IN_THE_SUN =
            new Scenario("pir-in-the-sun", "motion sensors see the sun, 09:30 to 15:30", FaultPlan.always(Ailment.SUN, SensorKind.PIR));

    public static final Scenario MAT_STUCK =
            new Scenario("mat-stuck", "mats or seats stay on for three days, from 10:17 of the first open day", FaultPlan.once(Ailment.STUCK, 10 * 60 + 17, Duration.ofDays(3), SensorKind.MAT, SensorKind.SEAT, SensorKind.RADAR));

    public static final Scenario INVERTED_CONTACT =
            new Scenario("inverted-contact", "a contact says the opposite", FaultPlan.always(Ailment.INVERTED, SensorKind.REED, SensorKind.MAT, SensorKind.SEAT));

    public static final Scenario DEAF_SENSOR =
            new Scenario("deaf-sensor", "sensors say nothing, though they are watched", FaultPlan.always(Ailment.DEAF, SensorKind.PIR, SensorKind.RADAR, SensorKind.MAT, SensorKind.SEAT));

    public static final Scenario DEAD_SENSOR =
            new Scenario("dead-sensor", "cables are cut: gateways say so", FaultPlan.always(Ailment.DEAD, SensorKind.PIR, SensorKind.RADAR, SensorKind.MAT, SensorKind.SEAT));

    public static final Scenario SWAPPED_PINS =
            new Scenario("swapped-pins", "the cables of two desks are in each other's place", FaultPlan::swappedPins);

    public static final Scenario SWAPPED_DIRECTION =
            new Scenario("swapped-direction", "a counter is mounted backwards", FaultPlan.always(Ailment.SWAPPED_DIRECTION, SensorKind.BEAM_PAIR, SensorKind.TOF_COUNTER));

    public static final Scenario GATEWAY_OFF =
            new Scenario("gateway-off", "a gateway has no power on the first open day from 10:40 to 13:10", FaultPlan::gatewayOff);

    public static final Scenario WRONG_CLOCK =
            new Scenario("wrong-clock", "a gateway's clock is 25 min behind for two days, from 09:00 of the first open day", FaultPlan::wrongClock);

    public static final Scenario FLEET =
            new Scenario("fleet", "of 20 sensors with a level one is stuck, one deaf and one dead", FaultPlan::fleet);

    public static final Scenario EVENT =
            new Scenario("event", "an evening with guests, every day", Habits.USUAL.withEvents(1));

    public static final Scenario OPEN_ALL_HOURS =
            new Scenario("open-all-hours", "the site never closes, whatever its file says", Habits.USUAL, Scenario::openAllHours);

    public static final Scenario CLOSED_IN_AUGUST =
            new Scenario("closed-in-august", "the site is closed in August", Habits.USUAL, Scenario::closedInAugust);

    public static final Scenario CLOCK_CHANGE_SPRING =
            new Scenario("clock-change-spring", "many stay through the nights; let the days hold the last Sunday of March", BUSY, Scenario::openAllHours);

    public static final Scenario CLOCK_CHANGE_AUTUMN =
            new Scenario("clock-change-autumn", "many stay through the nights; let the days hold the last Sunday of October", BUSY, Scenario::openAllHours);

    /// In the order in which they are listed.
    public static final List<Scenario> ALL = List.of(
            ORDINARY, STILL_SITTER, FIDGETER, PASSER_BY, CLEANER_AT_NIGHT,
            BELONGINGS_LEFT, LUNCH_BREAK, TWO_AT_ONE_DESK, NO_SHOW, MEETING_OVERRUN,
            DOOR_LEFT_OPEN, SLEEPER_BEHIND_CLOSED_DOOR, TAILGATING_PAIR, TURN_BACK, SIDE_BY_SIDE,
            FOLLOWER_IN_THE_SAME_SECOND, COUNTER_5_5, COUNTER_3_8, COUNTER_DEAD_FOUR_HOURS, RADAR_GHOST,
            PIR_IN_THE_SUN, MAT_STUCK, INVERTED_CONTACT, DEAF_SENSOR, DEAD_SENSOR, SWAPPED_PINS,
            SWAPPED_DIRECTION, GATEWAY_OFF, WRONG_CLOCK, FLEET, EVENT,
            OPEN_ALL_HOURS, CLOSED_IN_AUGUST, CLOCK_CHANGE_SPRING, CLOCK_CHANGE_AUTUMN);

    private final String name;
    private final String description;
    private final Habits habits;
    private final Counting counting;
    private final FaultPlan faults;
    private final Opening opening;

    private Scenario(String name, String description, Habits habits, Counting counting, FaultPlan faults, Opening opening) {
        this.name = name;
        this.description = description;
        this.habits = habits;
        this.counting = counting;
        this.faults = faults;
        this.opening = opening;
    }

    private Scenario(String name, String description) {
        this(name, description, FaultPlan.NOTHING);
    }

    private Scenario(String name, String description, Habits habits, Opening opening) {
        this(name, description, habits, Counting.USUAL, FaultPlan.NOTHING, opening);
    }

    private Scenario(String name, String description, FaultPlan faults) {
        this(name, description, Habits.USUAL, Counting.USUAL, faults, (hours, _) -> hours);
    }

    private Scenario(String name, String description, Habits habits) {
        this(name, description, habits, Counting.USUAL);
    }

    private Scenario(String name, String description, Habits habits, Counting counting) {
        this(name, description, habits, counting, FaultPlan.NOTHING, (hours, _) -> hours);
    }

    /// When a site is open in a scenario.
    @FunctionalInterface
    private interface Opening {
        Hours of(Hours hours, LocalDate from);
    }

    private static Hours openAllHours(Hours hours, LocalDate from) {
        return Hours.always(hours.timeZone());
    }

    private static Hours closedInAugust(Hours hours, LocalDate from) {
        return hours.closedFrom(LocalDate.of(from.getYear(), Month.AUGUST, 1), LocalDate.of(from.getYear(), Month.AUGUST, 31));
    }

    /// Its name on the command line: `counter-5-5`.
    public String name() {
        return name;
    }

    public String description() {
        return description;
    }

    Habits habits() {
        return habits;
    }

    Counting counting() {
        return counting;
    }

    /// What breaks at the site.
    ///
    /// @param from the first day
    public List<Fault> faults(SimulatedSite site, LocalDate from) {
        return faults.of(site, from);
    }

    /// The site with the hours that the scenario gives it.
    ///
    /// @param from the first day
    public SimulatedSite at(SimulatedSite site, LocalDate from) {
        return site.openAt(opening.of(site.hours(), from));
    }

    /// Empty when `text` names none.
    public static Optional<Scenario> parse(String text) {
        return ALL.stream().filter(scenario -> scenario.name.equals(text)).findFirst();
    }

    @Override
    public String toString() {
        return name;
    }
}
