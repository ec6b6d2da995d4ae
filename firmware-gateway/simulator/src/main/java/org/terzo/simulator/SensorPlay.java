package org.terzo.simulator;

import java.time.Duration;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import org.terzo.gateway.sensor.SensorKind;
import org.terzo.wire.Reading;
import org.terzo.wire.Reading.Direction;

/// What one sensor sees of people who come, fidget and go; the same seed sees the same.
final class SensorPlay {
    private static final Duration LONGEST_AWAY = Duration.ofMinutes(40);
    private static final Duration LONGEST_STAY = Duration.ofMinutes(90);
    private static final Duration LONGEST_STILL = Duration.ofSeconds(50);
    private static final Duration HELD = Duration.ofSeconds(2);
    private static final Duration LONGEST_BETWEEN_PASSAGES = Duration.ofMinutes(3);
    private static final Duration DOOR_STANDS_OPEN = Duration.ofSeconds(6);
    private static final Duration AIR_EVERY = Duration.ofSeconds(60);

    /// What is read, and how long after the reading before it.
    record Step(Duration after, Reading reading) {}

    private final SensorKind kind;
    private final SplittableRandom random;
    private boolean active;
    private Duration stays = Duration.ZERO;
    private double co2Ppm = 600;

    SensorPlay(SensorKind kind, SplittableRandom random) {
        this.kind = kind;
        this.random = random;
    }

    Step next() {
        active = !active;
        return switch (kind) {
            case PIR -> active ? move() : new Step(HELD, new Reading.Motion(false));
            case RADAR, MAT, SEAT -> new Step(upTo(active ? LONGEST_AWAY : LONGEST_STAY), new Reading.Presence(active));
            case REED -> new Step(active ? upTo(LONGEST_BETWEEN_PASSAGES) : DOOR_STANDS_OPEN, new Reading.Contact(active));
            case BEAM_PAIR, TOF_COUNTER -> new Step(upTo(LONGEST_BETWEEN_PASSAGES), new Reading.Passage(random.nextBoolean() ? Direction.IN : Direction.OUT));
            case TOF -> new Step(upTo(active ? LONGEST_AWAY : LONGEST_STAY), new Reading.Distance(active ? 450 : 1_400));
            case SCD41 -> new Step(AIR_EVERY, air());
        };
    }

    /// Within a stay people move every minute; between two stays nobody does.
    private Step move() {
        if (stays.isPositive()) {
            Duration still = upTo(LONGEST_STILL);
            stays = stays.minus(still).minus(HELD);
            return new Step(still, new Reading.Motion(true));
        }
        stays = upTo(LONGEST_STAY);
        return new Step(upTo(LONGEST_AWAY), new Reading.Motion(true));
    }

    private Reading air() {
        co2Ppm = Math.clamp(Math.rint(co2Ppm + random.nextInt(-15, 16)), 420, 1_600);
        return new Reading.Air(OptionalDouble.of(co2Ppm), OptionalDouble.of(21.5), OptionalDouble.empty());
    }

    private Duration upTo(Duration longest) {
        return Duration.ofMillis(random.nextLong(1, longest.toMillis()));
    }
}
