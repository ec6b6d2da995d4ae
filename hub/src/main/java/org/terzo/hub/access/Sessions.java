package org.terzo.hub.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// Who is let in: the admin token, and sessions that one-time links open. Only digests are kept; sessions end with the hub.
public final class Sessions {
    static final Duration LINK_LIFE = Duration.ofMinutes(30);
    static final Duration SESSION_LIFE = Duration.ofHours(12);
    private static final int SECRET_BYTES = 32;

    private final InstantSource clock;
    private final SecureRandom random;
    private final Optional<String> adminDigest;
    private final Map<String, Instant> links = new ConcurrentHashMap<>();
    private final Map<String, Instant> sessions = new ConcurrentHashMap<>();

    public Sessions(InstantSource clock, SecureRandom random, Optional<String> adminToken) {
        this.clock = clock;
        this.random = random;
        this.adminDigest = adminToken.map(Sessions::digest);
    }

    /// A secret that opens one session of role admin within 30 minutes.
    public String newLink() {
        String secret = secret();
        links.put(digest(secret), clock.instant().plus(LINK_LIFE));
        return secret;
    }

    /// The secret of a new session; empty when the link is unknown, used or too old.
    public Optional<String> open(String link) {
        Optional<Instant> until = Optional.ofNullable(links.remove(digest(link)));
        if (until.isEmpty() || until.get().isBefore(clock.instant())) {
            return Optional.empty();
        }
        String secret = secret();
        sessions.put(digest(secret), clock.instant().plus(SESSION_LIFE));
        return Optional.of(secret);
    }

    public void close(String session) {
        sessions.remove(digest(session));
    }

    /// Whether a bearer token or a session's cookie is an administrator's.
    public boolean isAdmin(String secret) {
        String digest = digest(secret);
        Instant now = clock.instant();
        sessions.values().removeIf(until -> until.isBefore(now));
        return sessions.containsKey(digest) || adminDigest.filter(admin -> isSame(admin, digest)).isPresent();
    }

    /// Takes the same time wherever they differ.
    private static boolean isSame(String digest, String other) {
        return MessageDigest.isEqual(digest.getBytes(StandardCharsets.US_ASCII), other.getBytes(StandardCharsets.US_ASCII));
    }

    private String secret() {
        byte[] bytes = new byte[SECRET_BYTES];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    private static String digest(String secret) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
