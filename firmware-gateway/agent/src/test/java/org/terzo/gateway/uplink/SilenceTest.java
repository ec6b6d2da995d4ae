package org.terzo.gateway.uplink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SilenceTest {
    private final Silence silence = new Silence(Pace.USUAL);

    private static Instant at(long seconds) {
        return Instant.EPOCH.plusSeconds(seconds);
    }

    @Test
    void aMinuteWithoutAnyAnswerIsTooLongAndNothingIsTooLongUnasked() {
        assertFalse(silence.isTooLong(at(1_000)));
        silence.asked(at(1_000));
        silence.asked(at(1_050));
        assertFalse(silence.isTooLong(at(1_059)));
        assertTrue(silence.isTooLong(at(1_060)));
        assertFalse(silence.isTooLong(at(9_999)), "not asked since");
    }

    @Test
    void whileAHubIsAwayThePatienceDoublesToFiveMinutesAlthoughTheOldReceiptComesWithEachConnection() {
        List<Long> waits = new ArrayList<>();
        Instant now = at(0);
        for (int connection = 0; connection < 5; connection++) {
            silence.broken();
            silence.asked(now);
            Instant asked = now;
            while (!silence.isTooLong(now)) {
                now = now.plusSeconds(1);
            }
            waits.add(Duration.between(asked, now).toSeconds());
        }
        assertEquals(List.of(60L, 120L, 240L, 300L, 300L), waits);

        silence.answered();
        silence.asked(now);
        assertTrue(silence.isTooLong(now.plusSeconds(60)));
    }
}
