package org.terzo.hub.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.terzo.gateway.uplink.Pace;
import org.terzo.gateway.uplink.SendWindow;
import org.terzo.hub.e2e.MqttSocket;

/// Gateways that come back, on one connection; when each sends how much is decided as a real gateway decides it.
final class ReturningGateways {
    private final MqttSocket socket;
    private final Receipts receipts;

    ReturningGateways(MqttSocket socket, Receipts receipts) {
        this.socket = socket;
        this.receipts = receipts;
    }

    /// What one gateway has to send.
    static final class Backlog {
        private final LoadedSite site;
        private final int gateway;
        private final String log;
        private final List<String> records;
        private final SendWindow window = new SendWindow(Pace.USUAL);
        private long settled;
        private long sent;

        Backlog(LoadedSite site, int gateway, String log, List<String> records) {
            this.site = site;
            this.gateway = gateway;
            this.log = log;
            this.records = List.copyOf(records);
        }

        private boolean isSent() {
            return sent == records.size();
        }

        private void goOn(Receipts receipts, MqttSocket socket) throws IOException, InterruptedException {
            Instant now = Instant.EPOCH.plusNanos(System.nanoTime());
            long through = receipts.through(site.topic(gateway, "receipt"));
            if (through > settled) {
                settled = through;
                window.receipt(through, now);
            }
            OptionalLong due = window.due(settled + 1, records.size(), now);
            if (due.isPresent()) {
                long first = due.getAsLong();
                long last = Math.min(records.size(), first + window.most(records.size()) - 1);
                List<String> batch = records.subList((int) first - 1, (int) last);
                socket.enqueue(site.topic(gateway, "observations"), Wire.batch(log, first, Instant.now(), batch), false);
                window.sent(first, last, now);
                sent = Math.max(sent, last);
            }
        }
    }

    void send(List<Backlog> backlogs) {
        List<Backlog> busy = new ArrayList<>(backlogs);
        try {
            while (!busy.isEmpty()) {
                long seen = receipts.settled();
                for (Backlog each : busy) {
                    each.goOn(receipts, socket);
                }
                socket.flush();
                busy.removeIf(Backlog::isSent);
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
