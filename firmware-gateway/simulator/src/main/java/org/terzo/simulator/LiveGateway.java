package org.terzo.simulator;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.terzo.gateway.Gateway;
import org.terzo.gateway.GatewayConfig;
import org.terzo.gateway.sensor.SensorWiring;
import org.terzo.gateway.sensor.SimulatedInputs;
import org.terzo.simulator.SensorPlay.Step;
import org.terzo.wire.Observation;
import org.terzo.wire.Reading;
import org.terzo.wire.SensorId;

/// A real gateway in this process, whose inputs are played.
final class LiveGateway implements AutoCloseable {
    /// @param dueNanos since the play began
    private record Due(long dueNanos, SensorId sensor, SensorPlay play, Reading reading) {}

    private final SimulatedInputs inputs;
    private final Gateway gateway;
    private final List<SensorWiring> sensors;
    private final double speed;

    private LiveGateway(SimulatedInputs inputs, Gateway gateway, List<SensorWiring> sensors, double speed) {
        this.inputs = inputs;
        this.gateway = gateway;
        this.sensors = sensors;
        this.speed = speed;
    }

    /// @param speed how many times faster than life people are
    static LiveGateway start(GatewayConfig config, double speed, InstantSource clock) throws IOException {
        SimulatedInputs inputs = new SimulatedInputs(config.sensors(), Optional.empty(), clock);
        return new LiveGateway(inputs, Gateway.start(config, inputs, clock), new ArrayList<>(config.sensors()), speed);
    }

    /// Plays until it is interrupted.
    void play(SplittableRandom random) {
        PriorityQueue<Due> queue = new PriorityQueue<>(Comparator.comparingLong(Due::dueNanos));
        for (SensorWiring wiring : sensors) {
            queue.add(after(0, wiring.sensor(), new SensorPlay(wiring.kind(), random.split())));
        }
        try {
            long start = System.nanoTime();
            while (!queue.isEmpty()) {
                Due next = queue.remove();
                Thread.sleep(Duration.ofNanos(Math.max(0, next.dueNanos() - (System.nanoTime() - start))));
                inputs.accept(next.sensor(), next.reading());
                queue.add(after(next.dueNanos(), next.sensor(), next.play()));
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    Set<SensorId> wired() {
        return sensors.stream().map(SensorWiring::sensor).collect(Collectors.toSet());
    }

    /// Plays a simulated site at its own times, until it is interrupted.
    void play(SitePlay site, InstantSource clock) {
        try {
            for (Map.Entry<SensorId, Reading> level : site.found().entrySet()) {
                inputs.accept(level.getKey(), level.getValue());
            }
            for (Optional<Observation> next = site.next(); next.isPresent(); next = site.next()) {
                Duration ahead = Duration.between(clock.instant(), next.get().at());
                if (ahead.isPositive()) {
                    Thread.sleep(ahead);
                }
                inputs.accept(next.get().sensor(), next.get().reading());
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    private Due after(long nanos, SensorId sensor, SensorPlay play) {
        Step step = play.next();
        return new Due(nanos + (long) (step.after().toNanos() / speed), sensor, play, step.reading());
    }

    @Override
    public void close() {
        gateway.close();
    }
}
