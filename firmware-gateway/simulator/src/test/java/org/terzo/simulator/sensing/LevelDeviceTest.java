package org.terzo.simulator.sensing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.terzo.gateway.sensor.SensorKind;
import org.terzo.simulator.chance.Chance;
import org.terzo.simulator.fault.Ailments;
import org.terzo.simulator.fault.Fault;
import org.terzo.simulator.fault.Fault.Ailing;
import org.terzo.simulator.fault.Fault.Ailment;
import org.terzo.simulator.fault.Fault.GatewayOff;
import org.terzo.simulator.line.Feeling;
import org.terzo.simulator.line.PirFeeling;
import org.terzo.simulator.line.PressureFeeling;
import org.terzo.simulator.line.RadarFeeling;
import org.terzo.simulator.line.ReedFeeling;
import org.terzo.simulator.scene.Stimulus;
import org.terzo.simulator.scene.Stimulus.Bustled;
import org.terzo.simulator.scene.Stimulus.Came;
import org.terzo.simulator.scene.Stimulus.LaidDown;
import org.terzo.simulator.scene.Stimulus.Moved;
import org.terzo.simulator.scene.Stimulus.Opened;
import org.terzo.simulator.scene.Stimulus.Spot;
import org.terzo.simulator.scene.Stimulus.TakenAway;
import org.terzo.simulator.scene.Stimulus.Went;
import org.terzo.simulator.site.SimulatedSite.Sensor;
import org.terzo.wire.GatewayId;
import org.terzo.wire.Observation;
import org.terzo.wire.Reading;
import org.terzo.wire.SensorId;

/// Each fault as a timeline: seconds after nine, `+` for an active line.
class LevelDeviceTest {
    private static final Instant NINE = Instant.parse("2026-03-02T09:00:00Z");
    private static final Instant TEN = at(3_600);
    private static final SensorId ID = new SensorId("s-1");
    private static final GatewayId GATEWAY = new GatewayId("gw-1");

    private final List<Fault> faults = new ArrayList<>();

    private static Instant at(double seconds) {
        return NINE.plus(Chance.ofSeconds(seconds));
    }

    private LevelDevice device(SensorKind kind, Optional<Duration> repeats) {
        Sensor sensor = new Sensor(ID, GATEWAY, kind, repeats);
        Chance chance = Chance.of(3, "sensor");
        Feeling feeling = switch (kind) {
            case PIR -> new PirFeeling(chance);
            case RADAR, TOF -> new RadarFeeling(chance);
            case MAT, SEAT -> new PressureFeeling(chance);
            case REED -> new ReedFeeling();
            case BEAM_PAIR, TOF_COUNTER, SCD41 -> throw new IllegalArgumentException(kind.text());
        };
        return new LevelDevice(sensor, feeling, new Ailments(sensor, faults), ZoneOffset.UTC, chance);
    }

    private String said(SensorKind kind, Stimulus... felt) {
        return text(device(kind, Optional.empty()).sense(List.of(felt), NINE, TEN));
    }

    private static String text(List<Observation> said) {
        return String.join(" ", said.stream().map(each -> sign(each.reading()) + Math.round(Duration.between(NINE, each.at()).toMillis() / 1_000.0)).toList());
    }

    private static String sign(Reading reading) {
        return switch (reading) {
            case Reading.Motion(boolean seen) -> seen ? "+" : "-";
            case Reading.Presence(boolean present) -> present ? "+" : "-";
            case Reading.Contact(boolean open) -> open ? "+" : "-";
            case Reading.Distance _, Reading.Passage _, Reading.Air _, Reading.Fault _ -> reading.toString();
        };
    }

    private void fails(Ailment what, int from, int to) {
        faults.add(new Ailing(ID, what, at(from), at(to)));
    }

