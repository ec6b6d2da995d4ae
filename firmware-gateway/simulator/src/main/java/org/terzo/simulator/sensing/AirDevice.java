package org.terzo.simulator.sensing;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.OptionalDouble;
import org.terzo.simulator.chance.Chance;
import org.terzo.simulator.fault.Ailments;
import org.terzo.simulator.scene.Stimulus;
import org.terzo.simulator.scene.Stimulus.Came;
import org.terzo.simulator.scene.Stimulus.Went;
import org.terzo.simulator.site.SimulatedSite.Sensor;
import org.terzo.wire.Observation;
import org.terzo.wire.Reading;
import org.terzo.wire.SensorId;

/// CO2 and temperature of a zone, which follow the number of people in it by and by.
final class AirDevice implements Device {
    private static final Duration USUAL = Duration.ofSeconds(60);
    private static final double OUTDOOR_PPM = 430;
    private static final double FULL_PPM = 1_050;
    private static final double EXCHANGED_PER_S = 1.5 / 3_600;
    private static final double HIGHEST_PPM = 5_000;

    private final SensorId sensor;
    private final Duration every;
    private final double capacity;
    private final Ailments ailments;
    private final Chance chance;
    private double co2Ppm = OUTDOOR_PPM;
    private int people;

    AirDevice(Sensor sensor, int capacity, Ailments ailments, Chance chance) {
        this.sensor = sensor.id();
        this.every = sensor.repeats().orElse(USUAL);
        this.capacity = Math.max(1, capacity);
        this.ailments = ailments;
        this.chance = chance;
    }

    @Override
    public List<Observation> sense(List<Stimulus> felt, Instant begin, Instant end) {
        Deque<Stimulus> next = new ArrayDeque<>(felt);
        List<Observation> said = new ArrayList<>();
        long step = every.toSeconds();
        for (long tick = Math.ceilDiv(begin.getEpochSecond(), step); tick * step < end.getEpochSecond(); tick++) {
            Instant at = Instant.ofEpochSecond(tick * step);
            while (!next.isEmpty() && !next.element().at().isAfter(at)) {
                count(next.remove());
            }
            double towards = OUTDOOR_PPM + FULL_PPM * people / capacity;
            co2Ppm += (towards - co2Ppm) * (1 - StrictMath.exp(-EXCHANGED_PER_S * step));
            if (ailments.isWatched(at)) {
                say(at, said);
            }
        }
        next.forEach(this::count);
        return said;
    }

    @Override
    public void beginAnew() {
        // it has no level
    }

    private void count(Stimulus what) {
        if (what instanceof Came) {
            people++;
        } else if (what instanceof Went) {
            people--;
        }
    }

    private void say(Instant at, List<Observation> said) {
        double ppm = StrictMath.rint(Math.clamp(chance.normal(co2Ppm, 8), 400, HIGHEST_PPM));
        double warmth = StrictMath.rint((20.5 + 2 * (co2Ppm - OUTDOOR_PPM) / FULL_PPM + chance.normal(0, 0.05)) * 10) / 10;
        said.add(new Observation(at, sensor, new Reading.Air(OptionalDouble.of(ppm), OptionalDouble.empty(), OptionalDouble.empty())));
        said.add(new Observation(at, sensor, new Reading.Air(OptionalDouble.empty(), OptionalDouble.of(warmth), OptionalDouble.empty())));
    }
}
