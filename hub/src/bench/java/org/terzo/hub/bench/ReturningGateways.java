package org.terzo.hub.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import org.terzo.hub.e2e.MqttSocket;

/// Gateways that come back, on one connection, each as fast as a real one sends a backlog: two batches ahead of its receipts, or one a
/// second while none come.
final class ReturningGateways {
    private static final long PAUSE_NANOS = Duration.ofSeconds(1).toNanos();
    private static final int AHEAD = 2;

    private final MqttSocket socket;
    private final Receipts receipts;

    ReturningGateways(MqttSocket socket, Receipts receipts) {
        this.socket = socket;
        this.receipts = receipts;
    }

    /// What one gateway has to send: batches of so many records.
    static final class Backlog {
        private final String receiptTopic;
        private final int batch;
        private final Deque<Load.Message> left;
        private long sent;
        private long sentAtNanos;

        Backlog(String receiptTopic, int batch, Collection<Load.Message> messages) {
            this.receiptTopic = receiptTopic;
            this.batch = batch;
            this.left = new ArrayDeque<>(messages);
        }

        private boolean mayGoOn(Receipts receipts) {
            return !left.isEmpty()
                    && (sent * batch - receipts.through(receiptTopic) < (long) AHEAD * batch || System.nanoTime() - sentAtNanos >= PAUSE_NANOS);
        }

        private void next(MqttSocket socket) throws IOException, InterruptedException {
            Load.Message message = left.removeFirst();
            socket.enqueue(message.topic(), message.payload(), false);
            sent++;
            sentAtNanos = System.nanoTime();
        }
    }

    void send(List<Backlog> backlogs) {
        List<Backlog> busy = new ArrayList<>(backlogs);
        try {
            while (!busy.isEmpty()) {
                long seen = receipts.settled();
                for (Backlog each : busy) {
                    if (each.mayGoOn(receipts)) {
                        each.next(socket);
                    }
                }
                socket.flush();
                busy.removeIf(each -> each.left.isEmpty());
                receipts.awaitMoreThan(seen, Duration.ofMillis(20));
            }
            socket.settle();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }
}