    @Test
    void aMotionSensorHoldsItsLineForTwoToThreeSeconds() {
        List<Observation> said = device(SensorKind.PIR, Optional.empty()).sense(
                List.of(new Moved(at(60), Duration.ofSeconds(2)), new Moved(at(63), Duration.ofSeconds(1)), new Moved(at(80), Duration.ofSeconds(1))), NINE, TEN);
        Duration held = Duration.between(at(64), said.get(2).at());

        assertEquals(List.of(at(60), at(80)), List.of(said.get(1).at(), said.get(3).at()), text(said));
        assertTrue(held.compareTo(Duration.ofSeconds(2)) >= 0 && held.compareTo(Duration.ofSeconds(3)) <= 0, text(said));
    }

    @Test
    void itBeginsWithTheLevelThatIsFound() {
        assertEquals("-0", said(SensorKind.MAT));
    }

    @Test
    void aMatKnowsWhoSitsAndForgetsAtOnce() {
        assertEquals("-0 +60 -1800", said(SensorKind.MAT, new Came(at(60), 1), new Went(at(1_800), 1)));
    }

    @Test
    void twoOnOneSeatAreOneLevel() {
        assertEquals("-0 +60 -900", said(SensorKind.SEAT, new Came(at(60), 1), new Came(at(300), 2), new Went(at(600), 1), new Went(at(900), 2)));
    }

    @Test
    void aBagOnTheSeatIsAPerson() {
        assertEquals("-0 +61 -601", said(SensorKind.SEAT, new LaidDown(at(60), Spot.SEAT), new TakenAway(at(600), Spot.SEAT)));
        assertEquals("-0", said(SensorKind.SEAT, new LaidDown(at(60), Spot.TABLE), new TakenAway(at(600), Spot.TABLE)));
    }

    @Test
    void aRadarSeesWhoIsStillAndHoldsForSomeSeconds() {
        List<Observation> said = device(SensorKind.RADAR, Optional.empty()).sense(List.of(new Came(at(60), 1), new Moved(at(60), Duration.ofSeconds(4)), new Went(at(360), 1)), NINE, TEN);

        assertEquals(3, said.size(), text(said));
        assertTrue(said.getLast().at().isAfter(at(364)) && said.getLast().at().isBefore(at(373)), text(said));
    }

    @Test
    void aRadarLosesSightOfTheVeryStillAndFindsThemWhenTheyMove() {
        List<Stimulus> felt = new ArrayList<>(List.of(new Came(at(0), 1)));
        for (int i = 1; i <= 5; i++) {
            felt.add(new Moved(at(i * 660), Duration.ofSeconds(1)));
        }
        List<Observation> said = device(SensorKind.RADAR, Optional.empty()).sense(felt, NINE, TEN);

        assertTrue(said.size() > 2, text(said));
        assertEquals(new Reading.Presence(true), said.getLast().reading());
    }

    @Test
    void aContactIsOpenWhileADoorIs() {
        assertEquals("-0 +60 -66", said(SensorKind.REED, new Opened(at(60), at(64)), new Opened(at(63), at(66))));
    }

    @Test
    void aPasserByIsAMomentToAMotionSensorAndNothingToAContact() {
        List<Stimulus> passers = new ArrayList<>();
        for (int i = 1; i <= 50; i++) {
            passers.add(new Bustled(at(60 * i), Duration.ofSeconds(1)));
        }
        long seen = device(SensorKind.PIR, Optional.empty()).sense(passers, NINE, TEN).stream().filter(each -> each.reading().equals(new Reading.Motion(true))).count();

        assertTrue(seen > 20 && seen < 40, seen + " of 50 passers-by are seen at the rim of the cone");
        assertEquals("-0", said(SensorKind.REED, passers.getFirst()));
    }

    @Test
    void aStuckLineStaysOnAndComesBackToTheTruth() {
        fails(Ailment.STUCK, 1_200, 2_400);

        assertEquals("-0 +60 -600 +1200 -2400", said(SensorKind.MAT, new Came(at(60), 1), new Went(at(600), 1)));
    }

