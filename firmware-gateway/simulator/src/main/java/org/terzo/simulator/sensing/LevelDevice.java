package org.terzo.simulator.sensing;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.terzo.simulator.chance.Chance;
import org.terzo.simulator.fault.Ailments;
import org.terzo.simulator.fault.Fault;
import org.terzo.simulator.fault.Fault.Ailing;
import org.terzo.simulator.fault.Fault.Ailment;
import org.terzo.simulator.line.Feeling;
import org.terzo.simulator.line.Nuisance;
import org.terzo.simulator.line.Sweep;
import org.terzo.simulator.line.Sweep.Change;
import org.terzo.simulator.scene.Stimulus;
import org.terzo.simulator.site.SimulatedSite.Sensor;
import org.terzo.wire.Observation;
import org.terzo.wire.Reading;

/// A sensor with a level: it says each change and, if it repeats itself, how things are.
final class LevelDevice implements Device {
    private final Sensor sensor;
    private final Feeling feeling;
    private final Ailments ailments;
    private final Chance chance;
    private final Nuisance nuisance;
    private final Sweep line = new Sweep();
    private boolean active;
    private Optional<Boolean> told = Optional.empty();

    LevelDevice(Sensor sensor, Feeling feeling, Ailments ailments, ZoneId timeZone, Chance chance) {
        this.sensor = sensor;
        this.feeling = feeling;
        this.ailments = ailments;
        this.chance = chance;
        this.nuisance = new Nuisance(timeZone, chance);
    }

    /// A moment at which the line is looked at.
    ///
    /// @param change empty: the level is as it was
    private record Look(Instant at, Optional<Boolean> change) {}

    @Override
    public List<Observation> sense(List<Stimulus> felt, Instant begin, Instant end) {
        for (Ailing each : ailments.between(begin, end)) {
            nuisance.disturb(each, begin, end, line);
        }
        felt.forEach(what -> feeling.feel(what, line));
        List<Look> looks = new ArrayList<>();
        line.until(end).forEach(change -> looks.add(look(change, begin)));
        ailments.turns(begin, end).forEach(at -> looks.add(new Look(at, Optional.empty())));
        ticks(begin, end).forEach(at -> looks.add(new Look(at, Optional.empty())));
        looks.sort(Comparator.comparing(Look::at));
        List<Observation> said = new ArrayList<>();
        if (told.isEmpty()) {
            looks.removeIf(look -> look.at().equals(begin) && look.change().isEmpty());
            look(new Look(begin, Optional.empty())).ifPresent(said::add);
        }
        looks.forEach(look -> look(look).ifPresent(said::add));
        return said;
    }

    @Override
    public void beginAnew() {
        told = Optional.empty();
    }

    private static Look look(Change change, Instant begin) {
        return new Look(change.at().isBefore(begin) ? begin : change.at(), Optional.of(change.active()));
    }

    private Optional<Observation> look(Look look) {
        active = look.change().orElse(active);
        if (!ailments.isWatched(look.at())) {
            return Optional.empty();
        }
        if (ailments.has(Ailment.DEAD, look.at())) {
            boolean isNew = ailments.dies(look.at()) && look.change().isEmpty();
            return isNew ? Optional.of(new Observation(look.at(), sensor.id(), new Reading.Fault("line-open"))) : Optional.empty();
        }
        boolean says = ailments.said(active, look.at());
        boolean isNews = told.filter(before -> before == says).isEmpty() || ailments.comesBack(look.at());
        boolean repeats = look.change().isEmpty() && isTick(look.at());
        told = Optional.of(says);
        return isNews || repeats ? Optional.of(new Observation(look.at(), sensor.id(), reading(says))) : Optional.empty();
    }

    private List<Instant> ticks(Instant begin, Instant end) {
        List<Instant> ticks = new ArrayList<>();
        sensor.repeats().map(Duration::toSeconds).ifPresent(every -> {
            for (long tick = Math.ceilDiv(begin.getEpochSecond(), every); tick * every < end.getEpochSecond(); tick++) {
                ticks.add(Instant.ofEpochSecond(tick * every));
            }
        });
        return ticks;
    }

    private boolean isTick(Instant at) {
        return sensor.repeats().filter(every -> at.getNano() == 0 && at.getEpochSecond() % every.toSeconds() == 0).isPresent();
    }

    private Reading reading(boolean says) {
        return switch (sensor.kind()) {
            case PIR -> new Reading.Motion(says);
            case RADAR, MAT, SEAT -> new Reading.Presence(says);
            case REED -> new Reading.Contact(says);
            case TOF -> new Reading.Distance((int) (says ? chance.between(380, 620) : chance.between(1_380, 1_420)));
            case BEAM_PAIR, TOF_COUNTER, SCD41 -> throw new IllegalStateException(sensor + " has no level");
        };
    }
}
