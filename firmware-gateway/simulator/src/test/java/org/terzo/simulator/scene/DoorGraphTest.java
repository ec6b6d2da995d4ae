package org.terzo.simulator.scene;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.terzo.simulator.site.SimulatedSite.Door;
import org.terzo.wire.DoorId;
import org.terzo.wire.ZoneId;

class DoorGraphTest {
    private static final Optional<ZoneId> OUTSIDE = Optional.empty();
    private static final Optional<ZoneId> HALL = ZoneId.parse("hall");
    private static final Optional<ZoneId> MEET = ZoneId.parse("meet");
    private static final Optional<ZoneId> BOOTH = ZoneId.parse("booth");
    private static final Optional<ZoneId> ATTIC = ZoneId.parse("attic");

    private final DoorGraph graph = new DoorGraph(List.of(
            door("main", OUTSIDE, HALL), door("meet", HALL, MEET), door("garden", HALL, OUTSIDE), door("stairs", MEET, ATTIC)));

    private static Door door(String id, Optional<ZoneId> from, Optional<ZoneId> to) {
        return new Door(new DoorId(id), from, to, Optional.empty(), List.of());
    }

    private String way(Optional<ZoneId> from, Optional<ZoneId> to) {
        return String.join(" ", graph.way(from, to, 0).stream().map(step -> step.door().id() + ":" + step.direction()).toList());
    }

    @Test
    void theShortestWayIsTaken() {
        assertEquals("main:IN", way(OUTSIDE, HALL));
        assertEquals("main:OUT", way(HALL, OUTSIDE));
        assertEquals("main:IN meet:IN stairs:IN", way(OUTSIDE, ATTIC));
        assertEquals("stairs:OUT", way(ATTIC, MEET));
        assertEquals("", way(HALL, HALL));
    }

    @Test
    void whatNoDoorLeadsToLiesBehindTheEntrance() {
        assertEquals("main:IN", way(OUTSIDE, BOOTH));
        assertEquals("", way(HALL, BOOTH));
        assertEquals("main:OUT", way(BOOTH, OUTSIDE));
    }

    @Test
    void twoDoorsThatLeadTheSameWayAreBothUsed() {
        assertEquals("garden:OUT", way(graph, 1));
        assertEquals("main:IN", way(graph, 0));
    }

    private static String way(DoorGraph graph, int taste) {
        DoorGraph.Step step = graph.way(OUTSIDE, HALL, taste + 1).getFirst();
        return step.door().id() + ":" + step.direction();
    }
}
