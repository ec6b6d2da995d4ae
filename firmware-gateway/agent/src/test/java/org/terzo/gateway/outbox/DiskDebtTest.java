package org.terzo.gateway.outbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class DiskDebtTest {
    private static final long SECOND = 1_000_000_000;
    private static final long LONGEST = DiskDebt.LONGEST.toNanos();

    private final DiskDebt debt = new DiskDebt();

    @Test
    void whatGetsItsReceiptIsNotForced() {
        debt.committed(1, 1, 0);
        assertTrue(debt.isOwed());

        debt.committed(2, 1, SECOND);

        assertFalse(debt.isOwed());
    }

    @Test
    void whatWaitsForItsReceiptIsForcedOnce() {
        debt.committed(1, 3, 0);
        assertEquals(LONGEST, debt.nanosLeft(0));

        debt.committed(1, 4, SECOND);
        assertEquals(LONGEST - SECOND, debt.nanosLeft(SECOND), "what comes later does not put it off");

        debt.forced(4);
        debt.committed(1, 4, 9 * SECOND);
        assertFalse(debt.isOwed());
    }

    @Test
    void aReceiptForTheOldestLeavesTheOthersTheirTime() {
        debt.committed(1, 1, 0);
        debt.committed(1, 2, SECOND);

        debt.committed(2, 2, SECOND + 1);

        assertEquals(LONGEST, debt.nanosLeft(SECOND + 1));
    }

    @Test
    void aDiskThatRefusedIsTriedAgainLater() {
        debt.committed(1, 1, 0);

        debt.refused(LONGEST);

        assertTrue(debt.isOwed());
        assertEquals(LONGEST, debt.nanosLeft(LONGEST));
    }
}
