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

/// Keeps the broker connected: tries until it is there, and connects anew when it says connected but acknowledges nothing.
final class BrokerKeeper {
    private static final Logger LOG = LoggerFactory.getLogger(BrokerKeeper.class);

    private final Broker broker;
    private final String url;
    private final Pace pace;
    private final InstantSource ticker;
    private final CountDownLatch stopped = new CountDownLatch(1);

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

    private void keepConnected() {
        Duration retry = pace.retry();
        try {
            while (stopped.getCount() > 0) {
                try {
                    broker.connect();
                    retry = pace.retry();
                    superviseUntilDeaf();
                } catch (IOException failed) {
                    LOG.warn("{}: not connected, next try in {}: {}", url, retry, failed.getMessage());
                    if (stopped.await(retry.toMillis(), TimeUnit.MILLISECONDS)) {
                        return;
                    }
                    retry = Pace.doubled(retry, pace.longestRetry());
                } finally {
                    broker.discard();
                }
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    /// Returns when the connection is to be made anew: it is gone for long, or acknowledges nothing.
    private void superviseUntilDeaf() throws InterruptedException {
        Instant good = ticker.instant();
        while (!stopped.await(Math.min(1_000, pace.deaf().toMillis() / 2), TimeUnit.MILLISECONDS)) {
            Instant now = ticker.instant();
            boolean connected = broker.isConnected();
            Optional<Instant> oldest = broker.oldestUnacknowledged();
            if (connected && broker.isReady() && oldest.map(since -> now.isBefore(since.plus(pace.deaf()))).orElse(true)) {
                good = now;
            } else if (!now.isBefore(oldest.filter(_ -> connected).orElse(good).plus(pace.deaf()))) {
                LOG.warn("{}: {} for {}: connecting anew", url, connected ? "connected but silent" : "not connected", pace.deaf());
                return;
            }
        }
    }
}
