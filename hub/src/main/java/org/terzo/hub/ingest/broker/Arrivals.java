package org.terzo.hub.ingest.broker;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.terzo.hub.ingest.broker.BrokerConnection.Receiver;

/// Hands messages over on a thread of its own, and acknowledges each after that. The client's thread never waits, so the link stays
/// alive however long the receiver takes.
///
/// At most 2,000 wait, of at most 32 MiB together. The broker should send no more than `MOST_UNACKNOWLEDGED` before it has
/// acknowledgements; one that sends more than finds room here loses the connection, and brings it again with the next one.
final class Arrivals {
    /// So many of the largest batches find room.
    static final int MOST_UNACKNOWLEDGED = 120;

    private static final int MOST = 2_000;
    private static final long MOST_BYTES = 32L * 1024 * 1024;

    private final BlockingQueue<Arrival> waiting = new ArrayBlockingQueue<>(MOST);
    private final AtomicLong bytes = new AtomicLong();
    private final Receiver receiver;
    private final Thread thread = Thread.ofVirtual().name("broker-receiver").unstarted(this::handOver);

    /// A message, and how to say that it was taken.
    record Arrival(String topic, byte[] payload, boolean retained, Runnable acknowledge) {}

    Arrivals(Receiver receiver) {
        this.receiver = receiver;
    }

    void start() {
        thread.start();
    }

    /// Whether it found room.
    boolean add(Arrival arrival) {
        if (bytes.get() + arrival.payload().length > MOST_BYTES || !waiting.offer(arrival)) {
            return false;
        }
        bytes.addAndGet(arrival.payload().length);
        return true;
    }

    private void handOver() {
        try {
            while (true) {
                Arrival next = waiting.take();
                bytes.addAndGet(-next.payload().length);
                receiver.receive(next.topic(), next.payload(), next.retained());
                next.acknowledge().run();
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    void stop() throws InterruptedException {
        thread.interrupt();
        thread.join();
    }
}
