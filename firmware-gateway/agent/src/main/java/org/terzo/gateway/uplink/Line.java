package org.terzo.gateway.uplink;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// How the connection to the broker is, whatever library makes it.
final class Line {
    private static final Logger LOG = LoggerFactory.getLogger(Line.class);
    private static final int REFUSED = 0x80;
    private static final int TAKEN_OVER = 0x8E;

    /// Once may be a late connection of our own, which a broker that was stopped answers when it goes on.
    private static final Duration TWICE_WITHIN = Duration.ofMinutes(10);

    private final String name;
    private final InstantSource ticker;
    private final BrokerListener listener;
    private final InFlight inFlight;
    private final ShortLives lives;
    private volatile boolean ready;
    private volatile boolean contested;
    private volatile Optional<Instant> takenOver = Optional.empty();

    /// @param name the broker and who connects to it, for the log
    Line(String name, InstantSource ticker, BrokerListener listener) {
        this.name = name;
        this.ticker = ticker;
        this.listener = listener;
        this.inFlight = new InFlight(ticker);
        this.lives = new ShortLives(ticker);
    }

    /// Connected, and the topics subscribed.
    boolean isReady() {
        return ready;
    }

    /// Another program connects under the same name, and this one was driven off.
    boolean isContested() {
        return contested;
    }

    InFlight inFlight() {
        return inFlight;
    }

    void begins() {
        contested = false;
        inFlight.forget();
    }

    void opened() {
        lives.began();
    }

    void becomesReady() {
        inFlight.forget();
        ready = true;
        LOG.info("{}: connected", name);
        listener.connected();
    }

    void ends() {
        ready = false;
    }

    /// @param code why, as MQTT 5 says it
    void broke(int code, String reason) {
        ready = false;
        boolean isOneTooMany = lives.ended();
        contested = isOneTooMany || (code == TAKEN_OVER && isTakenOverAgain());
        if (contested) {
            LOG.error("{}: another program connected under this name: is this gateway's id used twice?", name);
        } else {
            LOG.warn("{}: disconnected: {}", name, reason);
        }
    }

    private boolean isTakenOverAgain() {
        Instant now = ticker.instant();
        Optional<Instant> before = takenOver;
        takenOver = Optional.of(now);
        return before.filter(earlier -> now.isBefore(earlier.plus(TWICE_WITHIN))).isPresent();
    }

    /// What the broker makes of a publication or a subscription.
    void answered(String topic, int[] codes) {
        if (Arrays.stream(codes).anyMatch(code -> code >= REFUSED)) {
            LOG.error("{}: the broker refuses {}: reason {}: does its access list know this gateway?", name, topic, Arrays.toString(codes));
        }
    }

    void heard(String topic, byte[] payload) {
        listener.received(topic, payload);
    }
}
