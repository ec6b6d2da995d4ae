package org.terzo.gateway.uplink;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps the broker connected: tries until it is there, and connects anew when it says connected but acknowledges nothing. Driven off by
/// another program of the same name, it leaves that one a turn: the two would otherwise end each other's connections for ever.
final class BrokerKeeper {
    private static final Logger LOG = LoggerFactory.getLogger(BrokerKeeper.class);

    private final Broker broker;
    private final String url;
    private final Pace pace;
    private final InstantSource ticker;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private volatile boolean renewAsked;

    BrokerKeeper(Broker broker, String url, Pace pace, InstantSource ticker) {
        this.broker = broker;
        this.url = url;
        this.pace = pace;
        this.ticker = ticker;
    }

    void start() {
        Thread.ofVirtual().name("broker").start(this::keepConnected);
    }

    void stop() {
        stopped.countDown();
    }

    /// Has the client made anew at the next look.
    void renew() {
        renewAsked = true;
    }

    private void keepConnected() {
        Duration retry = pace.retry();
        try {
            while (stopped.getCount() > 0) {
                Duration pause = retry;
                try {
                    broker.connect();
                    retry = pace.retry();
                    pause = retry;
                    superviseUntilDeaf();
                } catch (IOException failed) {
                    LOG.warn("{}: not connected, next try in {}: {}", url, pause, failed.getMessage());
                    retry = Pace.doubled(retry, pace.longestRetry());
                } finally {
                    broker.discard();
                }
                Duration wait = broker.line().isContested() ? pace.turn() : pause;
                if (stopped.await(wait.toMillis(), TimeUnit.MILLISECONDS)) {
                    return;
                }
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    /// Returns when the connection is to be made anew: it is gone, or acknowledges nothing, or somebody asked.
    private void superviseUntilDeaf() throws InterruptedException {
        renewAsked = false;
        Instant good = ticker.instant();
        while (broker.isConnected() && !renewAsked && !stopped.await(Math.min(1_000, pace.deaf().toMillis() / 2), TimeUnit.MILLISECONDS)) {
            Instant now = ticker.instant();
            Optional<Instant> oldest = broker.line().inFlight().oldest();
            if (broker.line().isReady() && oldest.map(since -> now.isBefore(since.plus(pace.deaf()))).orElse(true)) {
                good = now;
            } else if (!now.isBefore(oldest.orElse(good).plus(pace.deaf()))) {
                LOG.warn("{}: connected but silent for {}: connecting anew", url, pace.deaf());
                return;
            }
        }
    }
}
