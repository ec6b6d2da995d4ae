package org.terzo.simulator.line;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class SweepTest {
    private static final Instant NINE = Instant.parse("2026-03-02T09:00:00Z");

    private final Sweep line = new Sweep();

    private static Instant at(int seconds) {
        return NINE.plusSeconds(seconds);
    }

    private String until(int seconds) {
        return String.join(" ", line.until(at(seconds)).stream()
                .map(change -> (change.active() ? "+" : "-") + Duration.between(NINE, change.at()).toSeconds())
                .toList());
    }

    @Test
    void holdsThatOverlapAreOneLevel() {
        line.hold(at(0), at(5));
        line.hold(at(3), at(9));

        assertEquals("+0 -9", until(60));
    }

    @Test
    void holdsThatTouchLeaveNoGap() {
        line.hold(at(0), at(5));
        line.hold(at(5), at(9));

        assertEquals("+0 -9", until(60));
    }

    @Test
    void aCutInterruptsAndWhatHoldsComesBack() {
        line.hold(at(0), at(20));
        line.cut(at(5), at(8));

        assertEquals("+0 -5 +8 -20", until(60));
    }

    @Test
    void whatComesLaterIsKept() {
        line.begin(at(10));
        line.hold(at(70), at(80));
        line.end(at(90));

        assertEquals(List.of("+10", "-90"), List.of(until(60), until(120)));
    }
}
