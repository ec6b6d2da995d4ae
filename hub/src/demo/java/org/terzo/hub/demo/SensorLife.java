package org.terzo.hub.demo;

import java.time.Duration;
import java.util.SplittableRandom;
import org.terzo.gateway.sensor.SimulatedInputs;
import org.terzo.hub.site.Site;
import org.terzo.wire.Reading;
import org.terzo.wire.Reading.Direction;

/// What one sensor of a lively site sees: somebody sits a while, fidgets, leaves; people pass the door. Quicker than life, so that the
/// screen has something to show.
final class SensorLife implements Runnable {
    private static final Duration LONGEST_AWAY = Duration.ofMinutes(4);
    private static final Duration LONGEST_SITTING = Duration.ofMinutes(8);
    private static final Duration LONGEST_STILL = Duration.ofSeconds(25);
    private static final Duration LONGEST_BETWEEN_PASSAGES = Duration.ofSeconds(40);

    private final Site.Sensor sensor;
    private final SimulatedInputs inputs;
    private final SplittableRandom random;

    SensorLife(Site.Sensor sensor, SimulatedInputs inputs, SplittableRandom random) {
        this.sensor = sensor;
        this.inputs = inputs;
        this.random = random;
    }

    @Override
    public void run() {
        try {
            Thread.sleep(upTo(Duration.ofSeconds(20)));
            while (true) {
                switch (sensor.kind()) {
                    case PIR -> sitBeforeMotionSensor();
                    case RADAR, MAT, SEAT -> sitOnLevelSensor();
                    case BEAM_PAIR, TOF_COUNTER -> pass();
                    case REED, TOF, SCD41 -> Thread.sleep(LONGEST_AWAY);
                }
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    private void sitBeforeMotionSensor() throws InterruptedException {
        long leavesAt = System.nanoTime() + upTo(LONGEST_SITTING).toNanos();
        while (System.nanoTime() < leavesAt) {
            inputs.accept(sensor.id(), new Reading.Motion(true));
            Thread.sleep(Duration.ofSeconds(2));
            inputs.accept(sensor.id(), new Reading.Motion(false));
            Thread.sleep(upTo(LONGEST_STILL));
        }
        Thread.sleep(upTo(LONGEST_AWAY));
    }

    private void sitOnLevelSensor() throws InterruptedException {
        inputs.accept(sensor.id(), new Reading.Presence(true));
        Thread.sleep(upTo(LONGEST_SITTING));
        inputs.accept(sensor.id(), new Reading.Presence(false));
        Thread.sleep(upTo(LONGEST_AWAY));
    }

    private void pass() throws InterruptedException {
        Thread.sleep(upTo(LONGEST_BETWEEN_PASSAGES));
        inputs.accept(sensor.id(), new Reading.Passage(random.nextInt(100) < 55 ? Direction.IN : Direction.OUT));
    }

    private Duration upTo(Duration longest) {
        return Duration.ofMillis(random.nextLong(longest.toMillis()));
    }
}
