package org.terzo.simulator.sensing;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.terzo.simulator.chance.Chance;
import org.terzo.simulator.fault.Ailments;
import org.terzo.simulator.fault.Fault;
import org.terzo.simulator.fault.Fault.Ailing;
import org.terzo.simulator.fault.Fault.Ailment;
import org.terzo.simulator.scene.Stimulus;
import org.terzo.simulator.scene.Stimulus.Crossed;
import org.terzo.simulator.site.SimulatedSite.Sensor;
import org.terzo.wire.Observation;
import org.terzo.wire.Reading;
import org.terzo.wire.Reading.Direction;

/// A counter in a door. It loses passages one by one and in rows, takes two who walk side by side for one, and those who turn back mostly
/// for what they are.
final class CounterDevice implements Device {
    private static final Duration BESIDE = Duration.ofMillis(350);
    private static final Duration CLOSE = Duration.ofMillis(550);
    private static final Duration NOTICED = Duration.ofSeconds(60);
    private static final double MERGED_BESIDE = 0.92;
    private static final double MERGED_CLOSE = 0.5;
    private static final double LOST_IN_ROWS = 0.4;
    private static final double ROW_GOES_ON = 0.65;
    private static final double TURN_BACK_COUNTED = 0.06;

    private final Sensor sensor;
    private final Counting counting;
    private final Ailments ailments;
    private final Chance chance;
    private List<Observation> later = new ArrayList<>();
    private Optional<Crossed> ahead = Optional.empty();
    private boolean blind;

    CounterDevice(Sensor sensor, Counting counting, Ailments ailments, Chance chance) {
        this.sensor = sensor;
        this.counting = counting;
        this.ailments = ailments;
        this.chance = chance;
    }

    @Override
    public List<Observation> sense(List<Stimulus> felt, Instant begin, Instant end) {
        List<Observation> counted = new ArrayList<>(later);
        for (Stimulus what : felt) {
            if (what instanceof Crossed crossed) {
                count(crossed, counted);
            }
        }
        for (Ailing each : ailments.between(begin, end)) {
            Instant noticed = each.from().plus(NOTICED);
            if (each.what() == Ailment.BLOCKED && !noticed.isBefore(begin) && noticed.isBefore(end)) {
                counted.add(new Observation(noticed, sensor.id(), new Reading.Fault("beam")));
            }
        }
        counted.sort(Comparator.comparing(Observation::at));
        later = new ArrayList<>(counted.stream().filter(each -> !each.at().isBefore(end)).toList());
        return counted.stream().filter(each -> each.at().isBefore(end) && ailments.isWatched(each.at())).toList();
    }

    @Override
    public void beginAnew() {
        // it has no level
    }

    private void count(Crossed crossed, List<Observation> counted) {
        Duration clears = chance.seconds(0.15, 0.4);
        boolean isMerged = ahead.filter(before -> merges(before, crossed)).isPresent();
        ahead = Optional.of(crossed);
        Direction seen = seen(crossed.direction());
        boolean isLost = isLost(crossed.direction()) || isMerged;
        if (!isLost && !ailments.has(Ailment.BLOCKED, crossed.at()) && !ailments.has(Ailment.DEAF, crossed.at())) {
            counted.add(passage(crossed.at().plus(clears), seen));
        }
        if (chance.in(counting.invented())) {
            counted.add(passage(crossed.at().plus(chance.minutes(1, 40)), chance.in(0.5) ? Direction.IN : Direction.OUT));
        }
    }

    private boolean merges(Crossed before, Crossed after) {
        Duration headway = Duration.between(before.at(), after.at());
        if (headway.compareTo(BESIDE) < 0) {
            return chance.in(MERGED_BESIDE);
        }
        return headway.compareTo(CLOSE) < 0 && chance.in(MERGED_CLOSE);
    }

    /// Alone, or in a row: a beam that is blinded loses whoever comes until it recovers.
    private boolean isLost(Direction direction) {
        double share = switch (direction) {
            case IN -> counting.missedIn();
            case OUT -> counting.missedOut();
            case ABORTED -> 0;
        };
        blind = blind ? chance.in(ROW_GOES_ON) : chance.in(share * LOST_IN_ROWS * (1 - ROW_GOES_ON));
        return blind || chance.in(share * (1 - LOST_IN_ROWS));
    }

    private Direction seen(Direction direction) {
        boolean isReversed = chance.in(counting.reversed());
        return switch (direction) {
            case IN -> isReversed ? Direction.OUT : Direction.IN;
            case OUT -> isReversed ? Direction.IN : Direction.OUT;
            case ABORTED -> !chance.in(TURN_BACK_COUNTED) ? Direction.ABORTED : chance.in(0.5) ? Direction.IN : Direction.OUT;
        };
    }

    private Observation passage(Instant at, Direction seen) {
        boolean isSwapped = ailments.has(Ailment.SWAPPED_DIRECTION, at);
        Direction said = switch (seen) {
            case IN -> isSwapped ? Direction.OUT : Direction.IN;
            case OUT -> isSwapped ? Direction.IN : Direction.OUT;
            case ABORTED -> Direction.ABORTED;
        };
        return new Observation(at, sensor.id(), new Reading.Passage(said));
    }
}
