package org.terzo.simulator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.terzo.wire.BatchCodec;
import org.terzo.wire.Decoded.Valid;
import org.terzo.wire.LogId;
import org.terzo.wire.ObservationBatch;

final class LoadPlanTest {
    private static final Instant NOW = Instant.parse("2026-03-10T09:00:00Z");
    private static final LogId LOG = new LogId("load");

    @Test
    void everyGatewayNumbersItsObservationsWithoutAGap() {
        LoadPlan plan = new LoadPlan(7, 3, 50, 1_000, Duration.ofSeconds(10));
        Map<Integer, Long> last = new HashMap<>();
        for (long m = 0; m < plan.messages(); m++) {
            ObservationBatch message = plan.message(m, LOG, NOW);

            assertEquals(last.getOrDefault(plan.gatewayOf(m), 0L) + 1, message.first());
            assertEquals(50, message.records().size());
            last.put(plan.gatewayOf(m), message.last());
        }
        assertEquals(10_000, last.values().stream().mapToLong(Long::longValue).sum());
    }

    @Test
    void messagesAreDueAtASteadyRate() {
        LoadPlan plan = new LoadPlan(200, 10, 50, 20_000, Duration.ofSeconds(60));

        assertEquals(24_000, plan.messages());
        assertEquals(Duration.ofMillis(2_500), plan.due(1_000));
    }

    @Test
    void aMessageIsWhatAHubReads() {
        ObservationBatch message = new LoadPlan(2, 3, 4, 8, Duration.ofSeconds(1)).message(1, LOG, NOW);

        assertEquals(new Valid<>(message), BatchCodec.decode(BatchCodec.encode(message)));
        assertEquals(NOW.minusMillis(750), ((org.terzo.wire.Observation) message.records().getFirst()).at());
    }

    @Test
    void anImpossiblePlanNamesTheOption() {
        IllegalArgumentException refusal =
                assertThrows(IllegalArgumentException.class, () -> new LoadPlan(1, 1, 501, 1, Duration.ofSeconds(1)));

        assertEquals("--batch: 501 is outside 1..500", refusal.getMessage());
    }
}
