package org.terzo.gateway.sensor.gpio;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.terzo.gateway.sensor.SensorWiring;
import org.terzo.gateway.sensor.gpio.BeamPair.Side;
import org.terzo.gateway.sensor.gpio.Debounce.Accepted;
import org.terzo.wire.Observation;
import org.terzo.wire.Reading;

/// One sensor on GPIO lines: its bounce, and what its signals mean.
final class WiredSensor {
    private final SensorWiring wiring;
    private final List<Debounce> lines = new ArrayList<>();
    private final BeamPair pair;

    /// @param high the level of each line as it was found
    WiredSensor(SensorWiring wiring, List<Boolean> high) {
        this.wiring = wiring;
        this.pair = new BeamPair(wiring.sensor());
        for (boolean level : high) {
            lines.add(new Debounce(wiring.stable(), level));
        }
    }

    SensorWiring wiring() {
        return wiring;
    }

    /// The level that a sensor has when watching begins; a beam pair has none, but may begin broken.
    List<Observation> begin(List<Boolean> high, Instant at) {
        List<Observation> seen = new ArrayList<>();
        for (int line = 0; line < high.size(); line++) {
            seen.addAll(observe(new Signal(wiring, line, wiring.isActive(high.get(line)), at)));
        }
        return seen;
    }

    List<Observation> edge(int line, boolean high, Instant at) {
        return lines.get(line).edge(high, at).map(change -> observe(signal(line, change))).orElse(List.of());
    }

    List<Observation> elapse(Instant now) {
        List<Observation> seen = new ArrayList<>();
        for (int line = 0; line < lines.size(); line++) {
            int here = line;
            lines.get(line).elapse(now).ifPresent(change -> seen.addAll(observe(signal(here, change))));
        }
        pair.elapse(now).ifPresent(seen::add);
        return seen;
    }

    Optional<Instant> due() {
        return Stream.concat(lines.stream().flatMap(line -> line.due().stream()), pair.due().stream()).min(Instant::compareTo);
    }

    private Signal signal(int line, Accepted change) {
        return new Signal(wiring, line, wiring.isActive(change.high()), change.at());
    }

    private List<Observation> observe(Signal signal) {
        return switch (wiring.kind()) {
            case PIR -> List.of(observation(signal, new Reading.Motion(signal.active())));
            case RADAR, MAT, SEAT -> List.of(observation(signal, new Reading.Presence(signal.active())));
            case REED -> List.of(observation(signal, new Reading.Contact(!signal.active())));
            case BEAM_PAIR -> pair.change(signal.line() == 0 ? Side.A : Side.B, signal.active(), signal.at()).stream().toList();
            case TOF_COUNTER, TOF, SCD41 -> List.of();
        };
    }

    private Observation observation(Signal signal, Reading reading) {
        return new Observation(signal.at(), wiring.sensor(), reading);
    }
}
