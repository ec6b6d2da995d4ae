package org.terzo.gateway.uplink;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttActionListener;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttCallback;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.MqttDisconnectResponse;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The connection to the broker: made, kept, and made anew when it says connected but acknowledges nothing.
final class Broker {
    private static final Logger LOG = LoggerFactory.getLogger(Broker.class);
    private static final int AT_LEAST_ONCE = 1;
    private static final long SESSION_SECONDS = 3_600;
    private static final int RECEIVE_MAXIMUM = 20;
    private static final int MOST_UNACKNOWLEDGED = 10;
    private static final int REFUSED = 0x80;
    private static final long PATIENCE_MILLIS = 10_000;

    private final BrokerSettings settings;
    private final BrokerNames names;
    private final Supplier<byte[]> will;
    private final Pace pace;
    private final InstantSource ticker;
    private final BrokerListener listener;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final AtomicLong tickets = new AtomicLong();

    /// When each publication that is not acknowledged yet was handed over; bounded by the permits.
    private final ConcurrentSkipListMap<Long, Instant> unacknowledged = new ConcurrentSkipListMap<>();

    private volatile Semaphore permits = new Semaphore(MOST_UNACKNOWLEDGED);
    private volatile Optional<MqttAsyncClient> client = Optional.empty();
    private volatile boolean ready;

    Broker(BrokerSettings settings, BrokerNames names, Supplier<byte[]> will, Pace pace, InstantSource ticker, BrokerListener listener) {
        this.settings = settings;
        this.names = names;
        this.will = will;
        this.pace = pace;
        this.ticker = ticker;
        this.listener = listener;
    }

    void start() {
        Thread.ofVirtual().name("broker").start(this::keepConnected);
    }

    /// Connected, and the receipt topic subscribed.
    boolean isReady() {
        return ready;
    }