    @Test
    void aLineThatSticksUnderSomebodyShowsNothingUntilItIsFreed() {
        fails(Ailment.STUCK, 300, 2_400);

        assertEquals("-0 +60 -2400", said(SensorKind.MAT, new Came(at(60), 1), new Went(at(600), 1)));
    }

    @Test
    void aDeafLineIsQuiet() {
        fails(Ailment.DEAF, 0, 2_400);

        assertEquals("-0 +2400 -3000", said(SensorKind.MAT, new Came(at(60), 1), new Went(at(3_000), 1)));
    }

    @Test
    void ofACableThatIsCutTheGatewayTellsAndThenNothingUntilItIsWhole() {
        fails(Ailment.DEAD, 300, 2_400);

        assertEquals("-0 +60 Fault[code=line-open]300 -2400", said(SensorKind.MAT, new Came(at(60), 1), new Went(at(600), 1)));
    }

    @Test
    void aCableThatIsCutFromTheBeginningTellsNothingElse() {
        fails(Ailment.DEAD, 0, 7_200);

        assertEquals("Fault[code=line-open]0", said(SensorKind.MAT, new Came(at(60), 1), new Went(at(600), 1)));
    }

    @Test
    void anInvertedLineSaysTheOpposite() {
        fails(Ailment.INVERTED, 0, 7_200);

        assertEquals("+0 -60 +66", said(SensorKind.REED, new Opened(at(60), at(66))));
    }

    @Test
    void aFanIsSeenMostOfTheTimeThoughNobodyIsThere() {
        fails(Ailment.GHOST, 0, 86_400);
        List<Observation> said = device(SensorKind.RADAR, Optional.empty()).sense(List.of(), NINE, at(86_400));

        assertTrue(share(said, at(86_400)) > 0.25, text(said));
    }

    @Test
    void theSunIsSeenByDayAndNotAtNight() {
        fails(Ailment.SUN, 0, 86_400);
        List<Observation> said = device(SensorKind.PIR, Optional.empty()).sense(List.of(), NINE, at(86_400));

        assertTrue(said.size() > 200, said.size() + " readings");
        assertTrue(said.getLast().at().isBefore(Instant.parse("2026-03-02T15:31:00Z")), text(said));
    }

    private static double share(List<Observation> said, Instant end) {
        double seconds = 0;
        for (int i = 0; i < said.size(); i++) {
            Instant to = i + 1 < said.size() ? said.get(i + 1).at() : end;
            seconds += sign(said.get(i).reading()).equals("+") ? Duration.between(said.get(i).at(), to).toSeconds() : 0;
        }
        return seconds / Duration.between(said.getFirst().at(), end).toSeconds();
    }

    @Test
    void whileItsGatewayIsOffNothingIsSaidAndThenTheLevelThatIsFound() {
        faults.add(new GatewayOff(GATEWAY, at(300), at(2_400)));

        assertEquals("-0 +60 +2400 -3000", said(SensorKind.MAT, new Came(at(60), 1), new Went(at(600), 1), new Came(at(700), 1), new Went(at(3_000), 1)));
    }

    @Test
    void aSensorThatRepeatsItselfSaysItsLevelBesidesItsChanges() {
        LevelDevice device = device(SensorKind.MAT, Optional.of(Duration.ofMinutes(10)));

        assertEquals("-0 -600 +660 +1200 -1500 -1800 -2400 -3000", text(device.sense(List.of(new Came(at(660), 1), new Went(at(1_500), 1)), NINE, TEN)));
    }

    @Test
    void aLevelLastsOverMidnight() {
        LevelDevice device = device(SensorKind.MAT, Optional.empty());

        assertEquals("-0 +60", text(device.sense(List.of(new Came(at(60), 1)), NINE, TEN)));
        assertEquals("-4000", text(device.sense(List.of(new Went(at(4_000), 1)), TEN, at(7_200))));
    }
}
