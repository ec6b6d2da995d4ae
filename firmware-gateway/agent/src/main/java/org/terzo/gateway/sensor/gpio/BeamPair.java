package org.terzo.gateway.sensor.gpio;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.terzo.wire.Observation;
import org.terzo.wire.Reading;
import org.terzo.wire.Reading.Direction;
import org.terzo.wire.SensorId;

/// The direction of a passage from two beams a hand's breadth apart: the side of the beam that breaks first and the
/// side of the beam that clears last. In is from A to B.
final class BeamPair {
    /// A longer pause within a passage: somebody stands in the door, and the beams no longer tell who goes where.
    static final Duration WINDOW = Duration.ofSeconds(2);

    /// Two beams that change within this changed together: their order says nothing.
    static final Duration TOGETHER = Duration.ofMillis(3);

    /// A beam broken for longer is blocked or out of line.
    static final Duration BLOCKED = Duration.ofSeconds(60);

    /// The beams of a pair.
    enum Side {
        A,
        B
    }

    /// Which beams are broken.
    private enum Beams {
        CLEAR,
        A,
        BOTH,
        B;

        static Beams of(boolean brokenA, boolean brokenB) {
            if (brokenA) {
                return brokenB ? BOTH : A;
            }
            return brokenB ? B : CLEAR;
        }
    }

    private final SensorId sensor;
    private Beams beams = Beams.CLEAR;
    private Optional<Instant> brokenA = Optional.empty();
    private Optional<Instant> brokenB = Optional.empty();
    private Optional<Side> entry = Optional.empty();
    private Instant lastStep = Instant.EPOCH;
    private boolean crossed;
    private boolean paused;
    private boolean blocked;

    BeamPair(SensorId sensor) {
        this.sensor = sensor;
    }

    Optional<Observation> change(Side side, boolean broken, Instant at) {
        switch (side) {
            case A -> brokenA = broken ? brokenA.or(() -> Optional.of(at)) : Optional.empty();
            case B -> brokenB = broken ? brokenB.or(() -> Optional.of(at)) : Optional.empty();
        }
        Beams before = beams;
        beams = Beams.of(brokenA.isPresent(), brokenB.isPresent());
        if (beams == before) {
            return Optional.empty();
        }
        Duration pause = Duration.between(lastStep, at);
        lastStep = at;
        return switch (beams) {
            case CLEAR -> Optional.of(leave(side, before, pause, at));
            case BOTH -> cross(before, pause);
            case A, B -> step(before, side, pause);
        };
    }

    private Optional<Observation> step(Beams before, Side side, Duration pause) {
        if (before == Beams.CLEAR) {
            entry = Optional.of(side);
            crossed = false;
            paused = false;
        } else {
            paused |= pause.compareTo(WINDOW) > 0;
        }
        return Optional.empty();
    }

    private Optional<Observation> cross(Beams before, Duration pause) {
        if (!crossed && before != Beams.BOTH && pause.compareTo(TOGETHER) < 0) {
            entry = Optional.empty();
        }
        crossed = true;
        paused |= pause.compareTo(WINDOW) > 0;
        return Optional.empty();
    }

    private Observation leave(Side side, Beams before, Duration pause, Instant at) {
        boolean together = before == Beams.BOTH || (crossed && pause.compareTo(TOGETHER) < 0);
        Optional<Side> exit = together ? Optional.empty() : Optional.of(side);
        boolean unclear = blocked || paused || !crossed || pause.compareTo(WINDOW) > 0;
        blocked = false;
        return new Observation(at, sensor, new Reading.Passage(unclear ? Direction.ABORTED : direction(exit)));
    }

    /// One known end is enough; the other is then taken to be opposite.
    private Direction direction(Optional<Side> exit) {
        if (entry.equals(exit)) {
            return Direction.ABORTED;
        }
        Side towards = exit.orElseGet(() -> entry.filter(side -> side == Side.A).isPresent() ? Side.B : Side.A);
        return towards == Side.B ? Direction.IN : Direction.OUT;
    }

    /// A fault when a beam has been broken for too long by `now`; it ends with the next passage or `aborted`.
    Optional<Observation> elapse(Instant now) {
        if (due().filter(when -> !now.isBefore(when)).isEmpty()) {
            return Optional.empty();
        }
        blocked = true;
        return Optional.of(new Observation(now, sensor, new Reading.Fault("beam")));
    }

    Optional<Instant> due() {
        if (blocked) {
            return Optional.empty();
        }
        Optional<Instant> first = brokenA.flatMap(a -> brokenB.map(b -> a.isBefore(b) ? a : b)).or(() -> brokenA).or(() -> brokenB);
        return first.map(since -> since.plus(BLOCKED));
    }
}