    private void keepConnected() {
        Duration retry = pace.retry();
        try {
            while (closed.getCount() > 0) {
                try {
                    connect();
                    retry = pace.retry();
                    superviseUntilDeaf();
                } catch (MqttException | IOException failed) {
                    LOG.warn("{}: not connected, next try in {}: {}", settings.url(), retry, reason(failed));
                    if (closed.await(retry.toMillis(), TimeUnit.MILLISECONDS)) {
                        return;
                    }
                    retry = retry.multipliedBy(2).compareTo(pace.longestRetry()) < 0 ? retry.multipliedBy(2) : pace.longestRetry();
                } finally {
                    discard();
                }
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    private void connect() throws MqttException, IOException {
        MqttAsyncClient fresh = new MqttAsyncClient(settings.serverUri(), names.client(), new MemoryPersistence());
        client = Optional.of(fresh);
        permits = new Semaphore(MOST_UNACKNOWLEDGED);
        unacknowledged.clear();
        fresh.setCallback(new Callback(fresh));
        fresh.connect(options()).waitForCompletion(PATIENCE_MILLIS);
    }

    private MqttConnectionOptions options() throws IOException {
        MqttConnectionOptions options = new MqttConnectionOptions();
        options.setCleanStart(false);
        options.setSessionExpiryInterval(SESSION_SECONDS);
        options.setReceiveMaximum(RECEIVE_MAXIMUM);
        options.setAutomaticReconnect(true);
        options.setAutomaticReconnectDelay(1, 4);
        options.setKeepAliveInterval(20);
        options.setConnectionTimeout(8);
        MqttMessage lastWill = new MqttMessage(will.get());
        lastWill.setQos(AT_LEAST_ONCE);
        lastWill.setRetained(true);
        options.setWill(names.will(), lastWill);
        settings.username().ifPresent(options::setUserName);
        if (settings.passwordFile().isPresent()) {
            options.setPassword(Files.readString(settings.passwordFile().get()).strip().getBytes(StandardCharsets.UTF_8));
        }
        if (settings.caFile().isPresent()) {
            options.setSocketFactory(Trust.only(settings.caFile().get()));
        }
        return options;
    }

    /// Returns when the connection is to be made anew: it is gone for long, or acknowledges nothing.
    private void superviseUntilDeaf() throws InterruptedException {
        Instant good = ticker.instant();
        while (!closed.await(Math.min(1_000, pace.deaf().toMillis() / 2), TimeUnit.MILLISECONDS)) {
            Instant now = ticker.instant();
            boolean connected = client.map(MqttAsyncClient::isConnected).orElse(false);
            Optional<Instant> oldest = Optional.ofNullable(unacknowledged.firstEntry()).map(java.util.Map.Entry::getValue);
            if (connected && ready && oldest.map(since -> now.isBefore(since.plus(pace.deaf()))).orElse(true)) {
                good = now;
            } else if (!now.isBefore(oldest.filter(_ -> connected).orElse(good).plus(pace.deaf()))) {
                LOG.warn("{}: {} for {}: connecting anew", settings.url(), connected ? "connected but silent" : "not connected", pace.deaf());
                return;
            }
        }
    }

    private void discard() {
        ready = false;
        Optional<MqttAsyncClient> old = client;
        client = Optional.empty();
        old.ifPresent(gone -> {
            try {
                if (gone.isConnected()) {
                    gone.disconnectForcibly(0, 500, false);
                }
                gone.close(true);
            } catch (MqttException late) {
                LOG.debug("old connection not closed in order: {}", reason(late));
            }
        });
    }

    /// Hands a message over; what becomes of it is seen by receipts, or as a refusal in the log.
    void publish(String topic, byte[] payload) throws IOException, InterruptedException {
        send(topic, new MqttMessage(payload));
    }

    /// The broker gives it to everyone who subscribes later.
    void publishRetained(String topic, byte[] payload) throws IOException, InterruptedException {
        MqttMessage message = new MqttMessage(payload);
        message.setRetained(true);
        send(topic, message);
    }

    private void send(String topic, MqttMessage message) throws IOException, InterruptedException {
        message.setQos(AT_LEAST_ONCE);
        MqttAsyncClient open = client.filter(_ -> ready).orElseThrow(() -> new IOException("not connected"));
        Acknowledgement acknowledgement = new Acknowledgement(topic, tickets.incrementAndGet(), permits);
        if (!acknowledgement.permits.tryAcquire(1, TimeUnit.SECONDS)) {
            throw new IOException("%d messages are not acknowledged yet".formatted(MOST_UNACKNOWLEDGED));
        }
        unacknowledged.put(acknowledgement.ticket, ticker.instant());
        try {
            open.publish(topic, message, topic, acknowledgement);
        } catch (MqttException failed) {
            acknowledgement.done();
            throw new IOException(reason(failed), failed);
        }
    }

    /// Says `goodbye` on `topic`, retained, and disconnects.
    void close(String topic, byte[] goodbye) {
        client.filter(_ -> ready).ifPresent(open -> {
            try {
                open.publish(topic, goodbye, AT_LEAST_ONCE, true).waitForCompletion(2_000);
                open.disconnect(1_000).waitForCompletion(2_000);
            } catch (MqttException failed) {
                LOG.warn("{}: no orderly goodbye: {}", settings.url(), reason(failed));
            }
        });
        closed.countDown(); // only now: the supervising loop tears the connection down at once, which sends the last will
        discard();
    }

    private static String reason(Exception failed) {
        Optional<Throwable> cause = Optional.ofNullable(failed.getCause());
        return failed.getMessage() + cause.map(why -> " (" + why.getMessage() + ")").orElse("");
    }

    /// What becomes of one publication.
    private final class Acknowledgement implements MqttActionListener {
        private final String topic;
        private final long ticket;
        private final Semaphore permits;

        Acknowledgement(String topic, long ticket, Semaphore permits) {
            this.topic = topic;
            this.ticket = ticket;
            this.permits = permits;
        }

        @Override
        public void onSuccess(IMqttToken token) {
            done();
            Optional<int[]> codes = Optional.ofNullable(token.getReasonCodes());
            codes.filter(all -> Arrays.stream(all).anyMatch(code -> code >= REFUSED))
                    .ifPresent(all -> LOG.error("{}: the broker refuses: reason {}", topic, Arrays.toString(all)));
        }

        @Override
        public void onFailure(IMqttToken token, Throwable reason) {
            done();
            LOG.warn("{}: not delivered: {}", topic, reason.getMessage());
        }

        void done() {
            if (Optional.ofNullable(unacknowledged.remove(ticket)).isPresent()) {
                permits.release();
            }
        }
    }

    /// What Paho tells of one client.
    private final class Callback implements MqttCallback {
        private final MqttAsyncClient source;

        Callback(MqttAsyncClient source) {
            this.source = source;
        }

        @Override
        public void connectComplete(boolean reconnect, String uri) {
            Thread.ofVirtual().name("subscribe").start(this::subscribe);
        }

        /// On a thread of its own: Paho stalls when its callbacks wait.
        private void subscribe() {
            try {
                IMqttToken token = source.subscribe(names.subscription(), AT_LEAST_ONCE);
                token.waitForCompletion(PATIENCE_MILLIS);
                if (Arrays.stream(token.getReasonCodes()).anyMatch(code -> code >= REFUSED)) {
                    LOG.error("{}: the broker refuses the subscription", names.subscription());
                }
                permits = new Semaphore(MOST_UNACKNOWLEDGED); // what was under way is sent again by the caller
                unacknowledged.clear();
                ready = client.filter(current -> current.equals(source)).isPresent();
                LOG.info("{}: connected as {}", settings.url(), names.client());
                listener.connected();
            } catch (MqttException failed) {
                LOG.warn("{}: not subscribed: {}", names.subscription(), reason(failed));
            }
        }

        @Override
        public void disconnected(MqttDisconnectResponse response) {
            ready = false;
            LOG.warn("{}: disconnected: {}", settings.url(), response);
        }

        @Override
        public void messageArrived(String topic, MqttMessage message) {
            listener.received(message.getPayload());
        }

        @Override
        public void mqttErrorOccurred(MqttException failed) {
            LOG.warn("{}: {}", settings.url(), reason(failed));
        }

        @Override
        public void deliveryComplete(IMqttToken token) {
            LOG.trace("delivered {}", token.getMessageId());
        }

        @Override
        public void authPacketArrived(int reasonCode, MqttProperties properties) {
            LOG.debug("authentication packet {}", reasonCode);
        }
    }
}
