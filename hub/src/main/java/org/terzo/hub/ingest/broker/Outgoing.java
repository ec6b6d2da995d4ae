package org.terzo.hub.ingest.broker;

import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Publications that wait for the broker: at most 20,000; then the oldest is dropped: receipts and retained states are said again by
/// later ones.
final class Outgoing {
    private static final Logger LOG = LoggerFactory.getLogger(Outgoing.class);
    private static final int MOST = 20_000;
    private static final Duration PAUSE = Duration.ofMillis(2);

    private final BlockingQueue<Publication> waiting = new ArrayBlockingQueue<>(MOST);

    private final Sender sender;
    private final Thread thread = Thread.ofVirtual().name("broker-publisher").unstarted(this::sendAll);

    /// Gives a publication to the client; false while there is none, or it has enough to do.
    interface Sender {
        boolean sent(Publication publication);
    }

    Outgoing(Sender sender) {
        this.sender = sender;
    }

    record Publication(String topic, byte[] payload, boolean retained) {}

    void add(Publication publication) {
        while (!waiting.offer(publication)) {
            Publication oldest = waiting.poll();
            if (oldest != null) {
                LOG.warn("{}: dropped, too many publications wait", oldest.topic());
            }
        }
    }

    private void sendAll() {
        try {
            while (true) {
                Publication next = waiting.take();
                while (!sender.sent(next)) {
                    Thread.sleep(PAUSE);
                }
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    void start() {
        thread.start();
    }

    void stop() throws InterruptedException {
        thread.interrupt();
        thread.join();
    }
}
