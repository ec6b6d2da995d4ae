package org.terzo.hub.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// How long links and sessions live.
final class SessionsTest {
    private static final String TOKEN = "an-administrators-token-of-40-characters";

    private Instant now = Instant.parse("2026-03-10T09:00:00Z");
    private final Sessions sessions = new Sessions(() -> now, new SecureRandom(), Optional.of(TOKEN));

    @Test
    void aLinkOpensUpToHalfAnHourLaterAndNotAfterThat() {
        String first = sessions.newLink();
        String second = sessions.newLink();

        now = now.plus(Duration.ofMinutes(30));
        assertTrue(sessions.open(first).isPresent());
        now = now.plusMillis(1);
        assertEquals(Optional.empty(), sessions.open(second));
    }

    @Test
    void aSessionEndsAfterTwelveHours() {
        String session = sessions.open(sessions.newLink()).orElseThrow();

        now = now.plus(Duration.ofHours(12));
        assertTrue(sessions.isAdmin(session));
        now = now.plusMillis(1);
        assertFalse(sessions.isAdmin(session));
    }

    @Test
    void aSessionThatIsClosedIsNobodysAndTheTokenStays() {
        String session = sessions.open(sessions.newLink()).orElseThrow();
        sessions.close(session);

        assertFalse(sessions.isAdmin(session));
        assertFalse(sessions.isAdmin(TOKEN + " "));
        assertTrue(sessions.isAdmin(TOKEN));
    }
}
