package org.terzo.simulator.scene;

import java.time.Duration;
import java.time.Instant;
import org.terzo.wire.Reading.Direction;

/// Something that happens in front of sensors.
public sealed interface Stimulus {
    Instant at();

    /// Somebody sits down at the desk, or steps into the zone.
    record Came(Instant at, int person) implements Stimulus {}

    record Went(Instant at, int person) implements Stimulus {}

    /// Somebody who is there moves.
    record Moved(Instant at, Duration lasts) implements Stimulus {}

    /// Somebody is there for a moment and takes no place: passes by, wipes the desk.
    record Bustled(Instant at, Duration lasts) implements Stimulus {}

    /// A bag or a coat stays while its owner is away.
    record LaidDown(Instant at, Spot spot) implements Stimulus {}

    record TakenAway(Instant at, Spot spot) implements Stimulus {}

    /// Somebody goes through the door, or turns back in it.
    record Crossed(Instant at, Direction direction) implements Stimulus {}

    /// The door's leaf is open until then.
    record Opened(Instant at, Instant until) implements Stimulus {}

    /// Where things lie: only the seat has sensors.
    enum Spot {
        SEAT,
        TABLE
    }
}
