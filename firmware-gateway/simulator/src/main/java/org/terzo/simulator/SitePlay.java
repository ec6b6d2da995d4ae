package org.terzo.simulator;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.terzo.simulator.day.Scenario;
import org.terzo.simulator.day.Simulation;
import org.terzo.simulator.site.SimulatedSite;
import org.terzo.wire.Observation;
import org.terzo.wire.Reading;
import org.terzo.wire.SensorId;

/// What some sensors of a simulated site see from a moment on: first how things are, then what happens.
final class SitePlay {
    private static final int FOR_GOOD_DAYS = 3_650;

    private final Iterator<Observation> life;
    private final Map<SensorId, Reading> found = new LinkedHashMap<>();
    private Optional<Observation> next;

    private SitePlay(Iterator<Observation> life, Instant from) {
        this.life = life;
        this.next = advance();
        while (next.filter(seen -> seen.at().isBefore(from)).isPresent()) {
            next.filter(seen -> !(seen.reading() instanceof Reading.Passage)).ifPresent(seen -> found.put(seen.sensor(), seen.reading()));
            next = advance();
        }
    }

    /// @param wired what other sensors see is left out
    static SitePlay of(SimulatedSite site, Set<SensorId> wired, Instant from, long seed) {
        LocalDate today = from.atZone(site.hours().timeZone()).toLocalDate();
        return new SitePlay(
                Simulation.of(site, Scenario.ORDINARY, seed).days(today, FOR_GOOD_DAYS)
                        .flatMap(day -> day.told().stream())
                        .flatMap(told -> told.record() instanceof Observation seen && wired.contains(seen.sensor()) ? Stream.of(seen) : Stream.empty())
                        .iterator(),
                from);
    }

    private Optional<Observation> advance() {
        return life.hasNext() ? Optional.of(life.next()) : Optional.empty();
    }

    /// The levels at the beginning.
    Map<SensorId, Reading> found() {
        return Collections.unmodifiableMap(new LinkedHashMap<>(found));
    }

    /// What happens next; empty when all days are over.
    Optional<Observation> next() {
        Optional<Observation> happens = next;
        next = happens.isPresent() ? advance() : Optional.empty();
        return happens;
    }
}
