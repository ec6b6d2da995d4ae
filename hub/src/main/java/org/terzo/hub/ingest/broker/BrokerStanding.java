package org.terzo.hub.ingest.broker;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.terzo.hub.ingest.broker.BrokerConnection.State;

/// How the connection to the broker stands; the log tells each change once.
final class BrokerStanding {
    private static final Logger LOG = LoggerFactory.getLogger(BrokerStanding.class);

    private final String url;
    private final Duration retry;
    private final CountDownLatch firstTry = new CountDownLatch(1);
    private volatile State state = new State(false, "not connected yet");

    BrokerStanding(String url, Duration retry) {
        this.url = url;
        this.retry = retry;
    }

    State state() {
        return state;
    }

    /// Returns once the first try has succeeded or failed, or after `atMost`.
    void awaitFirstTry(Duration atMost) throws InterruptedException {
        firstTry.await(atMost.toMillis(), TimeUnit.MILLISECONDS);
    }

    void connected() {
        LOG.info("broker {}: connected", url);
        become(new State(true, url));
    }

    void lost(String cause) {
        if (state.connected() || !state.detail().equals(cause)) {
            LOG.warn("broker {}: {}; tried again every {}", url, cause, retry);
        }
        become(new State(false, cause));
    }

    private void become(State next) {
        state = next;
        firstTry.countDown();
    }
}
