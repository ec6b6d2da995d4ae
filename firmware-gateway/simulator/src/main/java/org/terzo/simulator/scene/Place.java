package org.terzo.simulator.scene;

import org.terzo.wire.DeskId;
import org.terzo.wire.DoorId;
import org.terzo.wire.ZoneId;

/// Where something happens.
public sealed interface Place {
    record AtDesk(DeskId desk) implements Place {}

    record InZone(ZoneId zone) implements Place {}

    record AtDoor(DoorId door) implements Place {}
}
