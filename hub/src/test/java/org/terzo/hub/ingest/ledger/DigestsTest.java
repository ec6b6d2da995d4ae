package org.terzo.hub.ingest.ledger;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.terzo.wire.ObservationBatch;

/// What is kept of the content of a log's numbers.
final class DigestsTest {
    private final Digests digests = new Digests();

    @Test
    void numbersThatGoOnAreOneRow() {
        digests.add(1, new long[] {10});
        digests.add(2, new long[] {20, 30});
        digests.add(7, new long[] {70});

        assertEquals(List.of(1L, 7L), List.copyOf(digests.rows().keySet()));
        assertArrayEquals(new long[] {10, 20, 30}, digests.rows().get(1L));
        assertEquals(30, digests.of(3, ObservationBatch.MOST_RECORDS));
        assertEquals(0, digests.of(4, ObservationBatch.MOST_RECORDS));
        assertEquals(70, digests.of(7, ObservationBatch.MOST_RECORDS));
    }

    @Test
    void noRowIsLongerThanABatch() {
        for (int sequence = 1; sequence <= ObservationBatch.MOST_RECORDS + 1; sequence++) {
            digests.add(sequence, new long[] {sequence});
        }

        assertEquals(List.of(1L, ObservationBatch.MOST_RECORDS + 1L), List.copyOf(digests.rows().keySet()));
        assertEquals(ObservationBatch.MOST_RECORDS, digests.of(ObservationBatch.MOST_RECORDS, ObservationBatch.MOST_RECORDS));
    }

    @Test
    void whatIsNotNewIsNotKept() {
        digests.add(1, new long[] {0, 20, 0, 40, 0});

        assertArrayEquals(new long[] {20, 0, 40}, digests.rows().get(2L));
        assertEquals(0, digests.of(1, ObservationBatch.MOST_RECORDS));
        assertEquals(0, digests.of(3, ObservationBatch.MOST_RECORDS));
    }
}
