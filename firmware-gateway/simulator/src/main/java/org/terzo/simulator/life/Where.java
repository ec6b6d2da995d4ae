package org.terzo.simulator.life;

import java.util.Optional;
import org.terzo.wire.ZoneId;

/// Where somebody is for a while.
public sealed interface Where {
    record AtSeat(Seat seat) implements Where {}

    /// On their feet.
    record Strolling(ZoneId zone) implements Where {}

    record InRoom(ZoneId room) implements Where {}

    /// Behind a closed door.
    record Asleep(ZoneId room) implements Where {}

    /// From desk to desk.
    record Cleaning(ZoneId zone) implements Where {}

    record Outside() implements Where {}

    /// Empty: outside.
    default Optional<ZoneId> within() {
        return switch (this) {
            case AtSeat(Seat seat) -> Optional.of(seat.zone());
            case Strolling(ZoneId zone) -> Optional.of(zone);
            case InRoom(ZoneId room) -> Optional.of(room);
            case Asleep(ZoneId room) -> Optional.of(room);
            case Cleaning(ZoneId zone) -> Optional.of(zone);
            case Outside() -> Optional.empty();
        };
    }
}
