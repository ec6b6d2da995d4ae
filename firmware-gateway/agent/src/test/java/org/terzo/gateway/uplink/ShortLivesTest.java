package org.terzo.gateway.uplink;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class ShortLivesTest {
    private Instant now = Instant.parse("2026-03-10T09:00:00Z");
    private final ShortLives lives = new ShortLives(() -> now);

    @Test
    void theThirdShortLifeInARowIsSuspicious() {
        assertEquals(false, lived(Duration.ofSeconds(1)));
        assertEquals(false, lived(Duration.ofSeconds(9)));
        assertEquals(true, lived(Duration.ofSeconds(2)));
        assertEquals(true, lived(Duration.ofSeconds(2)));
    }

    @Test
    void aLongLifeBetweenThemClearsTheSuspicion() {
        lived(Duration.ofSeconds(1));
        lived(Duration.ofSeconds(1));

        assertEquals(false, lived(Duration.ofSeconds(10)));
        assertEquals(false, lived(Duration.ofSeconds(1)));
    }

    @Test
    void aConnectionThatWasNeverMadeIsNoLife() {
        lived(Duration.ofSeconds(1));
        lived(Duration.ofSeconds(1));

        assertEquals(false, lives.ended());
        assertEquals(true, lived(Duration.ofSeconds(1)));
    }

    private boolean lived(Duration life) {
        lives.began();
        now = now.plus(life);
        return lives.ended();
    }
}
