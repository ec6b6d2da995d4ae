package org.terzo.hub.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.terzo.hub.history.Kept.DAY;
import static org.terzo.hub.history.Kept.at;
import static org.terzo.hub.history.Kept.motion;
import static org.terzo.hub.history.Kept.observation;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.terzo.hub.history.History.ObservationKey;
import org.terzo.hub.history.History.Page;
import org.terzo.hub.history.History.Range;
import org.terzo.hub.history.History.StoredObservation;
import org.terzo.wire.GatewayId;
import org.terzo.wire.LogId;
import org.terzo.wire.Reading;
import org.terzo.wire.SensorId;

/// What every store must do with observations.
abstract class ObservationContract extends ReplacementContract {
    @Test
    void twoObservationsOfOneSensorAtOneInstantAreBothKept() throws HistoryException {
        write(motion(GATEWAY, LOG, 1, at("08:00"), true), motion(GATEWAY, LOG, 2, at("08:00"), true));

        assertEquals(List.of(1L, 2L), numbers(all()));
    }

    @Test
    void numbersAMillionApartAreStillTwoObservations() throws HistoryException {
        write(motion(GATEWAY, LOG, 7, at("08:00"), true), motion(GATEWAY, LOG, 1_000_007, at("08:00"), false));

        assertEquals(List.of(7L, 1_000_007L), numbers(all()));
    }

    @Test
    void everyKindOfReadingComesBackAsItWas() throws HistoryException {
        List<Reading> readings = List.of(
                new Reading.Motion(true), new Reading.Motion(false), new Reading.Presence(true), new Reading.Contact(true), new Reading.Contact(false),
                new Reading.Passage(Reading.Direction.IN), new Reading.Passage(Reading.Direction.OUT), new Reading.Passage(Reading.Direction.ABORTED),
                new Reading.Distance(0), new Reading.Distance(Reading.Distance.FARTHEST_MM), new Reading.Fault("line-open"),
                air(OptionalDouble.of(612), OptionalDouble.of(22.4), OptionalDouble.of(41.00000000000001)),
                air(OptionalDouble.of(0.1 + 0.2), OptionalDouble.empty(), OptionalDouble.empty()),
                air(OptionalDouble.empty(), OptionalDouble.of(-17.123456789012344), OptionalDouble.of(Double.MIN_VALUE)));
        List<StoredObservation> written = new ArrayList<>();
        for (Reading reading : readings) {
            written.add(observation(GATEWAY, LOG, 9_007_199_254_740_993L + written.size(), at("08:00"), "sensor-" + written.size(), reading));
        }
        write(written.toArray(StoredObservation[]::new));

        assertEquals(written, all());
    }

    private static Reading air(OptionalDouble co2, OptionalDouble temperature, OptionalDouble humidity) {
        return new Reading.Air(co2, temperature, humidity);
    }

    @Test
    void equalTimesAreOrderedByGatewayLogAndNumberWhateverThePage() throws HistoryException {
        List<StoredObservation> written = new ArrayList<>();
        for (String gateway : List.of("gw-2", "gw-1")) {
            for (String log : List.of("b", "a", "Z", "~")) {
                for (int number = 0; number < 300; number++) {
                    GatewayId from = new GatewayId(gateway);
                    Instant at = number % 3 == 0 ? at("08:00") : at("08:00").plusMillis(number / 100);
                    long sequence = 999_900L + number;
                    written.add(number % 7 == 0
                            ? observation(from, new LogId(log), sequence, at, "door", new Reading.Passage(Reading.Direction.IN))
                            : motion(from, new LogId(log), sequence, at, true));
                }
            }
        }
        Collections.shuffle(written, new Random(7));
        write(written.toArray(StoredObservation[]::new));
        written.sort(Comparator.comparing(StoredObservation::key));

        for (int limit : List.of(97, 300, 2_400)) {
            assertEquals(written, paged(limit), "pages of " + limit);
        }
    }

    @Test
    void aFullPageSaysWhetherThereIsMore() throws HistoryException {
        for (int number = 1; number <= 4; number++) {
            write(motion(GATEWAY, LOG, number, at("08:00").plusSeconds(number), true));
        }

        assertEquals(new Page<>(all(), false), page(Optional.empty(), 4));
        assertEquals(new Page<>(all().subList(0, 3), true), page(Optional.empty(), 3));
        assertEquals(new Page<>(List.of(), false), page(Optional.of(all().getLast().key()), 3));
    }

    @Test
    void whatArrivesBetweenTwoPagesNeitherRepeatsNorHidesAnything() throws HistoryException {
        write(motion(GATEWAY, LOG, 2, at("08:02"), true), motion(GATEWAY, LOG, 4, at("08:04"), true), motion(GATEWAY, LOG, 6, at("08:06"), true));
        Page<StoredObservation> first = page(Optional.empty(), 2);
        write(motion(GATEWAY, LOG, 1, at("08:01"), true), motion(GATEWAY, LOG, 5, at("08:05"), true));

        assertEquals(List.of(2L, 4L), numbers(first.items()));
        assertEquals(List.of(5L, 6L), numbers(page(Optional.of(first.items().getLast().key()), 2).items()));
    }

    @Test
    void theRangeHoldsItsStartAndNotItsEnd() throws HistoryException {
        write(motion(GATEWAY, LOG, 1, at("07:59"), true), motion(GATEWAY, LOG, 2, at("08:00"), true), motion(GATEWAY, LOG, 3, at("09:00"), true));

        assertEquals(List.of(2L), numbers(history.observations(site, range("08:00", "09:00"), Optional.empty()).items()));
        Range<ObservationKey> ages = new Range<>(Instant.parse("0001-01-01T00:00:00Z"), Instant.parse("9999-12-31T00:00:00Z"), Optional.empty(), 10);
        assertEquals(List.of(1L, 2L, 3L), numbers(history.observations(site, ages, Optional.empty()).items()));
    }

    @Test
    void aSensorIsAskedForByItself() throws HistoryException {
        write(
                motion(GATEWAY, LOG, 1, at("08:00"), true),
                observation(GATEWAY, LOG, 2, at("08:00"), "door", new Reading.Passage(Reading.Direction.OUT)),
                observation(GATEWAY, LOG, 3, at("08:00"), "door", new Reading.Fault("line-open")));

        assertEquals(List.of(2L, 3L), numbers(history.observations(site, range("08:00", "09:00"), Optional.of(new SensorId("door"))).items()));
    }

    @Test
    void whatIsTooOldWhenItArrivesStopsNothing() throws HistoryException {
        write(
                motion(GATEWAY, LOG, 1, DAY.minus(Duration.ofDays(90)), true),
                observation(GATEWAY, LOG, 2, DAY.minus(Duration.ofDays(2)), "door", new Reading.Passage(Reading.Direction.IN)),
                motion(GATEWAY, LOG, 3, at("08:00"), true));

        assertEquals(List.of(3L), numbers(all()));
    }
}
