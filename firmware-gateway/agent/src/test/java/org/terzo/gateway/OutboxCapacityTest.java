package org.terzo.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class OutboxCapacityTest {
    private static final Instant STARTED = Instant.EPOCH;

    private final OutboxCapacity capacity = new OutboxCapacity(150_000_000, 500, STARTED);

    @Test
    void inItsFirstHourAGatewayReckonsWithBusySensors() {
        assertEquals(100, capacity.hours(600, STARTED.plusSeconds(3_599)));
    }

    @Test
    void laterItReckonsWithWhatItsOwnSensorsGive() {
        assertEquals(1_000, capacity.hours(500 + 2_000, STARTED.plusSeconds(7_200)));
        assertEquals(1_000_000 / 12, capacity.hours(500, STARTED.plusSeconds(7_200)), "the alive records go on");
    }
}
