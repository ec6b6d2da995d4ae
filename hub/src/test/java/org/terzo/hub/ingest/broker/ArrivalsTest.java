package org.terzo.hub.ingest.broker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.terzo.hub.ingest.broker.Arrivals.Arrival;

final class ArrivalsTest {
    private final BlockingQueue<String> events = new LinkedBlockingQueue<>();
    private final Arrivals arrivals = new Arrivals((topic, _, _) -> events.add("taken " + topic));

    @Test
    void aMessageIsAcknowledgedAfterItWasTaken() throws InterruptedException {
        arrivals.start();

        assertTrue(arrivals.add(arrival("a", 1)));

        assertEquals(List.of("taken a", "acknowledged a"), List.of(events.take(), events.take()));
        arrivals.stop();
    }

    @Test
    void whatFindsNoRoomByNumberIsNotTaken() {
        for (int i = 0; i < 2_000; i++) {
            assertTrue(arrivals.add(arrival("a", 1)));
        }

        assertFalse(arrivals.add(arrival("b", 1)));
    }

    @Test
    void whatFindsNoRoomByBytesIsNotTakenUntilThereIsSome() throws InterruptedException {
        assertTrue(arrivals.add(arrival("a", 30 * 1024 * 1024)));
        assertFalse(arrivals.add(arrival("b", 3 * 1024 * 1024)));

        arrivals.start();
        events.take();
        events.take();

        assertTrue(arrivals.add(arrival("b", 3 * 1024 * 1024)));
        arrivals.stop();
    }

    private Arrival arrival(String topic, int bytes) {
        return new Arrival(topic, new byte[bytes], false, () -> events.add("acknowledged " + topic));
    }
}
